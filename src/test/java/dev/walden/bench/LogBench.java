package dev.walden.bench;

import dev.walden.bench.Appending.Figures;
import dev.walden.bench.Plot.Point;
import dev.walden.bench.Rounds.Pairing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The log beside the raw disk and its peers: the goal table, with what was measured. Needs {@code target/walden.jar} for the cold start.
 *
 * <p>{@code walden.bench.rounds} (5), {@code walden.bench.millis} of each measurement (1000) and {@code walden.bench.events} of the cold
 * start (10,000,000) make trials shorter. With {@code walden.docs.update} the table and the drawing go into {@code docs/}.
 */
@Tag("bench")
class LogBench {

    private static final int ROUNDS = Integer.getInteger("walden.bench.rounds", 5);
    private static final Duration TIME = Duration.ofMillis(Integer.getInteger("walden.bench.millis", 1_000));
    private static final long EVENTS = Long.getLong("walden.bench.events", 10_000_000);
    private static final Path DOCS = Path.of("docs");

    /** On the disk that is measured, which a folder of temporary files may not be. */
    @TempDir(factory = ServiceBench.BelowTarget.class)
    Path folder;

    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void measure() throws Exception {
        Rounds rounds = new Rounds(folder, contenders());
        rounds.run(ROUNDS, TIME);
        List<Goal> goals = new ArrayList<>(new LogGoals(rounds).all());
        ReadFigures reading = ReadFigures.measure(folder.resolve("reading"), EVENTS, ROUNDS);
        goals.addAll(reading.goals());

        String report = "\n" + goals(goals) + "\n" + figures(rounds) + "\n" + reading.report() + "\n";
        IO.println(report);
        if (Boolean.getBoolean("walden.docs.update")) {
            write(report, plot(rounds));
        }
    }

    private static List<Contender> contenders() {
        List<Contender> all =
                new ArrayList<>(List.of(RawFile.BLOCKS, RawFile.RECORDS, new WaldenLog(), Sqlite.EACH, Sqlite.BATCHED));
        ServiceLoader.load(Contender.class).forEach(all::add);
        return all;
    }

    private static String goals(List<Goal> goals) {
        return "| measure | goal | measured | |\n|---|---|---|---|\n"
                + goals.stream().map(Goal::row).collect(Collectors.joining("\n", "", "\n"));
    }

    private static String figures(Rounds rounds) {
        StringBuilder table = new StringBuilder(
                "| contender | writers | p50 µs | p99 µs | records/s | records a force | µs of processor a record |\n|---|---|---|---|---|---|---|\n");
        for (Pairing key : rounds.keys()) {
            double perForce =
                    rounds.median(key.name(), key.writers(), Figures::perForce).orElse(0.0);
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %d | %.0f | %.0f | %,.0f | %s | %.1f |%n",
                    key.name(),
                    key.writers(),
                    rounds.median(key.name(), key.writers(), Rounds::p50Micros).orElse(0.0),
                    rounds.median(key.name(), key.writers(), Rounds::p99Micros).orElse(0.0),
                    rounds.median(key.name(), key.writers(), Figures::perSecond).orElse(0.0),
                    Double.isInfinite(perForce) ? "" : String.format(Locale.ROOT, "%.0f", perForce),
                    rounds.median(key.name(), key.writers(), Figures::cpuMicros).orElse(0.0)));
        }
        return table.toString();
    }

    private static String plot(Rounds rounds) {
        Plot plot = new Plot("Durable records a second", new Plot.Range(1, 4096, 8), 1_000, 1_000_000);
        rounds.keys().stream().map(Pairing::name).distinct().forEach(name -> {
            List<Point> points = rounds.keys().stream()
                    .filter(key -> key.name().equals(name))
                    .map(key -> new Point(
                            key.writers(),
                            rounds.median(name, key.writers(), Figures::perSecond)
                                    .orElse(0.0)))
                    .toList();
            plot.add(name, points);
        });
        return plot.svg("callers, each waiting for its own append");
    }

    private static void write(String report, String plot) throws IOException {
        Path page = DOCS.resolve("benchmarks.md");
        String text = Files.readString(page);
        int from = text.indexOf("<!-- log -->") + "<!-- log -->".length();
        int to = text.indexOf("<!-- /log -->");
        Files.writeString(page, text.substring(0, from) + "\n" + report.strip() + "\n" + text.substring(to));
        Files.writeString(DOCS.resolve("benchmarks-log.svg"), plot);
    }
}
