package dev.walden.orchestrator;

import dev.walden.activity.ActivityEvent;
import dev.walden.activity.ActivityException;
import dev.walden.activity.ActivityLog;
import dev.walden.activity.ActivityLog.Appended;
import dev.walden.activity.IdempotencyKeys;
import dev.walden.activity.ServiceEvent.IdempotencyKeyUsed;
import dev.walden.activity.TaskEvent.TaskSubmitted;
import dev.walden.activity.TaskId;
import dev.walden.reasoning.ReasoningGateway;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/** Takes tasks in: checks, records, hands over to the dispatcher. Thread-safe. */
final class Submissions {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    private static final int SESSION_LOCKS = 64;

    private final ActivityLog log;
    private final IdempotencyKeys idempotencyKeys;
    private final ReasoningGateway gateway;
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
            LimitRules limits,
            Places places,
            Dispatcher dispatcher,
            OrchestratorMetrics metrics) {
        this.log = recording.log();
        this.idempotencyKeys = recording.idempotencyKeys();
        this.openTasks = recording.openTasks();
        this.gateway = gateway;
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
            return accept(submission, Optional.empty());
        }
        var request = new IdempotencyKeys.Request(submission.submittedBy(), idempotency.key(), idempotency.digest());
        return new TaskId(idempotencyKeys.once(
                request, claim -> accept(submission, Optional.of(claim::apply)).value()));
    }

    private TaskId accept(TaskSubmission submission, Optional<Claim> claim) {
        if (stopping) {
            metrics.refused();
            throw new TaskException.Stopping();
        }
        TaskSubmitted submitted = check(submission);
        if (!places.admit()) {
            metrics.refused();
            throw new TaskException.QueueFull(
                    "All places for open tasks are taken; submit again later, or raise walden.orchestrator.max-queued.",
                    RETRY_AFTER);
        }
        boolean entered = false;
        try {
            record(submitted, claim);
            entered = true;
            return submitted.task();
        } catch (ActivityException.NoSpace e) {
            metrics.refused();
            throw e;
        } finally {
            if (!entered) {
                places.dismiss();
            }
        }
    }

    private TaskSubmitted check(TaskSubmission submission) {
        String engine = submission.engine();
        if (engine != null && !gateway.has(engine)) {
            throw new TaskException.Unacceptable(
                    "unknown_engine",
                    "There is no engine named %s; configured are: %s.".formatted(engine, gateway.engines()));
        }
        TaskId id = TaskId.random(random);
        String session = submission.session();
        return new TaskSubmitted(
                id,
                submission.space(),
                session == null ? id.value() : session,
                submission.input(),
                engine,
                limits.of(submission.limits()),
                submission.metadata(),
                submission.submittedBy());
    }

    private void record(TaskSubmitted submitted, Optional<Claim> claim) {
        List<ActivityEvent> events = new ArrayList<>();
        events.add(submitted);
        claim.ifPresent(claiming -> events.add(claiming.of(submitted.task().value())));
        SessionKey session = SessionKey.of(submitted);
        ReentrantLock order = sessionLocks.get(Math.floorMod(session.hashCode(), SESSION_LOCKS));
        order.lock();
        try {
            Appended appended = log.append(events);
            dispatcher.enter(openTasks.begin(submitted, appended));
            metrics.submitted();
        } finally {
            order.unlock();
        }
    }

    /** What submissions are recorded and found with. */
    record Recording(ActivityLog log, IdempotencyKeys idempotencyKeys, OpenTasks openTasks) {}

    /** Makes the record that ties an idempotency key to what came of it. */
    @FunctionalInterface
    private interface Claim {
        IdempotencyKeyUsed of(String result);
    }
}
