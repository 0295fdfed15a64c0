package dev.walden.orchestrator;

import dev.walden.activity.ActivityException;
import dev.walden.activity.TaskEvent;
import dev.walden.activity.TaskEvent.TaskFailed;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves one task on, step by step, until it rests: fold the outcome, decide, record outcome and next intent in one commit, carry
 * out, again. Thread-safe; each running task has a virtual thread in here.
 */
final class TaskRunner {

    private static final Logger log = LoggerFactory.getLogger(TaskRunner.class);

    /** Code of a task that a broken invariant ended. */
    static final String INTERNAL_ERROR = "internal_error";

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final StepPlanner planner;
    private final Ending ending;
    private final OrchestratorMetrics metrics;
    private volatile boolean stopping;

    TaskRunner(StepPlanner planner, Ending ending, OrchestratorMetrics metrics) {
        this.planner = planner;
        this.ending = ending;
        this.metrics = metrics;
    }

    /** From now on steps under way come to their end, and no other begins. */
    void stop() {
        stopping = true;
        planner.stop();
    }

    /** Runs on the task's thread; returns when the task rests, or cannot go on for now. */
    void run(OpenTask task) {
        task.runBy(Thread.currentThread());
        try {
            runSteps(task);
        } catch (ActivityException.Unusable e) {
            log.atDebug().addKeyValue("taskId", task.id()).log("task stopped with the log");
        } catch (RuntimeException | Error e) {
            failFor(task, e);
        } finally {
            task.runBy(null);
        }
    }

    private void runSteps(OpenTask task) {
        List<TaskEvent> outcomes = List.of();
        while (true) {
            Optional<Effect> effect = advance(task, outcomes);
            if (effect.isEmpty()) {
                return;
            }
            try {
                outcomes = effect.get().carryOut();
            } catch (InterruptedException e) {
                // Cancelled, or the service stops: the intent without outcome is what the next start goes on from.
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** One commit: what happened, what follows from it, and the intent of the next step. */
    private Optional<Effect> advance(OpenTask task, List<TaskEvent> outcomes) {
        try {
            // A step that had outcomes was prepared, and they must not be lost on the way.
            if (outcomes.isEmpty() && !stopping) {
                planner.prepare(task);
            }
            return task.alone(alone -> {
                Draft draft = new Draft(alone.snapshot().state(), outcomes);
                return stopping ? endWith(alone, draft) : goOn(alone, draft);
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ActivityException.NoSpace | ActivityException.ViewsBehind | ActivityException.ViewFailed e) {
            // The task could not even be read, or there is no room to record what it is told of procedures: nothing was
            // begun, and nothing is lost by trying again, nor by leaving it to the next start. Interrupted, it would
            // never get to wait, nor to read.
            return Thread.currentThread().isInterrupted()
                    ? Optional.empty()
                    : Optional.of(() -> awaitBetterTimes(task, e, outcomes));
        }
    }

    private Optional<Effect> goOn(OpenTask task, Draft draft) throws InterruptedException {
        try {
            StateKind before = task.snapshot().state().kind();
            Optional<Effect> effect = planner.plan(task, draft);
            if (!draft.isEmpty()) {
                task.record(Combined.of(draft.all()));
                metrics.moved(before, task.snapshot());
                metrics.doubted(draft.doubts());
                draft.settlements().forEach(metrics::settled);
            }
            return effect;
        } catch (ActivityException.NoSpace | ActivityException.ViewsBehind | ActivityException.ViewFailed e) {
            List<TaskEvent> left = recordIfThereIsRoom(task, draft.outcomes());
            return Thread.currentThread().isInterrupted()
                    ? Optional.empty()
                    : Optional.of(() -> awaitBetterTimes(task, e, left));
        } catch (ActivityException.TooLarge e) {
            List<TaskEvent> smaller = UnrecordableReply.replaced(draft.outcomes());
            if (smaller.equals(draft.outcomes())) {
                endWith(task, draft);
                throw e;
            }
            return Optional.of(() -> smaller);
        } catch (InterruptedException | RuntimeException | Error e) {
            // Whatever kept the next step from being planned or recorded: what has happened is recorded.
            endWith(task, draft);
            throw e;
        } finally {
            planner.settle(task);
        }
    }

    private Optional<Effect> endWith(OpenTask task, Draft draft) {
        if (!recordIfThereIsRoom(task, draft.outcomes()).isEmpty()) {
            log.atWarn().addKeyValue("taskId", task.id()).log("outcome not recorded, the disk is full");
        }
        return Optional.empty();
    }

    /** A large outcome needs a blob, for which the log's reserve is no use. */
    private static List<TaskEvent> recordIfThereIsRoom(OpenTask task, List<TaskEvent> outcomes) {
        if (outcomes.isEmpty()) {
            return outcomes;
        }
        try {
            task.recordOutcomes(outcomes);
            return List.of();
        } catch (ActivityException.NoSpace e) {
            return outcomes;
        }
    }

    /**
     * New intents wait for room on the disk, or for the views.
     *
     * @param unrecorded outcomes for which there was no room either: the step after the wait begins with them again
     */
    private List<TaskEvent> awaitBetterTimes(OpenTask task, ActivityException why, List<TaskEvent> unrecorded) {
        log.atWarn()
                .addKeyValue("taskId", task.id())
                .addKeyValue("error", why.getMessage())
                .log("task waits");
        try {
            task.awaitChange(RETRY_AFTER);
        } catch (InterruptedException e) {
            // A cancel or the stop ends the wait; the outcomes still get their chance.
            Thread.currentThread().interrupt();
        }
        return unrecorded;
    }

    /** A broken invariant stops this task and no other. */
    private void failFor(OpenTask task, Throwable e) {
        log.atError().setCause(e).addKeyValue("taskId", task.id()).log("task failed by an internal error");
        metrics.internalError();
        try {
            task.alone(this::failAlone);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean failAlone(OpenTask task) {
        StateKind before = task.snapshot().state().kind();
        boolean failable = !Transitions.targets(before, TaskFailed.class).isEmpty();
        if (failable) {
            String message = "An internal error ended the task; the service's log tells more.";
            Draft draft = new Draft(task.snapshot().state(), List.of());
            ending.fail(draft, INTERNAL_ERROR, message, null);
            task.recordOutcomes(draft.all());
            metrics.moved(before, task.snapshot());
        }
        return failable;
    }
}
