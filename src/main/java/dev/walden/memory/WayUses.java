package dev.walden.memory;

import dev.walden.activity.MemoryEvent.EpisodeRecorded;
import java.util.ArrayList;
import java.util.List;

/**
 * How often a way of working was gone within a transaction, and how it went.
 *
 * @param successes those that completed
 * @param millis of all together
 * @param lastSeq the record of the last one
 * @param recent ids of the latest tasks that completed and followed no procedure, the last one first and nothing between them
 */
record WayUses(int number, int successes, long millis, long lastSeq, String recent) {

    /** So many tasks are looked at when a procedure is sought. */
    static final int KEPT = 20;

    private static final int ID_LENGTH = 17;

    /** Of {@link #KEPT} tasks. */
    static final int KEPT_LENGTH = KEPT * ID_LENGTH;

    static WayUses of(long seq, EpisodeRecorded event) {
        int successes = event.outcome().equals("completed") ? 1 : 0;
        String recent =
                successes == 1 && event.procedures().isEmpty() ? event.task().value() : "";
        return new WayUses(1, successes, event.duration().toMillis(), seq, recent);
    }

    /** Both together. */
    WayUses with(WayUses later) {
        String both = later.recent + recent;
        return new WayUses(
                number + later.number,
                successes + later.successes,
                millis + later.millis,
                later.lastSeq,
                both.substring(0, Math.min(KEPT_LENGTH, both.length())));
    }

    /** The ids, oldest first. */
    static List<String> tasks(String recent) {
        List<String> tasks = new ArrayList<>();
        for (int end = recent.length(); end >= ID_LENGTH; end -= ID_LENGTH) {
            tasks.add(recent.substring(end - ID_LENGTH, end));
        }
        return tasks;
    }
}
