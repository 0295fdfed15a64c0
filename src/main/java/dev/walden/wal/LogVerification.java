package dev.walden.wal;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What verifying a stored log found.
 *
 * @param logId null when there is no segment with a header
 * @param segments how many there are
 * @param recordedDigests how many of them have their digest recorded in a later one
 * @param rewritten how many of them got another form after they were sealed, as records attest
 * @param thinned how many of these had records left out
 * @param first lowest sequence number that is held
 * @param last highest one on a good line; 0 for an empty log
 * @param durable highest one that is known to have been on disk before a later line was written
 * @param bytes of good lines
 * @param tail how the last segment ends
 * @param tornBytes behind the last good line, of a commit that nobody was told of; 0 when what is there is damaged
 * @param head at {@code durable}; null when it cannot be computed
 * @param rewrittenSince of what an expected head covers: what was rewritten behind it, which the head cannot vouch for
 * @param problems what is damaged, in the order of the segments
 */
public record LogVerification(
        @Nullable String logId,
        int segments,
        int recordedDigests,
        int rewritten,
        int thinned,
        long first,
        long last,
        long durable,
        long bytes,
        Tail tail,
        long tornBytes,
        @Nullable LogHead head,
        List<LogRewriting> rewrittenSince,
        List<LogProblem> problems) {

    /** Copies the lists. */
    public LogVerification {
        rewrittenSince = List.copyOf(rewrittenSince);
        problems = List.copyOf(problems);
    }

    /** Whether nothing is damaged. A torn tail is no damage: the next start cuts it, and nobody was told of what is in it. */
    public boolean sound() {
        return problems.isEmpty();
    }

    /** The head that covers every durable record. */
    public Optional<LogHead> currentHead() {
        return Optional.ofNullable(head);
    }

    /** How a log ends. */
    public enum Tail {
        /** With its last line. */
        CLEAN,
        /** With room filled ahead of use: a service has it open, or was killed. */
        FILLED_AHEAD,
        /** With a commit that was cut short and never acknowledged. */
        TORN,
        /** With a bad line that was acknowledged, as one behind it says: a problem, and nothing that a start cuts. */
        DAMAGED,
        /** It grew while it was read. */
        BEING_WRITTEN,
        /** There is no record. */
        EMPTY
    }
}
