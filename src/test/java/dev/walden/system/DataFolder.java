package dev.walden.system;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * How much a data folder holds. Newlines that pre-fill log files mean nothing and are not counted: of a segment, only the lines
 * that are not blank, with their ends; of the files that lie ready ({@code *.prefill}: the next segment, the reserves), nothing.
 */
final class DataFolder {

    private final Path home;

    DataFolder(Path home) {
        this.home = home;
    }

    long logBytes() throws IOException {
        long bytes = 0;
        for (Path segment : LogFiles.segments(home)) {
            bytes += bytesOfLines(segment);
        }
        return bytes;
    }

    long blobBytes() throws IOException {
        return bytesBelow(home.resolve("blobs"));
    }

    /** Everything below the folder but what is below {@code excepted}. */
    long allBytesBut(Path excepted) throws IOException {
        return logBytes() + bytesBelow(home) - bytesBelow(home.resolve("log")) - bytesBelow(excepted);
    }

    int longestRecordBytes() throws IOException {
        int longest = 0;
        for (Path segment : LogFiles.segments(home)) {
            try (Stream<String> lines = Files.lines(segment)) {
                longest = Math.max(
                        longest, lines.mapToInt(DataFolder::bytes).max().orElse(0));
            }
        }
        return longest;
    }

    private static int bytes(String line) {
        return line.getBytes(StandardCharsets.UTF_8).length;
    }

    private static long bytesOfLines(Path segment) throws IOException {
        long counted = 0;
        int before = '\n';
        try (InputStream content = new BufferedInputStream(Files.newInputStream(segment), 1 << 16)) {
            for (int next = content.read(); next >= 0; next = content.read()) {
                counted += next == '\n' && before == '\n' ? 0 : 1;
                before = next;
            }
        }
        return counted;
    }

    private static long bytesBelow(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return 0;
        }
        List<Path> files;
        try (Stream<Path> below = Files.walk(folder)) {
            files = below.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().endsWith(".prefill"))
                    .toList();
        }
        long bytes = 0;
        for (Path file : files) {
            bytes += Files.size(file);
        }
        return bytes;
    }
}
