package dev.walden.activity;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A table of kinds of events. A name once used is never used for anything else. Immutable. */
final class EventTypes {

    /** All that this version of Walden knows. */
    static final EventTypes CURRENT = new EventTypes(List.of(
            EventType.of(
                    "task-submitted",
                    TaskEvent.TaskSubmitted.class,
                    Upcaster.SAME,
                    Upcaster.SAME,
                    Upcaster.SAME,
                    Upcaster.SAME),
            EventType.of("task-started", TaskEvent.TaskStarted.class),
            EventType.of(
                    "context-gathered",
                    TaskEvent.ContextGathered.class,
                    Upcaster.SAME,
                    new AskedAsText(),
                    Upcaster.SAME,
                    Upcaster.SAME,
                    Upcaster.SAME,
                    Upcaster.SAME,
                    new ProceduresNotRecorded()),
            EventType.of(
                    "reasoning-started", TaskEvent.ReasoningStarted.class, Upcaster.SAME, Upcaster.SAME, Upcaster.SAME),
            EventType.of(
                    "reasoning-finished",
                    TaskEvent.ReasoningFinished.class,
                    Upcaster.SAME,
                    Upcaster.SAME,
                    Upcaster.SAME,
                    Upcaster.SAME),
            EventType.of("tool-call-started", ToolCallEvent.ToolCallStarted.class, Upcaster.SAME),
            EventType.of(
                            "tool-call-finished",
                            ToolCallEvent.ToolCallFinished.class,
                            Upcaster.SAME,
                            new AskedAsText(),
                            Upcaster.SAME,
                            Upcaster.SAME,
                            Upcaster.SAME)
                    .namingFiles(),
            EventType.of("tool-call-in-doubt", ToolCallEvent.ToolCallInDoubt.class),
            EventType.of("tool-call-settled", ToolCallEvent.ToolCallSettled.class, Upcaster.SAME),
            EventType.of("probe-begun", ToolCallEvent.ProbeBegun.class),
            EventType.of("compensation-begun", ToolCallEvent.CompensationBegun.class),
            EventType.of("approval-requested", ToolCallEvent.ApprovalRequested.class),
            EventType.of("approval-decided", ToolCallEvent.ApprovalDecided.class, Upcaster.SAME, Upcaster.SAME),
            EventType.of("input-requested", ToolCallEvent.InputRequested.class),
            EventType.of("input-given", ToolCallEvent.InputGiven.class, Upcaster.SAME),
            EventType.of("plan-made", ToolCallEvent.PlanMade.class),
            EventType.of("task-delegated", ToolCallEvent.TaskDelegated.class),
            EventType.of("delegation-ended", ToolCallEvent.DelegationEnded.class),
            EventType.of("reflected", TaskEvent.Reflected.class, Upcaster.SAME),
            EventType.of("task-paused", TaskEvent.TaskPaused.class),
            EventType.of("task-resumed", TaskEvent.TaskResumed.class),
            EventType.of("task-cancelled", TaskEvent.TaskCancelled.class),
            EventType.of(
                    "task-completed",
                    TaskEvent.TaskCompleted.class,
                    Upcaster.SAME,
                    Upcaster.SAME,
                    Upcaster.SAME,
                    Upcaster.SAME),
            EventType.of("task-failed", TaskEvent.TaskFailed.class),
            EventType.of("message-stored", MemoryEvent.MessageStored.class, Upcaster.SAME),
            EventType.of("fact-stored", MemoryEvent.FactStored.class, Upcaster.SAME),
            EventType.of("fact-confirmed", MemoryEvent.FactConfirmed.class, Upcaster.SAME),
            EventType.of("fact-superseded", MemoryEvent.FactSuperseded.class),
            EventType.of("fact-disputed", MemoryEvent.FactDisputed.class),
            EventType.of("facts-merged", MemoryEvent.FactsMerged.class),
            EventType.of("facts-weighed", MemoryEvent.FactsWeighed.class),
            EventType.of("source-undone", MemoryEvent.SourceUndone.class),
            EventType.of("content-erased", MemoryEvent.ContentErased.class, Upcaster.SAME, Upcaster.SAME),
            EventType.of(
                    "episode-recorded", MemoryEvent.EpisodeRecorded.class, Upcaster.SAME, Upcaster.SAME, Upcaster.SAME),
            EventType.of("session-summarized", MemoryEvent.SessionSummarized.class),
            EventType.of("document-received", MemoryEvent.DocumentReceived.class, Upcaster.SAME)
                    .namingFiles(),
            EventType.of("document-ingested", MemoryEvent.DocumentIngested.class),
            EventType.of("document-refused", MemoryEvent.DocumentRefused.class),
            EventType.of("document-removed", MemoryEvent.DocumentRemoved.class),
            EventType.of("procedure-learned", MemoryEvent.ProcedureLearned.class),
            EventType.of("procedure-decided", MemoryEvent.ProcedureDecided.class),
            EventType.of("procedure-retired", MemoryEvent.ProcedureRetired.class),
            EventType.of("service-started", ServiceEvent.ServiceStarted.class),
            EventType.of("service-stopped", ServiceEvent.ServiceStopped.class),
            EventType.of("key-created", ServiceEvent.KeyCreated.class),
            EventType.of("key-revoked", ServiceEvent.KeyRevoked.class),
            EventType.of("words-erased", ServiceEvent.WordsErased.class),
            EventType.of("tasks-expired", ServiceEvent.TasksExpired.class),
            EventType.of("admin-acted", ServiceEvent.AdminActed.class),
            EventType.of("tools-offered", ServiceEvent.ToolsOffered.class, Upcaster.SAME),
            EventType.of("procedures-offered", ServiceEvent.ProceduresOffered.class),
            EventType.of("space-rules-set", ServiceEvent.SpaceRulesSet.class),
            EventType.of("upkeep-call-started", ServiceEvent.UpkeepCallStarted.class),
            EventType.of("upkeep-call-finished", ServiceEvent.UpkeepCallFinished.class),
            EventType.of("idempotency-key-used", ServiceEvent.IdempotencyKeyUsed.class)));

    /** Records that the log keeps for itself. */
    private static final Set<String> OF_THE_LOG = Set.of("log-marker", "segment-sealed", "segment-rewritten");

    private final List<EventType> all;
    private final Map<String, EventType> byName;
    private final Map<Class<?>, EventType> byClass;

    EventTypes(List<EventType> all) {
        this.all = List.copyOf(all);
        byName = all.stream().collect(Collectors.toUnmodifiableMap(EventType::name, Function.identity()));
        byClass = all.stream().collect(Collectors.toUnmodifiableMap(EventType::type, Function.identity()));
    }

    List<EventType> all() {
        return all;
    }

    /** Differs between versions of Walden that know different events. */
    String signature() {
        return Integer.toHexString(all.stream()
                .map(type -> type.name() + ":" + type.version())
                .sorted()
                .collect(Collectors.joining(","))
                .hashCode());
    }

    EventType of(ActivityEvent event) {
        EventType type = byClass.get(event.getClass());
        if (type == null) {
            throw new IllegalStateException("EventTypes does not list " + event.getClass() + ".");
        }
        return type;
    }

    Optional<EventType> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    static boolean isOfTheLog(String name) {
        return OF_THE_LOG.contains(name);
    }
}
