package dev.walden.memory;

import dev.walden.activity.MemoryEvent.EpisodeRecorded;

/**
 * How often a way of working was gone within a transaction, and how it went.
 *
 * @param successes those that completed
 * @param millis of all together
 * @param lastSeq the record of the last one
 */
record WayUses(int number, int successes, long millis, long lastSeq) {

    static WayUses of(long seq, EpisodeRecorded event) {
        int successes = event.outcome().equals("completed") ? 1 : 0;
        return new WayUses(1, successes, event.duration().toMillis(), seq);
    }

    /** Both together. */
    WayUses with(WayUses later) {
        return new WayUses(number + later.number, successes + later.successes, millis + later.millis, later.lastSeq);
    }
}
