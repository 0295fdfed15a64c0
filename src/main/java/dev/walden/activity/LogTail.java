package dev.walden.activity;

import dev.walden.wal.LogRecord;
import dev.walden.wal.WriteAheadLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the log as events, in batches that memory can hold. The same way for a replay and for what comes live. Thread-safe. */
final class LogTail {

    /** Records read, and applied in one transaction, of what comes live. */
    static final int MAX_BATCH_RECORDS = 2_048;

    /** Bytes of data, with the content of blobs, after which a batch ends. */
    static final long MAX_BATCH_BYTES = 4 << 20;

    private final WriteAheadLog log;
    private final EventCodec codec;

    LogTail(WriteAheadLog log, EventCodec codec) {
        this.log = log;
        this.codec = codec;
    }

    long first() {
        return log.first();
    }

    long durable() {
        return log.durable();
    }

    /** Waits a while for a record after {@code seq}. */
    boolean awaitAfter(long seq, Duration atMost) throws InterruptedException {
        return log.awaitDurable(seq + 1, atMost);
    }

    /** The time in record {@code seq}, or empty when the log does not hold it. Tells one log from another. */
    Optional<Instant> timeOf(long seq) {
        List<Instant> found = new ArrayList<>(1);
        if (seq >= log.first() && seq <= log.durable()) {
            log.read(seq, seq, entry -> found.add(entry.at()));
        }
        return found.stream().findFirst();
    }

    /** The next durable records after {@code seq}; there must be one. */
    Batch after(long seq) {
        return read(seq + 1, Math.min(log.durable(), seq + MAX_BATCH_RECORDS));
    }

    /** The records of a range, or so many of the first as a batch holds. Any thread may call it. */
    Batch read(long first, long last) {
        Collector collector = new Collector();
        log.read(first, last, collector::take);
        boolean allLeftOut = collector.last == 0;
        return new Batch(collector.events, allLeftOut ? last : collector.last);
    }

    /** Reads what follows {@code seq} up to {@code goal} ahead, on all cores. */
    ReplayAhead ahead(long seq, long goal) {
        return new ReplayAhead(log, this, seq, goal);
    }

    /**
     * Some records in a row.
     *
     * @param events those that are events
     * @param last the last record, which may be one of the log's own; the end of the range when all of it was left out
     */
    record Batch(List<RecordedEvent> events, long last) {

        /** With what follows it. */
        Batch with(Batch next) {
            List<RecordedEvent> all = new ArrayList<>(events.size() + next.events.size());
            all.addAll(events);
            all.addAll(next.events);
            return new Batch(all, next.last);
        }
    }

    private final class Collector {
        private final List<RecordedEvent> events = new ArrayList<>();
        private long bytes;
        private long last;

        boolean take(LogRecord entry) {
            codec.readPlain(entry)
                    .ifPresentOrElse(event -> add(event, entry.body().remaining()), () -> openAndAdd(entry));
            last = entry.seq();
            return bytes < MAX_BATCH_BYTES;
        }

        private void openAndAdd(LogRecord entry) {
            codec.open(entry).ifPresent(body -> add(codec.decode(entry.seq(), entry.at(), body), body.data().length));
        }

        private void add(RecordedEvent event, int eventBytes) {
            events.add(event);
            bytes += eventBytes;
        }
    }
}
