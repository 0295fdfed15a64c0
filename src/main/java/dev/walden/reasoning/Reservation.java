package dev.walden.reasoning;

import dev.walden.conversation.Cost;

/**
 * What a call may use: one attempt with the longest reply. Attempts that failed and used tokens come on top, when they are settled.
 *
 * @param tokens read and written
 * @param cost of them
 */
public record Reservation(long tokens, Cost cost) {

    /** Of an engine that counts no tokens. */
    static final Reservation NONE = new Reservation(0, Cost.NONE);

    /** What covers either. */
    Reservation or(Reservation other) {
        return new Reservation(Math.max(tokens, other.tokens), cost.compareTo(other.cost) < 0 ? other.cost : cost);
    }
}
