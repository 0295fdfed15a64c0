package dev.walden.activity;

import dev.walden.wal.StoredLog;
import dev.walden.wal.WalException;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The activity log of a data folder, read from outside: beside a running service, or from a copy. Takes no lock and writes nothing.
 * Confined to its thread.
 */
public final class StoredActivity implements Closeable {

    private final StoredLog log;
    private final Encryption encryption;
    private final LongConsumer onBytes;

    private StoredActivity(StoredLog log, Encryption encryption, LongConsumer onBytes) {
        this.log = log;
        this.encryption = encryption;
        this.onBytes = onBytes;
    }

    /**
     * Opens it.
     *
     * @param keys asked when the first encrypted data are
     * @throws ActivityException.NotOpened when there is no log, it cannot be read, or a newer version wrote it
     */
    public static StoredActivity open(EncryptionKeys keys) {
        return open(keys, bytes -> {});
    }

    /**
     * As {@link #open(EncryptionKeys)}.
     *
     * @param onBytes told how many more bytes of records were read
     */
    public static StoredActivity open(EncryptionKeys keys, LongConsumer onBytes) {
        try {
            return new StoredActivity(StoredLog.open(keys.home()), Encryption.reading(keys), onBytes);
        } catch (WalException failed) {
            throw WalFailures.atOpening(failed);
        }
    }

    /** The lowest sequence number that is held. */
    public long first() {
        return log.first();
    }

    /** The highest record that is known to be durable; 0 for an empty log. */
    public long durable() {
        return log.durable();
    }

    /** The highest record on a good line; what is above {@link #durable()} may not have been acknowledged. */
    public long last() {
        return log.last();
    }

    /** Waits a while until a record is durable; false when it is not by then. */
    public boolean awaitDurable(long seq, Duration atMost) throws InterruptedException {
        return log.awaitDurable(seq, atMost);
    }

    /**
     * Gives the records from {@code from} to {@code to} in order, those of the log itself among them, until {@code reader} returns
     * false.
     *
     * @throws ActivityException.Unreadable when one is damaged or missing; says where
     */
    public void read(long from, long to, Predicate<StoredRecord> reader) {
        inWords(() -> {
            if (from <= to) {
                log.read(from, to, entry -> {
                    onBytes.accept(entry.line().remaining() + 1);
                    return reader.test(StoredRecord.of(entry, encryption));
                });
            }
            return true;
        });
    }

    /** The segments of the log, in order. */
    public List<SegmentFile> segments() {
        return inWords(() -> log.segments().stream()
                .map(segment -> new SegmentFile(segment.name(), segment.first(), segment.archived(), segment.bytes()))
                .toList());
    }

    /**
     * A segment of the log.
     *
     * @param first sequence number of its first record
     * @param archived whether it is kept packed
     * @param bytes its length when it is plain, with what is filled ahead of use
     */
    public record SegmentFile(String name, long first, boolean archived, long bytes) {}

    @Override
    public void close() throws IOException {
        log.close();
    }

    static <T> T inWords(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (WalException failed) {
            throw WalFailures.asActivity(failed);
        }
    }
}
