package dev.walden.orchestrator;

import dev.walden.activity.ActivityException;
import dev.walden.activity.Delegation;
import dev.walden.activity.RecordedEvent;
import dev.walden.activity.TaskEvent.TaskSubmitted;
import dev.walden.activity.TaskId;
import dev.walden.activity.TaskUse;
import dev.walden.activity.ToolCallEvent.DelegationEnded;
import dev.walden.activity.ToolCallEvent.TaskDelegated;
import dev.walden.activity.ToolCallEvent.ToolCallOutcome;
import dev.walden.conversation.ToolCall;
import dev.walden.memory.TaskMemory;
import dev.walden.orchestrator.ToolBatch.CallStatus;
import dev.walden.orchestrator.ToolBatch.Entry;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins sub-tasks, brings up what they came to, and ends them with the task that they belong to. A sub-task is a task like any other, with
 * its own session, place and turn; who waits for it holds no thread. Its id follows from its call, so that it is begun once whatever
 * happens. Thread-safe.
 */
final class Delegates {

    private static final Logger log = LoggerFactory.getLogger(Delegates.class);

    /** Who ends sub-tasks of a task that has ended, in place of a key. */
    static final String BY_PARENT = "parent";

    /** Those that this process has seen to, as long as they are waited for. */
    private final Set<TaskId> known = ConcurrentHashMap.newKeySet();

    private volatile @Nullable Parts parts;

    /** Ties the knot: what begins tasks needs what runs them. */
    void connect(Parts others) {
        parts = others;
    }

    private Parts parts() {
        Parts connected = parts;
        if (connected == null) {
            throw new IllegalStateException("No task may run before the machine is put together.");
        }
        return connected;
    }

    /** Of these calls, those whose sub-tasks nobody in this process has seen to. */
    List<Entry> unknown(List<Entry> calls) {
        return calls.stream()
                .filter(entry ->
                        entry.status() instanceof CallStatus.Delegated(var child, var _) && !known.contains(child))
                .toList();
    }

    /** Begins the sub-tasks of these calls, whose intents are durable; brings up what ended while nobody waited. */
    void begin(OpenTask parent, TaskSubmitted submission, boolean trusted, List<Entry> calls)
            throws InterruptedException {
        for (Entry entry : calls) {
            if (entry.status() instanceof CallStatus.Delegated delegated && known.add(delegated.child())) {
                boolean begun = false;
                try {
                    begin(parent, submission, trusted, entry, delegated);
                    begun = true;
                } finally {
                    if (!begun) {
                        known.remove(delegated.child());
                    }
                }
            }
        }
    }

    private void begin(
            OpenTask parent, TaskSubmitted submission, boolean trusted, Entry entry, CallStatus.Delegated delegated)
            throws InterruptedException {
        if (parts().dispatcher()
                .find(delegated.child())
                .filter(child -> !child.ended())
                .isPresent()) {
            return;
        }
        Optional<Snapshot> before = parts().index().load(delegated.child());
        if (before.isPresent()) {
            if (before.get().ended()) {
                bringUp(parent, ended(parent, entry.call().id(), before.get(), false));
            }
            return; // one that an earlier process left goes on by itself
        }
        Delegation origin = submission.delegation();
        try {
            parts().submissions()
                    .delegate(
                            parent,
                            submission,
                            entry.call(),
                            delegated,
                            new Delegation(
                                    submission.task(),
                                    entry.call().id(),
                                    origin == null ? 1 : origin.depth() + 1,
                                    trusted));
        } catch (TaskException.Stopping e) {
            known.remove(delegated.child()); // the next start begins it
        } catch (TaskException e) {
            bringUp(
                    parent,
                    new DelegationEnded(
                            submission.task(),
                            entry.call().id(),
                            delegated.child(),
                            ToolCallOutcome.FAILED,
                            "The sub-task was not begun: " + e.getMessage(),
                            true,
                            TaskUse.NOTHING));
        }
    }

    /** To be called when a task rests, by whatever it came to. */
    void rested(OpenTask task) {
        if (!task.ended()) {
            return;
        }
        Snapshot snapshot = task.snapshot();
        try {
            tellParent(task, snapshot);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the next start sees to it
        }
        try {
            endDelegates(snapshot);
        } catch (ActivityException.ViewsBehind | ActivityException.ViewFailed e) {
            log.atWarn()
                    .addKeyValue("taskId", task.id())
                    .addKeyValue("error", e.getMessage())
                    .log("sub-tasks not ended with their task; they are when they go on next");
        }
    }

    /** Whether the task belongs to one that has ended, and so must not go on. */
    boolean isOrphan(OpenTask task) {
        try {
            Optional<Delegation> delegation = task.alone(alone -> Optional.ofNullable(
                    alone.snapshot().state().progress().submission().delegation()));
            return delegation.isPresent() && !isOpen(delegation.get().parent());
        } catch (ActivityException.ViewsBehind | ActivityException.ViewFailed e) {
            return false; // the next start asks again
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean isOpen(TaskId task) {
        return parts().dispatcher().find(task).isPresent()
                || parts().index().load(task).filter(one -> !one.ended()).isPresent();
    }

    /** Ends a task whose own has ended. */
    void end(OpenTask task) {
        parts().control().cancel(task.id(), BY_PARENT);
    }

    private void tellParent(OpenTask task, Snapshot child) throws InterruptedException {
        Delegation delegation = child.state().progress().submission().delegation();
        Optional<OpenTask> parent =
                delegation == null ? Optional.empty() : parts().dispatcher().find(delegation.parent());
        if (delegation == null || parent.isEmpty()) {
            return;
        }
        try {
            bringUp(parent.get(), ended(parent.get(), delegation.call(), child, isTrusted(task, child)));
        } catch (ActivityException e) {
            known.remove(task.id()); // the parent looks for it itself, again and again
            parts().dispatcher().wake(parent.get());
        }
    }

    private void bringUp(OpenTask parent, DelegationEnded ended) throws InterruptedException {
        boolean told = parent.alone(alone -> {
            boolean waits = alone.snapshot()
                    .state()
                    .batch()
                    .flatMap(batch -> batch.entry(ended.call()))
                    .filter(entry -> entry.status() instanceof CallStatus.Delegated(var child, var _)
                            && child.equals(ended.child()))
                    .isPresent();
            if (waits) {
                alone.recordOutcomes(List.of(ended));
            }
            return waits;
        });
        known.remove(ended.child());
        if (told) {
            parts().dispatcher().wake(parent);
        }
    }

    /** Only of a task whose context is still at hand is it known that nothing in it came from outside. */
    private static boolean isTrusted(OpenTask task, Snapshot child) {
        Progress progress = child.state().progress();
        Optional<TaskMemory.Context> context = task.context();
        return context.isPresent()
                && !new Known(context.get(), child.timeline(), child.timeline().updated()).untrusted(progress);
    }

    private static DelegationEnded ended(OpenTask parent, String call, Snapshot child, boolean trusted) {
        TaskState state = child.state();
        Progress progress = state.progress();
        String text = switch (state) {
            case TaskState.Completed completed -> completed.output();
            case TaskState.Failed failed -> "The sub-task failed (" + failed.code() + "): " + failed.message();
            default -> "The sub-task was cancelled.";
        };
        return new DelegationEnded(
                parent.id(),
                call,
                progress.submission().task(),
                state instanceof TaskState.Completed ? ToolCallOutcome.SUCCEEDED : ToolCallOutcome.FAILED,
                text,
                trusted,
                progress.usage().asUse());
    }

    private void endDelegates(Snapshot parent) {
        for (TaskId child : openDelegates(parent)) {
            known.remove(child);
            try {
                parts().control().cancel(child, BY_PARENT);
            } catch (RuntimeException e) {
                log.atWarn()
                        .setCause(e)
                        .addKeyValue("taskId", child)
                        .log("sub-task not ended with its task; it is when it goes on next");
            }
        }
    }

    /** What a failed task waited for, its state does not say any more, but its records do. */
    private Set<TaskId> openDelegates(Snapshot parent) {
        Progress progress = parent.state().progress();
        Set<TaskId> open = new HashSet<>();
        if (progress.messages().holdCall(Delegates::delegates)) {
            for (RecordedEvent entry :
                    parts().index().records(progress.submission().task(), 0, Integer.MAX_VALUE)) {
                if (entry.event() instanceof TaskDelegated begun) {
                    open.add(begun.child());
                } else if (entry.event() instanceof DelegationEnded ended) {
                    open.remove(ended.child());
                }
            }
        }
        return open;
    }

    private static boolean delegates(ToolCall call) {
        return DelegateTool.isMeant(call)
                || (call.tool().equals(PlanTool.NAME)
                        && Plan.of(call).parts().stream()
                                .anyMatch(part -> part.tool().equals(DelegateTool.NAME)));
    }

    /** What sub-tasks are begun, found and ended with. */
    record Parts(Submissions submissions, Dispatcher dispatcher, TaskIndex index, TaskControl control) {}
}
