package dev.walden.wal;

import dev.walden.wal.WriteAheadLog.Urgency;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Executors;

/**
 * A process that uses a log without a service around it, and stops where it is told to be killed there. On its standard output: a
 * line for each acknowledged append, {@code ack 42 3-1-17 900} with its number, its words and its bytes; what {@link
 * KilledRecords} must know of records that are erased and left out; at the end of its way the points it passed, {@code point 4
 * before force segment}, and {@code here} at the chosen one, or {@code late} when it never came there.
 */
final class DoomedProcess {

    static final long SEGMENT_BYTES = 16 * 1024;

    private static final long RESERVE_BYTES = 8 * 1024;
    private static final int APPENDERS = 3;
    private static final int APPENDS_EACH = 30;
    private static final Duration QUIET = Duration.ofMillis(2);

    private final PrintStream out =
            new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);

    /** Arguments: data folder, number of this life, point, how often it is passed before. */
    public static void main(String[] arguments) throws InterruptedException {
        LogFixture.silence();
        new DoomedProcess()
                .live(
                        Path.of(arguments[0]),
                        Integer.parseInt(arguments[1]),
                        arguments[2],
                        Integer.parseInt(arguments[3]));
    }

    static WalOptions options(Path home, boolean preFill) {
        return new WalOptions(home, SEGMENT_BYTES, RESERVE_BYTES, 0, preFill, InstantSource.system(), failure -> {});
    }

    private void live(Path home, int life, String point, int time) throws InterruptedException {
        var points = new KillPoints(point, time, seen -> tell(seen, "here"));
        var live = Wiring.live(options(home, true));
        var wiring = new Wiring(
                new TamperedStorage(live.storage(), points),
                live.background(),
                QUIET,
                live.newLogId(),
                live.tailRule());
        try (var log = SegmentedLog.open(options(home, life % 4 > 0), LogFixture.metrics(), wiring);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < APPENDERS; i++) {
                int appender = i;
                var _ = threads.submit(() -> append(log, life, appender));
            }
        }
        tell(points.seen(), "late");
        Thread.currentThread().join(); // for the kill
    }

    private void append(WriteAheadLog log, int life, int appender) {
        var luck = new Random(life * 31L + appender);
        for (int i = 0; i < APPENDS_EACH; i++) {
            var words = life + "-" + appender + "-" + i + "-";
            int bytes = 80 + luck.nextInt(luck.nextInt(8) == 0 ? 6_000 : 900);
            var appended = log.append(
                    List.of(LogFixture.body(words, bytes)), luck.nextBoolean() ? Urgency.NORMAL : Urgency.OUTCOME);
            print("ack " + appended.first() + " " + words + " " + bytes);
            switch (i % 10) {
                case 9 -> log.archive(log.durable(), Instant.MAX);
                case 4 -> erase(log, luck);
                case 7 -> thin(log, luck);
                default -> {} // not every time
            }
        }
    }

    /** Some record in a full segment, packed or not. */
    private void erase(WriteAheadLog log, Random luck) {
        long through = log.lastBefore(Instant.MAX);
        if (through > 0) {
            long seq = 1 + luck.nextLong(through);
            log.read(seq, seq, entry -> {
                if (!LogFixture.ownRecord(LogFixture.text(entry.body()))) {
                    print("erasing " + seq);
                }
                return true;
            });
            log.rewrite(new TreeMap<>(Map.of(seq, KilledRecords.ERASED)), "test")
                    .forEach(erased -> print("erased " + erased));
        }
    }

    private void thin(WriteAheadLog log, Random luck) {
        long through = log.lastBefore(Instant.MAX);
        if (through > 0) {
            long from = 1 + luck.nextLong(through);
            print("thinning " + through);
            long thinned = log.thin(from, through, KilledRecords.RULE, "test");
            print("thinned " + from + " " + thinned);
        }
    }

    private void tell(Map<String, Integer> seen, String end) {
        var lines = new StringBuilder();
        seen.forEach((name, times) ->
                lines.append("point ").append(times).append(' ').append(name).append('\n'));
        print(lines + end);
    }

    private synchronized void print(String line) {
        out.print(line + "\n");
        out.flush();
    }
}
