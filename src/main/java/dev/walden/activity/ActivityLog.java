package dev.walden.activity;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** The one place where facts are recorded and read back. Thread-safe; every append waits for the disk. */
public interface ActivityLog {

    /**
     * Records events as one commit, in order. Returns after fdatasync; blobs they need are durable before.
     *
     * @throws ActivityException.NoSpace when there is no room for new work; nothing was recorded
     * @throws ActivityException.TooLarge when an event does not fit a record even with its long strings in blobs
     * @throws ActivityException.Unusable when the log has failed for good; what was recorded is known after the next start
     */
    Appended append(List<? extends ActivityEvent> events);

    /** As {@link #append}, for outcomes of acts that have already happened: may use the space kept in reserve. */
    Appended appendOutcome(List<? extends ActivityEvent> events);

    /** The highest sequence number that is durable. */
    long durable();

    /**
     * The latest record, since the start, that stored or erased an item of memory; episodes are not among those. 0 when there is
     * none. Not less than any such record that was acknowledged before the call.
     */
    long lastItem();

    /**
     * Waits until the views hold everything up to {@code seq}.
     *
     * @throws ActivityException.ViewsBehind when they do not within {@code atMost}
     * @throws ActivityException.ViewFailed when they have stopped until the next start
     */
    void awaitApplied(long seq, Duration atMost) throws InterruptedException;

    /**
     * The events with these sequence numbers, in the order given; records of the log itself are left out.
     *
     * @throws ActivityException.Unreadable when a record is damaged
     * @throws ActivityException.OfNewerVersion when a record is not known to this version
     * @throws IllegalArgumentException when a number lies beyond what is held and durable
     */
    List<RecordedEvent> read(Collection<Long> seqs);

    /**
     * Where a commit landed.
     *
     * @param at the time written into its records
     */
    record Appended(long first, long last, Instant at) {}
}
