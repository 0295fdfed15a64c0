package dev.walden.cli;

import dev.walden.activity.EncryptionKeys;
import dev.walden.activity.StoredActivity;
import dev.walden.activity.StoredRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/** A log of one segment with records of given bodies, as commands read it. */
final class WrittenLog {

    private WrittenLog() {}

    static List<StoredRecord> of(Path home, String... bodies) throws IOException {
        var text = new StringBuilder(line("{\"walden-log\":1,\"id\":\"0123456789abcdef0123456789abcdef\",\"first\":1"));
        for (int i = 0; i < bodies.length; i++) {
            text.append(line("{\"seq\":%d,\"durable\":%d,\"at\":\"2026-11-21T02:11:13.123456Z\",".formatted(i + 1, i)
                    + bodies[i]));
        }
        Files.createDirectories(home.resolve("log"));
        Files.writeString(home.resolve("log/00000000000000000001.jsonl"), text);
        List<StoredRecord> records = new ArrayList<>();
        try (var log = StoredActivity.open(new EncryptionKeys(home, EncryptionKeys.USUAL, null))) {
            log.read(1, log.last(), records::add);
        }
        return records;
    }

    private static String line(String start) {
        var crc = new CRC32C();
        crc.update(start.getBytes(StandardCharsets.UTF_8));
        return start + ",\"crc\":\"%08x\"}\n".formatted(crc.getValue());
    }
}
