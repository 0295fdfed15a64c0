package dev.walden.orchestrator;

import dev.walden.activity.TaskId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link TaskReplay} found.
 *
 * @param task whose records were folded
 * @param steps one for each event, in order
 * @param divergence the first record at which today's code would have decided otherwise; null when there is none
 * @param erased whether the task's words were erased: decisions that rest on them were not checked
 * @param next what today's code would do after the last record of a task that has not ended; null when it has
 */
public record ReplayReport(
        TaskId task,
        List<Step> steps,
        @Nullable Divergence divergence,
        boolean erased,
        @Nullable String next) {

    public ReplayReport {
        steps = List.copyOf(steps);
    }

    /** Whether today's code would have gone the recorded way. */
    public boolean same() {
        return divergence == null;
    }

    /** Where it would not have, first. */
    public Optional<Divergence> firstDivergence() {
        return Optional.ofNullable(divergence);
    }

    /**
     * One event.
     *
     * @param event its name in the log
     * @param details what it says, shortened
     * @param before state of the task before it, as the API names it; empty before the first record
     * @param after state of the task after it
     */
    public record Step(
            long seq, Instant at, String event, String details, String before, String after, Standing standing) {}

    /** How a record stands to what today's code decides. */
    public enum Standing {
        /** It came from outside: a reply, a result, a person, a fault. It is taken as it is. */
        GIVEN,
        /** The machine decided it, and would decide it again. */
        SAME,
        /** The machine decided it, and today would decide otherwise. */
        DIFFERENT,
        /** It comes after a difference, or rests on words that were erased, and was only folded. */
        UNCHECKED
    }

    /**
     * Where today's code would have gone another way.
     *
     * @param seq of the record that it would not have written
     * @param recorded that record in words
     * @param today what it would have done in words
     */
    public record Divergence(long seq, String recorded, String today) {

        /** All of it. */
        public String sentence() {
            return "Record %d is %s; today's code would have done: %s.".formatted(seq, recorded, today);
        }
    }
}
