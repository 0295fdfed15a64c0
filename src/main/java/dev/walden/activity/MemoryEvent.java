package dev.walden.activity;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A fact about what memory holds. */
public sealed interface MemoryEvent extends ActivityEvent {

    /** What somebody said was kept (episodic memory). */
    record MessageStored(StoredItem item) implements MemoryEvent {}

    /** A fact or preference was kept (semantic memory). */
    record FactStored(StoredItem item) implements MemoryEvent {}

    /**
     * Items are to be found no more, from now on.
     *
     * @param items ids; those unknown or already erased change nothing
     * @param reason for people
     * @param by {@code task:ID} or {@code key:ID}
     */
    record ContentErased(Space space, List<String> items, String reason, String by) implements MemoryEvent {
        public ContentErased {
            items = List.copyOf(items);
        }
    }

    /**
     * A task ended and left its trace. The words are the task's own: its input and its output, by reference.
     *
     * @param outcome {@code completed}, {@code failed} or {@code cancelled}
     * @param tools the tools whose calls succeeded, in order; the procedure that the task followed
     * @param lesson what to do differently, if there is something
     * @param duration time in working states
     */
    record EpisodeRecorded(
            TaskId task,
            Space space,
            String session,
            String outcome,
            List<String> tools,
            @Nullable String lesson,
            Duration duration)
            implements MemoryEvent {
        public EpisodeRecorded {
            tools = List.copyOf(tools);
        }
    }
}
