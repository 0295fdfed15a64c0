package dev.walden.activity;

import dev.walden.wal.LogRecord;
import dev.walden.wal.WriteAheadLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the log as events, in batches that memory can hold. The same way for a replay and for what comes live. */
final class LogTail {

    /** Records read, and applied in one transaction. */
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
        Collector collector = new Collector();
        log.read(seq + 1, Math.min(log.durable(), seq + MAX_BATCH_RECORDS), collector::take);
        return new Batch(collector.events, collector.last, collector.lastAt);
    }

    /**
     * Some records in a row.
     *
     * @param events those that are events
     * @param last the last record, which may be one of the log's own
     * @param lastAt its time
     */
    record Batch(List<RecordedEvent> events, long last, Instant lastAt) {}

    private final class Collector {
        private final List<RecordedEvent> events = new ArrayList<>();
        private long bytes;
        private long last;
        private Instant lastAt = Instant.EPOCH;

        boolean take(LogRecord entry) {
            codec.open(entry).ifPresent(body -> {
                events.add(codec.decode(entry.seq(), entry.at(), body));
                bytes += body.data().length;
            });
            last = entry.seq();
            lastAt = entry.at();
            return bytes < MAX_BATCH_BYTES;
        }
    }
}
