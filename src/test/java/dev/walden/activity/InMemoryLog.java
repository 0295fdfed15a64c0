package dev.walden.activity;

import dev.walden.wal.LogCondition;
import dev.walden.wal.LogRecord;
import dev.walden.wal.LogSize;
import dev.walden.wal.RecordRule;
import dev.walden.wal.RecoveryReport;
import dev.walden.wal.SegmentReader;
import dev.walden.wal.WriteAheadLog;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;

/** A log that keeps its records as long as the object lives, also those that no appender would write. */
final class InMemoryLog implements WriteAheadLog {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition appended = lock.newCondition();
    private final List<LogRecord> records = new ArrayList<>();
    private final Instant start;
    private volatile Runnable beforeAppend = () -> {};
    private volatile Runnable onScrub = () -> {};

    InMemoryLog(Instant start) {
        this.start = start;
    }

    /** Runs before each append; may throw in its place. */
    void beforeAppend(Runnable action) {
        beforeAppend = action;
    }

    /** Runs at each scrub; may throw. */
    void onScrub(Runnable action) {
        onScrub = action;
    }

    /** Appends a record as it is. */
    void appendRaw(String body) {
        append(List.of(body.getBytes(StandardCharsets.UTF_8)), Urgency.NORMAL);
    }

    /** The bodies of all records. */
    List<String> bodies() {
        lock.lock();
        try {
            return records.stream()
                    .map(entry -> StandardCharsets.UTF_8
                            .decode(entry.body().duplicate())
                            .toString())
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Appended append(List<byte[]> bodies, Urgency urgency) {
        beforeAppend.run();
        lock.lock();
        try {
            long first = records.size() + 1L;
            Instant at = start.plusSeconds(first);
            bodies.forEach(body -> records.add(new LogRecord(
                    records.size() + 1L, at, ByteBuffer.wrap(body.clone()), ByteBuffer.wrap(body.clone()))));
            appended.signalAll();
            return new Appended(first, records.size(), at);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long durable() {
        lock.lock();
        try {
            return records.size();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long first() {
        return 1;
    }

    @Override
    public boolean awaitDurable(long seq, Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lock();
        try {
            while (records.size() < seq && left > 0) {
                left = appended.awaitNanos(left);
            }
            return records.size() >= seq;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void read(long from, long to, RecordReader reader) {
        if (from < 1 || to > durable()) {
            throw new IllegalArgumentException("There is no range " + from + " to " + to + ".");
        }
        for (long seq = from; seq <= to; seq++) {
            LogRecord entry = record(seq);
            LogRecord lent = new LogRecord(
                    seq,
                    entry.at(),
                    entry.body().asReadOnlyBuffer(),
                    entry.line().asReadOnlyBuffer());
            if (!reader.accept(lent)) {
                return;
            }
        }
    }

    @Override
    public void archive(long upTo, Instant before) {
        // There is no disk to save.
    }

    @Override
    public List<Long> rewrite(SortedMap<Long, byte[]> bodies, String reason) {
        throw new UnsupportedOperationException("There are no segments.");
    }

    @Override
    public long thin(long from, long through, RecordRule rule, String reason) {
        throw new UnsupportedOperationException("There are no segments.");
    }

    @Override
    public long lastBefore(Instant time) {
        return 0;
    }

    @Override
    public void beginSegment() {
        throw new UnsupportedOperationException("There are no segments.");
    }

    @Override
    public void scrub(LongConsumer pace, SegmentReader reader) {
        onScrub.run(); // there is no disk to doubt
    }

    @Override
    public List<String> damage() {
        return List.of();
    }

    @Override
    public LogSize size() {
        return new LogSize(bodies().stream().mapToLong(String::length).sum(), 0);
    }

    @Override
    public RecoveryReport recovery() {
        return new RecoveryReport(1, durable(), 0, null);
    }

    @Override
    public LogCondition condition() {
        return new LogCondition.Accepting();
    }

    /** Changes nothing: the same log is opened again. */
    @Override
    public void close() {}

    private LogRecord record(long seq) {
        lock.lock();
        try {
            return records.get((int) seq - 1);
        } finally {
            lock.unlock();
        }
    }
}
