package dev.walden.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32C;

/** A segment that another program wrote: its lines changed, the checksums right, the filler behind them kept. */
final class ForgedLog {

    private final Path segment;
    private final int fileBytes;
    private final List<String> lines;

    private ForgedLog(Path segment, int fileBytes, List<String> lines) {
        this.segment = segment;
        this.fileBytes = fileBytes;
        this.lines = lines;
    }

    /** Of the last segment of a data folder. */
    static ForgedLog in(Path home) throws IOException {
        Path segment = LogFiles.segments(home).getLast();
        String text = Files.readString(segment);
        return new ForgedLog(
                segment, text.length(), new ArrayList<>(text.strip().lines().toList()));
    }

    /** Changes the first line that contains a text, as whoever wrote it would have. */
    void change(String containing, UnaryOperator<String> change) throws IOException {
        int at = lines.indexOf(lines.stream()
                .filter(line -> line.contains(containing))
                .findFirst()
                .orElseThrow());
        String line = lines.get(at);
        lines.set(at, withChecksum(change.apply(line.substring(0, line.lastIndexOf(",\"crc\"")))));
        String content = String.join("\n", lines) + "\n";
        Files.writeString(segment, content + "\n".repeat(Math.max(0, fileBytes - content.length())));
    }

    private static String withChecksum(String line) {
        var crc = new CRC32C();
        crc.update(line.getBytes(StandardCharsets.UTF_8));
        return line + ",\"crc\":\"%08x\"}".formatted(crc.getValue());
    }
}
