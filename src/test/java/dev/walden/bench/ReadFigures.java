package dev.walden.bench;

import dev.walden.activity.RecordedTasks;
import dev.walden.system.Installation;
import dev.walden.system.WaldenProcess;
import dev.walden.wal.ReadSpeed;
import dev.walden.wal.SegmentedLog;
import dev.walden.wal.WalMetrics;
import dev.walden.wal.WalOptions;
import dev.walden.wal.WriteAheadLog;
import dev.walden.wal.WriteAheadLog.Urgency;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/**
 * How fast a log is read again, and how soon a service stands that finds one. Rates are in bytes of log a second.
 *
 * @param bytes of the log
 * @param floor reading with one CRC-32C a record, which knows where records end
 * @param verify all that is checked of a line
 * @param envelope the same, with the record handed over
 * @param typed the same, with the event that it is
 * @param build of all views, from the start of the JVM to ready
 * @param start with the views there, likewise; the median of five
 */
record ReadFigures(
        long events,
        long bytes,
        double floor,
        double verify,
        double envelope,
        double typed,
        Duration build,
        Duration start) {

    private static final int THREADS = 2;
    private static final int TASKS_AN_APPEND = 80;
    private static final int STARTS = 5;
    private static final double GB = 1e9;
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    /** Forges a log of so many events, reads it some times, and starts the packaged service on it, once without views. */
    static ReadFigures measure(Path home, long events, int rounds) throws Exception {
        List<double[]> rates = new ArrayList<>();
        long[] bytes = {0};
        try (RecordedTasks tasks = new RecordedTasks(new Random(1), home.resolve("blobs"));
                SegmentedLog log =
                        SegmentedLog.open(WalOptions.defaults(home), new WalMetrics(new SimpleMeterRegistry()))) {
            forge(tasks, log, events);
            IO.println("log bench: forged %d records".formatted(log.durable()));
            for (int round = 0; round <= rounds; round++) {
                bytes[0] = new ReadSpeed(THREADS).floor(home);
                rates.add(round(home, tasks, log));
            }
        }
        rates.removeFirst(); // of code that was not compiled yet
        Installation installed = Installation.into(home.resolveSibling("installed"));
        Duration build = ready(installed, home);
        ready(installed, home); // the word index, for which a start does not wait long, gets the rest
        List<Duration> starts = new ArrayList<>();
        for (int start = 0; start < STARTS; start++) {
            starts.add(ready(installed, home));
        }
        starts.sort(null);
        return new ReadFigures(
                events,
                bytes[0],
                median(rates, 0),
                median(rates, 1),
                median(rates, 2),
                median(rates, 3),
                build,
                starts.get(STARTS / 2));
    }

    private static void forge(RecordedTasks tasks, WriteAheadLog log, long events) {
        while (log.durable() < events) {
            List<byte[]> bodies = new ArrayList<>();
            for (int i = 0; i < TASKS_AN_APPEND; i++) {
                bodies.addAll(tasks.next());
            }
            log.append(bodies, Urgency.NORMAL);
        }
    }

    private static double[] round(Path home, RecordedTasks tasks, WriteAheadLog log) throws Exception {
        ReadSpeed speed = new ReadSpeed(THREADS);
        return new double[] {
            rate(home, () -> speed.floor(home)),
            rate(home, () -> speed.verify(home)),
            rate(home, () -> speed.envelopes(log)),
            rate(home, () -> tasks.replay(log, log.first(), log.durable()))
        };
    }

    @FunctionalInterface
    private interface Pass {
        long run() throws Exception;
    }

    private static double rate(Path home, Pass pass) throws Exception {
        long start = System.nanoTime();
        long seen = pass.run();
        double seconds = (System.nanoTime() - start) / 1e9;
        return seen > 0 ? ReadSpeed.bytes(home) / seconds : 0;
    }

    private static double median(List<double[]> rates, int which) {
        double[] sorted =
                rates.stream().mapToDouble(round -> round[which]).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static Duration ready(Installation installed, Path home) {
        long begun = System.nanoTime();
        try (WaldenProcess service = WaldenProcess.installed(installed, home).awaitReady(PATIENCE)) {
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            service.terminate();
            return took;
        }
    }

    List<Goal> goals() {
        Optional<Double> gigabytes = Optional.of(bytes / GB);
        return List.of(
                Goal.atLeast("replay, 2 threads: verify ÷ floor", 0.9, "", Optional.of(verify / floor)),
                Goal.atLeast("replay, 2 threads: envelope ÷ floor", 0.6, "", Optional.of(envelope / floor)),
                Goal.atLeast("replay, 2 threads: typed ÷ floor", 0.33, "", Optional.of(typed / floor)),
                Goal.atMost("a part of the next: 1 GB read and decoded", 2, " s", Optional.of(GB / typed)),
                Goal.atMost("1 GB to serving, all views built", 2, " s", Goal.ratio(seconds(build), gigabytes)),
                Goal.atMost("start with views there, %,d events".formatted(events), 3, " s", seconds(start)));
    }

    private static Optional<Double> seconds(Duration time) {
        return Optional.of(time.toMillis() / 1e3);
    }

    String report() {
        return String.format(
                Locale.ROOT,
                "Reading %.1f GB (%,d records) with two threads: floor %.2f GB/s, verify %.2f, envelope %.2f, typed %.2f. From the start of the"
                        + " JVM to ready: %.1f s with all views to build, %.2f s with the views there.",
                bytes / GB,
                events,
                floor / GB,
                verify / GB,
                envelope / GB,
                typed / GB,
                build.toMillis() / 1e3,
                start.toMillis() / 1e3);
    }
}
