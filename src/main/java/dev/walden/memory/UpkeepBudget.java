package dev.walden.memory;

import dev.walden.activity.Space;
import dev.walden.conversation.Cost;
import java.time.Instant;
import java.util.Optional;

/** What spaces may spend on model calls that belong to no task, together with those of their tasks. Thread-safe. */
public interface UpkeepBudget {

    /** Keeps nothing within bounds. */
    UpkeepBudget NONE = new UpkeepBudget() {
        @Override
        public Optional<String> hold(Space space, Cost reservation) {
            return Optional.empty();
        }

        @Override
        public void recorded(Space space, Instant begun, long seq, long micros) {}

        @Override
        public void release(Space space) {}
    };

    /**
     * Keeps money back for a call that is about to be recorded; one at a time for each space.
     *
     * @return why it cannot be had, for people; empty when it is kept
     */
    Optional<String> hold(Space space, Cost reservation);

    /**
     * Takes over what a durable record changed.
     *
     * @param begun when the call was, by its first record
     * @param seq of the record
     * @param micros what is spent more, in millionths
     */
    void recorded(Space space, Instant begun, long seq, long micros);

    /** Gives back what was kept and was not recorded. */
    void release(Space space);
}
