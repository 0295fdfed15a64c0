package dev.walden.orchestrator;

import dev.walden.activity.Space;
import dev.walden.conversation.Cost;
import dev.walden.conversation.TokenUsage;
import dev.walden.reasoning.Budget;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Tells what was spent on model calls, and which tokens they used. Thread-safe. Sees everything acknowledged. */
public interface Spending {

    /** The day in UTC that is now counted to. */
    LocalDate today();

    /**
     * What a space spent.
     *
     * @param session null for none
     */
    Figures of(Space space, LocalDate day, @Nullable String session);

    /**
     * What was spent. Of expired tasks nothing is known any more.
     *
     * @param budget that there is now
     * @param onDay on calls that were begun on the day, for tasks and for memory
     * @param inSession on tasks of the session and their sub-tasks; null when none was asked for
     */
    record Figures(Budget budget, Used onDay, @Nullable Used inSession) {}

    /**
     * What model calls used.
     *
     * @param cost with what is reserved for calls that have no outcome
     * @param tokens as engines told them, or as they were estimated where none did, of calls that have an outcome
     */
    record Used(Cost cost, TokenUsage tokens) {}
}
