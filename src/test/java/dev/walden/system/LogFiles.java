package dev.walden.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the activity log as anybody can: JSON lines from files. Knows nothing of Walden's own code. */
public final class LogFiles {

    private static final JsonMapper JSON = JsonMapper.shared();

    private LogFiles() {}

    /** All records of a data folder in order; headers, filler and records of the log itself left out. */
    public static List<JsonNode> records(Path home) {
        List<JsonNode> records = new ArrayList<>();
        for (Path segment : segments(home)) {
            wholeLines(segment)
                    .filter(line -> line.startsWith("{\"seq\""))
                    .map(JSON::readTree)
                    .filter(line -> !line.path("type").asString().equals("log-marker")
                            && !line.path("type").asString().equals("segment-sealed"))
                    .forEach(records::add);
        }
        return records;
    }

    /** The events of each task, in order. */
    public static Map<String, List<JsonNode>> byTask(Path home) {
        Map<String, List<JsonNode>> tasks = new LinkedHashMap<>();
        for (JsonNode line : records(home)) {
            if (line.has("task")) {
                tasks.computeIfAbsent(line.path("task").asString(), _ -> new ArrayList<>())
                        .addAll(RecordParts.of(line));
            }
        }
        return tasks;
    }

    /** How many whole records of a type there are, also where a kill has cut the last line. Passes over filler at speed. */
    static long count(Path home, String type) {
        long count = 0;
        for (Path segment : segments(home)) {
            count += wholeLines(segment)
                    .filter(line -> line.contains("\"type\":\"" + type + "\""))
                    .count();
        }
        return count;
    }

    /** Without what is being written at this moment, or was when a kill came. */
    private static Stream<String> wholeLines(Path segment) {
        try {
            return new String(Files.readAllBytes(segment), StandardCharsets.UTF_8)
                    .strip()
                    .lines()
                    .filter(line -> line.endsWith("}"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static List<Path> segments(Path home) {
        try (Stream<Path> files = Files.list(home.resolve("log"))) {
            return files.filter(file -> file.getFileName().toString().endsWith(".jsonl"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
