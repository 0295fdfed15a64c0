package dev.walden.bench;

import dev.walden.bench.Appending.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** All contenders one after the other, again and again, so that what the machine does besides meets all of them. */
final class Rounds {

    private final Path folder;
    private final List<Contender> contenders;
    private final Map<Pairing, List<Figures>> results = new LinkedHashMap<>();

    Rounds(Path folder, List<Contender> contenders) {
        this.folder = folder;
        this.contenders = contenders;
    }

    /** A contender with a number of callers. */
    record Pairing(String name, int writers) {}

    /** Runs so many rounds, each of them measuring for so long, after one that does not count. */
    void run(int rounds, Duration time) throws Exception {
        for (int round = 0; round <= rounds; round++) {
            for (Contender contender : contenders) {
                round(contender, time);
            }
            if (round == 0) {
                results.clear();
            }
            IO.println("log bench: round %d of %d".formatted(round, rounds));
        }
    }

    private void round(Contender contender, Duration time) throws Exception {
        Path place = Files.createTempDirectory(folder, "contender");
        try (Contender.Session session = contender.open(place)) {
            for (int writers : contender.writers()) {
                results.computeIfAbsent(new Pairing(contender.name(), writers), key -> new ArrayList<>())
                        .add(new Appending(contender, session, writers).run(time));
            }
        } finally {
            delete(place);
        }
    }

    static void delete(Path place) throws IOException {
        try (Stream<Path> files = Files.walk(place)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    List<Pairing> keys() {
        return List.copyOf(results.keySet());
    }

    /** The median of a figure over the rounds that have it; empty for a contender that is not there. */
    Optional<Double> median(String name, int writers, ToDoubleFunction<Figures> figure) {
        double[] sorted = results.getOrDefault(new Pairing(name, writers), List.of()).stream()
                .mapToDouble(figure)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        return sorted.length == 0 ? Optional.empty() : Optional.of(sorted[sorted.length / 2]);
    }

    static double p50Micros(Figures figures) {
        return figures.each().at(0.5).toNanos() / 1e3;
    }

    static double p99Micros(Figures figures) {
        return figures.each().at(0.99).toNanos() / 1e3;
    }
}
