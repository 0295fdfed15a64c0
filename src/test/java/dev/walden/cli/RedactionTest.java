package dev.walden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.EncryptionKeys;
import dev.walden.activity.StoredActivity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A redacted record holds no word that anybody said, and keeps what tells how it came about. */
class RedactionTest {

    @TempDir
    Path home;

    private List<String> redacted(String... bodies) throws IOException {
        var text = new StringBuilder(line("{\"walden-log\":1,\"id\":\"0123456789abcdef0123456789abcdef\",\"first\":1"));
        for (int i = 0; i < bodies.length; i++) {
            text.append(line("{\"seq\":%d,\"durable\":%d,\"at\":\"2026-11-21T02:11:13.123456Z\",".formatted(i + 1, i)
                    + bodies[i]));
        }
        Files.createDirectories(home.resolve("log"));
        Files.writeString(home.resolve("log/00000000000000000001.jsonl"), text);
        List<String> lines = new ArrayList<>();
        try (var log = StoredActivity.open(new EncryptionKeys(home, EncryptionKeys.USUAL, null))) {
            log.read(1, log.last(), entry -> lines.add(Redaction.of(entry)));
        }
        return lines;
    }

    private static String line(String start) {
        var crc = new CRC32C();
        crc.update(start.getBytes(StandardCharsets.UTF_8));
        return start + ",\"crc\":\"%08x\"}\n".formatted(crc.getValue());
    }

    @Test
    void textsBecomeTheirLengthAndIdsStay() throws IOException {
        assertThat(
                        redacted(
                                "\"type\":\"tool-call-finished\",\"v\":1,\"task\":\"t1\",\"data\":{\"call\":\"c1\",\"outcome\":\"failed\",\"text\":\"my secret\",\"trusted\":false,\"duration\":\"PT1S\"}"))
                .containsExactly(
                        "{\"seq\":1,\"at\":\"2026-11-21T02:11:13.123456Z\",\"type\":\"tool-call-finished\",\"v\":1,\"task\":\"t1\",\"data\":{\"call\":\"c1\",\"outcome\":\"failed\",\"text\":\"[9 characters]\",\"trusted\":false,\"duration\":\"PT1S\"}}");
    }

    @Test
    void whatOthersMadeUpIsTextWhateverItIsCalledAndNumbersToo() throws IOException {
        assertThat(
                        redacted(
                                "\"type\":\"tool-call-started\",\"v\":1,\"task\":\"t1\",\"data\":{\"call\":\"c1\",\"tool\":\"http\",\"arguments\":{\"id\":\"secret\",\"tool\":[\"secret\",4711],\"to\":{\"key\":\"secret\"}},\"sideEffect\":\"unsafe\",\"attempt\":1}"))
                .singleElement()
                .asString()
                .doesNotContain("secret", "4711")
                .contains("\"tool\":\"http\"", "\"attempt\":1", "\"sideEffect\":\"unsafe\"");
    }

    @Test
    void theBeginningOfABlobIsText() throws IOException {
        assertThat(redacted(
                        "\"type\":\"task-submitted\",\"v\":1,\"task\":\"t1\",\"data\":{\"input\":{\"$blob\":\"%s\",\"bytes\":9000,\"head\":\"a secret\"},\"metadata\":{\"a\":\"secret\"}}"
                                .formatted("ab".repeat(32))))
                .singleElement()
                .asString()
                .doesNotContain("secret")
                .contains("\"$blob\":\"" + "ab".repeat(32), "\"bytes\":9000", "[8 characters]");
    }
}
