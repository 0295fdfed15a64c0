package dev.walden.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The log of a folder that nobody has open, cut as a power failure may cut it. */
public final class TornLog {

    private TornLog() {}

    /** Keeps so many of the lines that are counted, and what lies between them; nothing is left of the views. */
    public static void cutBehind(int records, Predicate<String> counted, Path home) throws IOException {
        try (Stream<Path> views = Files.walk(home.resolve("views"))) {
            for (Path file : views.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
        Path segment;
        try (Stream<Path> files = Files.list(home.resolve("log"))) {
            segment = files.filter(file -> file.toString().endsWith(".jsonl"))
                    .findFirst()
                    .orElseThrow();
        }
        List<String> kept = new ArrayList<>();
        int left = records;
        for (String line : Files.readAllLines(segment, StandardCharsets.UTF_8)) {
            left -= counted.test(line) ? 1 : 0;
            if (left < 0) {
                break;
            }
            kept.add(line);
        }
        assertThat(left).isNegative();
        Files.writeString(segment, String.join("\n", kept) + "\n", StandardCharsets.UTF_8);
    }
}
