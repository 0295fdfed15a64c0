package dev.walden.orchestrator;

import dev.walden.conversation.Cost;

/**
 * What was spent of one budget. It begins with what the views knew at some record, and takes every later one: none is counted twice, and an account
 * can be dropped and begun again at any time. Guarded by the lock of its {@link SpaceBook}.
 */
final class Account {

    private final long asOf;
    private Cost spent;

    Account(SpendingIndex.Sum known) {
        asOf = known.asOf();
        spent = known.cost();
    }

    Cost spent() {
        return spent;
    }

    /** Takes what a record changed. */
    void apply(long seq, long micros) {
        if (seq > asOf) {
            spent = new Cost(Math.clamp(spent.micros() + micros, 0, Cost.MOST.micros()));
        }
    }
}
