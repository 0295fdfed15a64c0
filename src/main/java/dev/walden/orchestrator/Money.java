package dev.walden.orchestrator;

import dev.walden.conversation.Cost;

/**
 * What a task's model calls cost so far. Immutable.
 *
 * @param settled by calls that have an outcome
 * @param open reserved by the call under way
 * @param lost reserved by calls that never had an outcome; it counts as spent
 */
record Money(Cost settled, Cost open, Cost lost) {

    static final Money NOTHING = new Money(Cost.NONE, Cost.NONE, Cost.NONE);

    Money reserving(Cost reserved) {
        return new Money(settled, reserved, lost.plus(open));
    }

    Money settling(Cost cost) {
        return new Money(settled.plus(cost), Cost.NONE, lost);
    }

    Money adding(Cost cost) {
        return new Money(settled.plus(cost), open, lost);
    }

    /** All that counts against a limit. */
    Cost counted() {
        return settled.plus(open).plus(lost);
    }
}
