package dev.walden.orchestrator;

import dev.walden.activity.ActivityEvent;
import dev.walden.activity.ActivityException;
import dev.walden.activity.ActivityLog;
import dev.walden.activity.ActivityLog.Appended;
import dev.walden.activity.Delegation;
import dev.walden.activity.IdempotencyKeys;
import dev.walden.activity.TaskEvent.TaskSubmitted;
import dev.walden.activity.TaskId;
import dev.walden.conversation.ToolCall;
import dev.walden.memory.TaskMemory;
import dev.walden.orchestrator.ToolBatch.CallStatus;
import dev.walden.reasoning.ReasoningGateway;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Takes tasks in: checks, records, hands over to the dispatcher. Thread-safe. */
final class Submissions {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    private static final int SESSION_LOCKS = 64;

    private final ActivityLog log;
    private final IdempotencyKeys idempotencyKeys;
    private final ReasoningGateway gateway;
    private final TaskMemory memory;
    private final LimitRules limits;
    private final Places places;
    private final Dispatcher dispatcher;
    private final OpenTasks openTasks;
    private final OrchestratorMetrics metrics;
    private final SecureRandom random = new SecureRandom();
    private volatile boolean stopping;

    /** Held from before the record to after the hand-over, so that a session's tasks queue in the order of their records. */
    private final List<ReentrantLock> sessionLocks =
            IntStream.range(0, SESSION_LOCKS).mapToObj(_ -> new ReentrantLock()).toList();

    Submissions(
            Recording recording,
            ReasoningGateway gateway,
            TaskMemory memory,
            LimitRules limits,
            Places places,
            Dispatcher dispatcher,
            OrchestratorMetrics metrics) {
        this.log = recording.log();
        this.idempotencyKeys = recording.idempotencyKeys();
        this.openTasks = recording.openTasks();
        this.gateway = gateway;
        this.memory = memory;
        this.limits = limits;
        this.places = places;
        this.dispatcher = dispatcher;
        this.metrics = metrics;
    }

    /** Refuses all submissions from now on. */
    void stop() {
        stopping = true;
    }

    TaskId submit(TaskSubmission submission) {
        TaskSubmission.Idempotency idempotency = submission.idempotency();
        if (idempotency == null) {
            TaskId id = TaskId.random(random);
            accept(submission, id, List.of());
            return id;
        }
        var request = new IdempotencyKeys.Request(submission.submittedBy(), idempotency.key(), idempotency.digest());
        return new TaskId(idempotencyKeys.once(request, claim -> {
            KeyedTask task = KeyedTask.of(openTasks.index(), request, idempotencyKeys.period(), random);
            String id = task.id().value();
            if (task.there()) {
                log.append(List.of(claim.apply(id)));
            } else {
                accept(submission, task.id(), List.of(claim.apply(id)));
            }
            return id;
        }));
    }

    /** Takes in a sub-task, which is a task in a session of its own and has what its task gives it. */
    void delegate(
            OpenTask task, TaskSubmitted parent, ToolCall call, CallStatus.Delegated delegated, Delegation delegation) {
        String engine = call.arguments().get("engine") instanceof String named ? named : parent.engine();
        String input = String.valueOf(call.arguments().get("input"));
        checkEngine(engine);
        TaskSubmitted submitted = new TaskSubmitted(
                delegated.child(),
                parent.space(),
                delegated.child().value(),
                input,
                engine,
                delegated.limits(),
                Map.of(),
                parent.submittedBy(),
                TaskMemory.NO_RUN, // a model wrote these words, or whoever it read
                null,
                delegation,
                parent.role());
        accept(submitted, openTasks.ties(submitted, task), List.of());
    }

    /** @param more what to record behind the submission, in the same commit */
    private void accept(TaskSubmission submission, TaskId id, List<? extends ActivityEvent> more) {
        TaskSubmitted submitted = check(submission, id);
        accept(submitted, openTasks.ties(submitted), more);
    }

    private void accept(TaskSubmitted submitted, Ties ties, List<? extends ActivityEvent> more) {
        if (stopping) {
            metrics.refused();
            throw new TaskException.Stopping();
        }
        if (!places.admit(ties.engine())) {
            metrics.refused();
            throw new TaskException.QueueFull(
                    "All places for open tasks of engine %s are taken; submit again later, or raise walden.orchestrator.max-queued."
                            .formatted(ties.engine()),
                    RETRY_AFTER);
        }
        boolean entered = false;
        try {
            record(submitted, ties, more);
            entered = true;
        } catch (ActivityException.NoSpace e) {
            metrics.refused();
            throw e;
        } finally {
            if (!entered) {
                places.dismiss(ties.engine());
            }
        }
    }

    private TaskSubmitted check(TaskSubmission submission, TaskId id) {
        String engine = submission.engine();
        checkEngine(engine);
        String session = submission.session();
        String schema = submission.outputSchema();
        if (schema != null) {
            StructuredAnswer.fault(schema).ifPresent(fault -> {
                throw new TaskException.Unacceptable("invalid_schema", fault);
            });
        }
        return new TaskSubmitted(
                id,
                submission.space(),
                session == null ? id.value() : session,
                submission.input(),
                engine,
                limits.of(submission.limits()),
                submission.metadata(),
                submission.submittedBy(),
                memory.runAskedFor(submission.space(), submission.input()).orElse(null),
                schema,
                null,
                submission.role());
    }

    private void checkEngine(@Nullable String engine) {
        if (engine != null && !gateway.has(engine)) {
            throw new TaskException.Unacceptable(
                    "unknown_engine",
                    "There is no engine named %s; configured are: %s.".formatted(engine, gateway.engines()));
        }
    }

    private void record(TaskSubmitted submitted, Ties ties, List<? extends ActivityEvent> more) {
        List<ActivityEvent> events = new ArrayList<>();
        events.add(submitted);
        events.addAll(more);
        ReentrantLock order = sessionLocks.get(Math.floorMod(ties.session().hashCode(), SESSION_LOCKS));
        order.lock();
        try {
            Appended appended = log.append(events);
            dispatcher.enter(openTasks.begin(submitted, ties, appended));
            metrics.submitted();
        } finally {
            order.unlock();
        }
    }

    /** What submissions are recorded and found with. */
    record Recording(ActivityLog log, IdempotencyKeys idempotencyKeys, OpenTasks openTasks) {}
}
