package dev.walden.reasoning;

import dev.walden.conversation.Cost;
import org.jspecify.annotations.Nullable;

/**
 * What each space may spend on model calls.
 *
 * @param currency what all costs are in: a label
 * @param perSession on the tasks of one session and their sub-tasks; null for whatever they cost
 * @param perDay on one day in UTC, for its memory's upkeep too; null likewise
 */
public record Budget(
        String currency,
        @Nullable Cost perSession,
        @Nullable Cost perDay) {

    /** Nothing is kept within bounds. */
    public static final Budget NONE = new Budget("USD", null, null);
}
