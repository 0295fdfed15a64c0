package dev.walden.orchestrator;

import dev.walden.conversation.Cost;
import java.util.Optional;

/** What may be spent on a task together with others, beyond its own limit. */
@FunctionalInterface
interface Purse {

    /**
     * Keeps money back for a model call that is about to be recorded.
     *
     * @return why it cannot be had, for people; empty when it is kept
     */
    Optional<String> hold(Cost reservation);
}
