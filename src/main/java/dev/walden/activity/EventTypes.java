package dev.walden.activity;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The table of all kinds of events. A name once used is never used for anything else. */
final class EventTypes {

    private static final List<EventType> ALL = List.of(
            EventType.of("task-submitted", TaskEvent.TaskSubmitted.class),
            EventType.of("task-started", TaskEvent.TaskStarted.class),
            EventType.of("context-gathered", TaskEvent.ContextGathered.class),
            EventType.of("reasoning-started", TaskEvent.ReasoningStarted.class),
            EventType.of("reasoning-finished", TaskEvent.ReasoningFinished.class),
            EventType.of("tool-call-started", TaskEvent.ToolCallStarted.class),
            EventType.of("tool-call-finished", TaskEvent.ToolCallFinished.class),
            EventType.of("tool-call-in-doubt", TaskEvent.ToolCallInDoubt.class),
            EventType.of("tool-call-settled", TaskEvent.ToolCallSettled.class),
            EventType.of("approval-requested", TaskEvent.ApprovalRequested.class),
            EventType.of("approval-decided", TaskEvent.ApprovalDecided.class),
            EventType.of("input-requested", TaskEvent.InputRequested.class),
            EventType.of("input-given", TaskEvent.InputGiven.class),
            EventType.of("reflected", TaskEvent.Reflected.class),
            EventType.of("task-paused", TaskEvent.TaskPaused.class),
            EventType.of("task-resumed", TaskEvent.TaskResumed.class),
            EventType.of("task-cancelled", TaskEvent.TaskCancelled.class),
            EventType.of("task-completed", TaskEvent.TaskCompleted.class),
            EventType.of("task-failed", TaskEvent.TaskFailed.class),
            EventType.of("message-stored", MemoryEvent.MessageStored.class),
            EventType.of("fact-stored", MemoryEvent.FactStored.class),
            EventType.of("content-erased", MemoryEvent.ContentErased.class),
            EventType.of("episode-recorded", MemoryEvent.EpisodeRecorded.class),
            EventType.of("service-started", ServiceEvent.ServiceStarted.class),
            EventType.of("service-stopped", ServiceEvent.ServiceStopped.class),
            EventType.of("key-created", ServiceEvent.KeyCreated.class),
            EventType.of("key-revoked", ServiceEvent.KeyRevoked.class),
            EventType.of("admin-acted", ServiceEvent.AdminActed.class),
            EventType.of("idempotency-key-used", ServiceEvent.IdempotencyKeyUsed.class));

    /** Records that the log keeps for itself. */
    private static final Set<String> OF_THE_LOG = Set.of("log-marker", "segment-sealed", "segment-rewritten");

    private static final Map<String, EventType> BY_NAME =
            ALL.stream().collect(Collectors.toUnmodifiableMap(EventType::name, Function.identity()));
    private static final Map<Class<?>, EventType> BY_CLASS =
            ALL.stream().collect(Collectors.toUnmodifiableMap(EventType::type, Function.identity()));

    private EventTypes() {}

    static List<EventType> all() {
        return ALL;
    }

    /** Differs between versions of Walden that know different events. */
    static String signature() {
        return Integer.toHexString(ALL.stream()
                .map(type -> type.name() + ":" + type.version())
                .sorted()
                .collect(Collectors.joining(","))
                .hashCode());
    }

    static EventType of(ActivityEvent event) {
        EventType type = BY_CLASS.get(event.getClass());
        if (type == null) {
            throw new IllegalStateException("EventTypes does not list " + event.getClass() + ".");
        }
        return type;
    }

    static Optional<EventType> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    static boolean isOfTheLog(String name) {
        return OF_THE_LOG.contains(name);
    }
}
