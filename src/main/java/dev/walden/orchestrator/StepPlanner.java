package dev.walden.orchestrator;

import dev.walden.activity.TaskEvent.ContextGathered;
import dev.walden.activity.TaskEvent.Reflected;
import dev.walden.activity.TaskEvent.TaskStarted;
import dev.walden.activity.TaskEvent.TaskSubmitted;
import dev.walden.conversation.RecalledItem;
import dev.walden.memory.TaskMemory;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Turns what is decided into records: those of steps without outside effect, which are done on the way, and the intent of the first
 * step that has one. Called with the task's lock held.
 */
final class StepPlanner {

    private static final Set<StateKind> PERCEIVES = Set.of(StateKind.QUEUED, StateKind.PERCEIVING);
    /** Nothing to carry out; the task is prepared and planned once more. */
    private static final Effect AGAIN = List::of;

    private final TaskMemory memory;
    private final Reasoner reasoner;
    private final ToolCaller toolCaller;
    private final Ending ending;

    StepPlanner(TaskMemory memory, Reasoner reasoner, ToolCaller toolCaller, Ending ending) {
        this.memory = memory;
        this.reasoner = reasoner;
        this.toolCaller = toolCaller;
        this.ending = ending;
    }

    /**
     * Asks memory for what the task's next step needs. Called without the task's lock: memory may have to wait for its views, and
     * steering the task must not wait with it. A task that has not perceived is asked for anew each time, for what it was given
     * before a pause may be forgotten since.
     */
    void prepare(OpenTask task) throws InterruptedException {
        TaskState state = task.snapshot().state();
        Progress progress = state.progress();
        TaskSubmitted submission = progress.submission();
        boolean perceived = !PERCEIVES.contains(state.unpaused().kind());
        if (perceived && task.context().isPresent()) {
            return;
        }
        if (Decide.next(state) instanceof Step.Rest) {
            task.dropContext();
        } else if (perceived) {
            task.keep(memory.restore(submission.space(), progress.recalled(), progress.turns()));
        } else {
            task.keep(memory.gather(submission.space(), submission.session(), submission.input()));
        }
    }

    /**
     * Adds to the draft all that happens until the next step with an outside effect.
     *
     * @return that step, to be carried out once the draft is durable; empty when the task rests
     */
    Optional<Effect> plan(OpenTask task, Draft draft) throws InterruptedException {
        if (task.context().isEmpty() && !(Decide.next(draft.state()) instanceof Step.Rest)) {
            return Optional.of(AGAIN); // it was resumed after it was prepared
        }
        while (true) {
            switch (Decide.next(draft.state())) {
                case Step.Rest _ -> {
                    return Optional.empty();
                }
                case Step.Start _ -> draft.add(new TaskStarted(task.id()));
                case Step.Perceive _ -> perceive(task, draft);
                case Step.Reflect(ToolBatch calls) -> reflect(task, draft, calls);
                case Step.Finish(var reply) -> ending.finish(task, draft, reply, contextOf(task));
                case Step.Fail(String code, String message) -> ending.fail(task, draft, code, message, null);
                case Step.Reason _ -> {
                    return Optional.of(reasoner.begin(task, draft, contextOf(task)));
                }
                case Step.CallTools(var calls) -> {
                    Optional<Effect> effect = toolCaller.begin(task, draft, calls, untrusted(task, draft.state()));
                    if (effect.isPresent()) {
                        return effect;
                    }
                }
                case Step.RecoverCalls(var calls) -> {
                    Optional<Effect> effect = toolCaller.recover(task, draft, calls);
                    if (effect.isPresent()) {
                        return effect;
                    }
                }
            }
        }
    }

    private static void perceive(OpenTask task, Draft draft) {
        TaskMemory.Context context = contextOf(task);
        draft.add(new ContextGathered(
                task.id(),
                context.items().stream().map(RecalledItem::id).toList(),
                context.turns().stream().map(TaskMemory.Turn::seq).toList()));
    }

    private static void reflect(OpenTask task, Draft draft, ToolBatch calls) {
        Reflection.Judgement judgement = Reflection.judge(draft.state().progress(), calls);
        draft.add(new Reflected(task.id(), judgement.verdict(), judgement.reason()));
    }

    private static TaskMemory.Context contextOf(OpenTask task) {
        return task.context()
                .orElseThrow(() -> new IllegalStateException("Task " + task.id() + " was not prepared for this step."));
    }

    private static boolean untrusted(OpenTask task, TaskState state) {
        TaskMemory.Context context = contextOf(task);
        return state.progress().messages().holdUntrusted()
                || context.items().stream().anyMatch(item -> !item.trusted())
                || context.turns().stream().anyMatch(turn -> !turn.trusted());
    }
}
