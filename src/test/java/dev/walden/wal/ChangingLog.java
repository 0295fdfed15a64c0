package dev.walden.wal;

import dev.walden.wal.RecordRule.Fate;
import java.io.Closeable;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A real log whose full segments get other forms all the time while it is written: words are erased, records left out, segments packed. */
final class ChangingLog implements Closeable {

    private static final byte[] ERASED = LogFixture.body("erased");

    private final SegmentedLog log;
    private final int rounds;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private Future<?> changing;

    /** Some full segments, not changed yet. */
    ChangingLog(Path home, int rounds) {
        this.rounds = rounds;
        LogFixture.silence();
        log = SegmentedLog.open(LogFixture.small(home), LogFixture.metrics());
        for (int i = 0; i < 200; i++) {
            write(i);
        }
        changing = thread.submit(() -> {});
    }

    private void write(int number) {
        LogFixture.append(log, "%04d".formatted(number).repeat(400), "b", "c");
    }

    void begin() {
        changing = thread.submit(() -> {
            for (int round = 0; round < rounds; round++) {
                for (int i = 0; i < 25; i++) {
                    write(round);
                }
                change(round);
            }
        });
    }

    private void change(int round) {
        long full = log.lastBefore(Instant.MAX);
        for (long seq = 1L + round % 3; seq <= full; seq += Math.max(1, full / 6)) {
            log.rewrite(new TreeMap<>(Map.of(seq, ERASED)), "test");
            log.archive(log.durable(), Instant.MAX);
        }
        for (long next = 1; next <= full / 2; ) {
            long done = log.thin(next, full, new EachOf(5), "test");
            if (done < next) {
                return;
            }
            next = done + 1;
        }
        log.archive(log.durable(), Instant.MAX);
    }

    /** Leaves each so many-th record out. */
    private record EachOf(int number) implements RecordRule {
        @Override
        public Fate of(LogRecord entry) {
            return entry.seq() % number == 0 ? Fate.DROPPED : Fate.KEPT;
        }
    }

    /** Whether it is still under way; throws when it failed. */
    boolean changes() throws Exception {
        if (changing.isDone()) {
            changing.get();
            return false;
        }
        return true;
    }

    /** Waits for the end of all changes, and for the marker that comes after them; gives its number. */
    long awaitRest() throws Exception {
        changing.get(60, TimeUnit.SECONDS);
        return Awaitility.await().atMost(Duration.ofSeconds(60)).until(log::durable, this::isMarker);
    }

    private boolean isMarker(long seq) {
        return LogFixture.lines(log, seq, seq).getFirst().contains("log-marker");
    }

    long durable() {
        return log.durable();
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("The log is still being changed.");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        log.close();
    }
}
