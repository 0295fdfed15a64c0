package dev.walden.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What Linux says of a process, and a folder of its size. */
final class ProcessFigures {

    private static final long CLOCK_TICKS_PER_SECOND = 100;

    /** A call whose answer ends the task is in the record of that end. */
    private static final Pattern MODEL_CALL =
            Pattern.compile("\"type\":\"(?:reasoning-finished|task-completed)\".*\"duration\":\"(PT[^\"]+)\"");

    private ProcessFigures() {}

    /** Highest resident memory so far. */
    static long peakResidentBytes(long pid) throws IOException {
        return status(pid, "VmHWM:");
    }

    /** Resident memory now. */
    static long residentBytes(long pid) throws IOException {
        return status(pid, "VmRSS:");
    }

    private static long status(long pid, String member) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith(member))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElseThrow();
    }

    /** Processor time so far, of all threads. */
    static Duration cpu(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        return Duration.ofMillis(ticks * 1000 / CLOCK_TICKS_PER_SECOND);
    }

    /** Bytes of records in the log: filler and headers are not counted. */
    static long logBytes(Path home) throws IOException {
        return overRecords(
                home, lines -> lines.mapToLong(line -> line.length() + 1L).sum());
    }

    /** Records in the log. */
    static long records(Path home) throws IOException {
        return overRecords(home, Stream::count);
    }

    /** How long each question to an engine took, in the order of the log. */
    static List<Duration> modelCalls(Path home) throws IOException {
        List<Duration> calls = new ArrayList<>();
        overRecords(
                home,
                lines -> lines.map(MODEL_CALL::matcher)
                        .filter(Matcher::find)
                        .filter(found -> calls.add(Duration.parse(found.group(1))))
                        .count());
        return calls;
    }

    private static long overRecords(Path home, ToLongFunction<Stream<String>> figure) throws IOException {
        long sum = 0;
        try (Stream<Path> segments = Files.list(home.resolve("log"))) {
            for (Path segment : segments.filter(file -> file.toString().endsWith(".jsonl"))
                    .sorted()
                    .toList()) {
                try (Stream<String> lines = Files.lines(segment)) {
                    sum += figure.applyAsLong(lines.filter(line -> line.startsWith("{\"seq\"")));
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return sum;
    }
}
