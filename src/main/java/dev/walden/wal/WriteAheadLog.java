package dev.walden.wal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.function.LongConsumer;

/**
 * An ordered, durable, checked sequence of records. Thread-safe.
 *
 * <p>A caller gives the <em>body</em> of each record, the JSON members between the envelope's head and its checksum, such as
 * {@code "type":"task-paused","v":1,"task":"…","data":{}}, as UTF-8 without line breaks. The log adds {@code seq},
 * {@code durable}, {@code at} and {@code crc}. It is the seam to other logs: today segments in a folder.
 */
public interface WriteAheadLog extends AutoCloseable {

    /**
     * Appends records with consecutive sequence numbers in one commit; returns when all are durable, or throws and none will
     * ever be read.
     *
     * @param bodies at least one; each at most {@link #MAX_BODY_BYTES}
     * @throws WalException.NoSpace when there is no room and {@code urgency} does not reach the reserve; nothing was written
     * @throws WalException.Unusable after a write or fsync error, or after close. Whether the records of an append that was
     *     under way are on disk is then unknown until the next start
     */
    Appended append(List<byte[]> bodies, Urgency urgency);

    /** The highest sequence number that is durable; 0 for an empty log. Readers see records up to here. */
    long durable();

    /** The lowest sequence number that the log still holds; 1 for an empty log. */
    long first();

    /**
     * Waits until {@code seq} is durable, the time is over or the log is closed.
     *
     * @return whether it is durable
     */
    boolean awaitDurable(long seq, Duration atMost) throws InterruptedException;

    /**
     * Gives the durable records from {@code from} to {@code to}, both included, in order, to {@code reader}. Records of the
     * log itself (markers, seals) are among them, those that were {@linkplain #thin left out} are not.
     *
     * @throws WalException.Damaged when a checksum or the sequence is broken; says where
     * @throws IllegalArgumentException when the range reaches beyond what is held and durable
     */
    void read(long from, long to, RecordReader reader);

    /**
     * Has full segments compressed behind the writer, one after the other, oldest first. What they hold is read as before, only
     * slower. Returns at once; what fails is tried again when this is called again.
     *
     * @param upTo segments that hold a later record are left as they are
     * @param before segments whose digest was recorded at this time or later likewise
     */
    void archive(long upTo, Instant before);

    /**
     * Cuts a long range into parts that several threads can {@link #read} side by side.
     *
     * @param bytes what a part takes, about; a log that does not know what its records take cuts by their number
     * @return the last record of the part that begins with {@code from}; at most {@code to}
     * @throws IllegalArgumentException when the range reaches beyond what is held and durable
     */
    default long partEnd(long from, long to, int bytes) {
        return Math.min(to, from + bytes / USUAL_RECORD_BYTES);
    }

    /**
     * Gives records in full segments other bodies, for ever, and attests it in the log: how words are erased. Waits for the disk.
     *
     * @param bodies by sequence number; as {@link #append} takes them
     * @param reason letters and hyphens, for those who read the attestation
     * @return the records that have their new body; those in the segment being written are left out, see {@link #beginSegment}, and
     *     those in a segment that is not what was recorded: it is left as it is, told in the service's log, and tried again a day later
     * @throws WalException.NoSpace when there is no room for a segment's other form; those before it are done
     */
    List<Long> rewrite(SortedMap<Long, byte[]> bodies, String reason);

    /**
     * Leaves records of a full segment out, for ever, and attests it in the log; the last record of a segment stays as a marker. Waits for
     * the disk. A segment that was thinned up to {@code through} or further before is left as it is.
     *
     * @param from a record of the segment
     * @param through up to which record the log is thinned by and by; the segment ends there or before
     * @param rule asked for each record that is not the log's own; must give the same answers when it is asked again
     * @param reason letters and hyphens, for those who read the attestation
     * @return the segment's last record, also when the segment is not what was recorded and was left as it is, see {@link #rewrite};
     *     {@code from - 1} when it has to wait, as its digest is not recorded yet
     * @throws WalException.NoSpace when there is no room for the segment's other form
     */
    long thin(long from, long through, RecordRule rule, String reason);

    /**
     * The last record of the newest full segment after which another was begun before this time, by the clock of those days; 0 when
     * there is none.
     */
    long lastBefore(Instant time);

    /** Has the next records go to a new segment, so that all before them are in full ones soon. Returns at once. */
    void beginSegment();

    /**
     * Reads all that is durable once and checks it: each line, the sequence, and the digest of each sealed segment that is recorded. For a
     * thread that has time. What is damaged stops nothing; {@link #damage} tells it from then on.
     *
     * @param pace told the bytes of each read; may wait, and ends the reading by throwing
     */
    default void scrub(LongConsumer pace) {
        scrub(pace, (segment, entry) -> {});
    }

    /** The same, with somebody who is shown the good records on the way, some of them twice. */
    void scrub(LongConsumer pace, SegmentReader reader);

    /** What scrubbing found damaged when it looked last, a sentence for each segment; empty when all was well. */
    List<String> damage();

    /**
     * What the log takes on its disk, as of now.
     *
     * @throws WalException.Unusable when the folder cannot be read
     */
    LogSize size();

    /** What opening the log found and mended. */
    RecoveryReport recovery();

    /** Whether the log takes appends, and if not, why. */
    LogCondition condition();

    /** Stops taking appends, commits what is queued, writes a last marker and releases the folder. */
    @Override
    void close();

    /** The longest body that is taken, in bytes; larger data belongs beside the log. */
    int MAX_BODY_BYTES = 64 * 1024;

    /** What a record takes, more or less. */
    int USUAL_RECORD_BYTES = 256;

    /** What an append may use when space is short. */
    enum Urgency {
        /** New work: refused while there is no space for another segment. */
        NORMAL,
        /** The outcome of work that already happened: may use the reserve. */
        OUTCOME
    }

    /**
     * Where an append landed.
     *
     * @param first sequence number of its first record
     * @param last sequence number of its last record
     * @param at the clock's time written into all of them
     */
    record Appended(long first, long last, Instant at) {}

    /** Receives records in order. */
    @FunctionalInterface
    interface RecordReader {
        /** Takes one record. Returning false ends the reading. The record's bytes may not be kept. */
        boolean accept(LogRecord entry);
    }
}
