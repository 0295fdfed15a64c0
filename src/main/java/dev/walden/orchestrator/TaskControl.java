package dev.walden.orchestrator;

import dev.walden.activity.TaskEvent;
import dev.walden.activity.TaskEvent.TaskPaused;
import dev.walden.activity.TaskEvent.TaskResumed;
import dev.walden.activity.TaskId;
import dev.walden.activity.ToolCallEvent.ApprovalDecided;
import dev.walden.activity.ToolCallEvent.Decision;
import dev.walden.activity.ToolCallEvent.InputGiven;
import dev.walden.conversation.ToolCall;
import dev.walden.orchestrator.TaskService.ControlResult;
import dev.walden.orchestrator.ToolBatch.CallStatus;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What people do to tasks; to calls in doubt, see {@link DoubtControl}. Each act is one record, made under the task's lock, and durable when the method returns. Thread-safe. */
final class TaskControl {

    private final Dispatcher dispatcher;
    private final TaskIndex index;
    private final Ending ending;
    private final Delegates delegates;
    private final InstantSource clock;
    private final OrchestratorMetrics metrics;
    private final EditedArguments editing;

    TaskControl(
            Dispatcher dispatcher,
            TaskIndex index,
            Ending ending,
            Delegates delegates,
            InstantSource clock,
            OrchestratorMetrics metrics,
            EditedArguments editing) {
        this.editing = editing;
        this.delegates = delegates;
        this.clock = clock;
        this.dispatcher = dispatcher;
        this.index = index;
        this.ending = ending;
        this.metrics = metrics;
    }

    ControlResult cancel(TaskId id, String by) {
        Optional<OpenTask> cancelled = dispatcher.find(id);
        ControlResult result = act(id, task -> {
            if (task.snapshot().ended()) {
                return notNow(task, "a task that has not ended");
            }
            Draft draft = new Draft(task.snapshot().state(), List.of());
            ending.cancel(draft, by);
            StateKind before = task.snapshot().state().kind();
            task.recordOutcomes(draft.all());
            metrics.moved(before, task.snapshot());
            return done(task);
        });
        if (result instanceof ControlResult.Done) {
            dispatcher.find(id).ifPresent(OpenTask::interruptStep);
            cancelled.ifPresent(delegates::rested);
        }
        return result;
    }

    ControlResult pause(TaskId id, String by) {
        return act(
                id,
                task -> task.snapshot().state().kind() == StateKind.PAUSED
                                || task.snapshot().ended()
                        ? notNow(task, "a task that runs or waits")
                        : record(task, new TaskPaused(id, by)));
    }

    ControlResult resume(TaskId id, String by) {
        return act(
                id,
                task -> task.snapshot().state().kind() == StateKind.PAUSED
                        ? record(task, new TaskResumed(id, by))
                        : notNow(task, "a paused task"));
    }

    ControlResult giveInput(TaskId id, String text, ActingKey by) {
        return act(
                id,
                task -> task.snapshot().state().unpaused() instanceof TaskState.AwaitingInput
                        ? record(
                                task,
                                new InputGiven(
                                        id,
                                        text,
                                        by.id(),
                                        by.isLessThan(task.snapshot().state())))
                        : notNow(task, "a task that awaits input"));
    }

    /** Ends a request in whose time nobody spoke. */
    ControlResult expire(String approval) {
        return decide(
                approval, null, (task, _) -> new ApprovalDecided(task.id(), approval, Decision.EXPIRED, null, null));
    }

    /** Refuses consent; the comment is told to the engine. */
    ControlResult reject(String approval, @Nullable String comment, ActingKey by) {
        return decide(approval, by.id(), (task, _) -> {
            boolean untrusted = comment != null && by.isLessThan(task.snapshot().state());
            return new ApprovalDecided(task.id(), approval, Decision.REJECTED, comment, by.id(), null, untrusted);
        });
    }

    /**
     * Consents to a call as it was shown.
     *
     * @throws TaskException.Unacceptable when policy denies it to a key that may less than the submitter
     */
    ControlResult approve(String approval, @Nullable String comment, ActingKey by) {
        return decide(approval, by.id(), (task, shown) -> {
            consent(task, shown, by);
            return new ApprovalDecided(task.id(), approval, Decision.APPROVED, comment, by.id());
        });
    }

    private void consent(OpenTask task, ToolCall call, ActingKey by) {
        new ConsentRule(editing.checks())
                .refusal(task, call, by, clock.instant())
                .ifPresent(reason -> {
                    throw new TaskException.Unacceptable("policy_denied", reason);
                });
    }

    /**
     * Consents to a call with other arguments. Those that are the same are no others.
     *
     * @throws TaskException.Unacceptable when the tool does not take them or policy denies them
     */
    ControlResult approveEdited(
            String approval, Map<String, @Nullable Object> arguments, @Nullable String comment, ActingKey by) {
        return decide(approval, by.id(), (task, shown) -> {
            ToolCall changed = ToolCall.of(shown.id(), shown.tool(), arguments);
            boolean same = CallRules.digest(changed).equals(CallRules.digest(shown));
            if (same) {
                consent(task, shown, by);
            } else {
                editing.check(task, shown, arguments, by, clock.instant());
            }
            String id = by.id();
            boolean untrusted = !same && by.isLessThan(task.snapshot().state());
            return new ApprovalDecided(
                    task.id(), approval, Decision.APPROVED, comment, id, same ? null : arguments, untrusted);
        });
    }

    private ControlResult decide(
            String approval, @Nullable String by, BiFunction<OpenTask, ToolCall, ApprovalDecided> decision) {
        Optional<TaskId> id = taskOf(approval);
        if (id.isEmpty()) {
            return new ControlResult.NotFound();
        }
        return act(id.get(), task -> {
            Optional<ToolBatch.Entry> request = waiting(task, CallStatus.NeedsApproval.class).stream()
                    .filter(entry -> ((CallStatus.NeedsApproval) entry.status())
                            .approval()
                            .equals(approval))
                    .findFirst();
            if (request.isEmpty()) {
                return new ControlResult.NotNow("Approval " + approval + " is decided already, or its task has ended.");
            }
            CallStatus.NeedsApproval needs =
                    (CallStatus.NeedsApproval) request.get().status();
            if (by != null && !clock.instant().isBefore(needs.expiresAt())) {
                return new ControlResult.NotNow("Approval " + approval + " has expired.");
            }
            ApprovalDecided decided = decision.apply(task, request.get().call());
            return decided.arguments() == null ? settleBy(task, decided) : record(task, decided);
        });
    }

    /** An approval's id begins with its task's. */
    static Optional<TaskId> taskOf(String approval) {
        int dot = approval.indexOf('.');
        return dot < 0 ? Optional.empty() : TaskId.parse(approval.substring(0, dot));
    }

    ControlResult act(TaskId id, Function<OpenTask, ControlResult> action) {
        Optional<OpenTask> found = dispatcher.find(id);
        if (found.isEmpty()) {
            return index.load(id)
                    .<ControlResult>map(snapshot -> new ControlResult.NotNow("The task has ended: it is "
                            + snapshot.state().kind().code() + "."))
                    .orElseGet(ControlResult.NotFound::new);
        }
        OpenTask task = found.get();
        try {
            ControlResult result = task.alone(action::apply);
            if (result instanceof ControlResult.Done) {
                dispatcher.wake(task);
            }
            return result;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while steering task " + id + ".", e);
        }
    }

    /** New work, and what may be large: refused while the disk is full. */
    static ControlResult record(OpenTask task, TaskEvent event) {
        task.record(List.of(event));
        return done(task);
    }

    /** What a person says of something that has begun: the log's reserve is for that too. */
    static ControlResult settleBy(OpenTask task, TaskEvent event) {
        task.recordOutcomes(List.of(event));
        return done(task);
    }

    private static ControlResult done(OpenTask task) {
        return new ControlResult.Done(TaskViews.of(task.snapshot()));
    }

    static ControlResult notNow(OpenTask task, String expected) {
        return new ControlResult.NotNow("Expected %s; found the task %s."
                .formatted(expected, task.snapshot().state().kind().code()));
    }

    private static List<ToolBatch.Entry> waiting(OpenTask task, Class<? extends CallStatus> status) {
        return task.snapshot()
                .state()
                .batch()
                .map(batch -> batch.where(status::isInstance))
                .orElse(List.of());
    }

    static List<String> ids(List<ToolBatch.Entry> entries) {
        return entries.stream().map(entry -> entry.call().id()).toList();
    }
}
