package dev.walden.orchestrator;

import dev.walden.activity.TaskEvent.ContextGathered;
import dev.walden.activity.TaskEvent.ReasoningStarted;
import dev.walden.activity.TaskEvent.TaskStarted;
import dev.walden.activity.ToolCallEvent.ToolCallSettled;
import dev.walden.conversation.RecalledItem;
import dev.walden.memory.TaskMemory;
import dev.walden.orchestrator.CallPlanner.ReadyCall;
import java.util.List;
import java.util.Optional;

/**
 * Turns what is decided into records, up to the next step with an outside effect. Pure: no clock, no memory, no engine, no tool is
 * within reach, so that the running machine and a replay decide by the very same code. Thread-safe.
 */
final class Planning {

    /** Code of a task whose next model call no budget covers. */
    static final String BUDGET_EXHAUSTED = "budget_exhausted";

    private final CallPlanner calls;
    private final Ending ending;
    private final Judging judging;

    Planning(CallPlanner calls, Ending ending, CritiqueRule critiques) {
        this.calls = calls;
        this.ending = ending;
        this.judging = new Judging(ending, critiques);
    }

    /** Adds to the draft all that happens until the next step with an outside effect, and gives that step. */
    Intended plan(Draft draft, Known known) {
        while (true) {
            switch (Decide.next(draft.state())) {
                case Step.Rest _ -> {
                    return new Intended.Nothing();
                }
                case Step.Reason _ -> {
                    return new Intended.Asking();
                }
                case Step.Start _ -> draft.add(new TaskStarted(draft.task()));
                case Step.Perceive _ -> perceive(draft, known.context());
                case Step.Reflect _, Step.Finish _ -> {
                    if (judging.wantsOpinion(draft.state())) {
                        return new Intended.Criticizing();
                    }
                    judging.byRules(draft, known.context());
                }
                case Step.Heed(var opinion) -> judging.heed(draft, opinion, known.context());
                case Step.Fail(String code, String message) -> ending.fail(draft, code, message, null);
                case Step.CallTools(var wanted) -> {
                    List<ReadyCall> ready = calls.begin(draft, wanted, known);
                    if (!ready.isEmpty()) {
                        return new Intended.Calling(ready);
                    }
                }
                case Step.SettleDoubt(var conclusion) -> draft.add(settled(draft, conclusion));
                case Step.ProbeDoubts(var doubts) -> {
                    if (!calls.probe(draft, doubts, known)) {
                        return new Intended.Nothing();
                    }
                }
                case Step.AwaitDelegates(var waiting) -> {
                    return new Intended.Delegating(waiting);
                }
                case Step.RecoverCalls(var left) -> {
                    List<ReadyCall> again = calls.recover(draft, left, known);
                    if (!again.isEmpty()) {
                        return new Intended.Calling(again);
                    }
                }
            }
        }
    }

    /** Whether there is nothing to plan: the task has ended, or a person must act. */
    boolean rests(TaskState state) {
        return calls.rests(state);
    }

    /** Whether the next thing is to ask a model to judge, unless no budget covers that. */
    boolean judges(TaskState state) {
        Step next = Decide.next(state);
        return (next instanceof Step.Reflect || next instanceof Step.Finish) && judging.wantsOpinion(state);
    }

    /** Whether calls were under way at a stop whose tools are not there now: what becomes of them can wait for these. */
    boolean awaitsTools(TaskState state) {
        return Decide.next(state) instanceof Step.RecoverCalls(var left) && calls.awaitsTool(state, left);
    }

    /**
     * Adds to the draft the intents of calls that can begin while others of the task are under way, and gives these calls. What needs a
     * person's word first waits until nothing is under way.
     */
    List<ReadyCall> beside(Draft draft, Known known) {
        return calls.beginFree(draft, Decide.beside(draft.state()), known);
    }

    /**
     * Adds the intent to ask an engine, or ends the task where no budget covers it.
     *
     * @return whether it is to be asked
     */
    boolean ask(Draft draft, ReasoningStarted intent, Purse purse) {
        Optional<String> refusal = refusal(draft, intent, purse);
        if (refusal.isPresent()) {
            ending.fail(draft, BUDGET_EXHAUSTED, refusal.get(), null);
        } else {
            draft.add(intent);
        }
        return refusal.isEmpty();
    }

    /**
     * Adds the intent to ask an engine what to make of a step, unless no budget covers that.
     *
     * @return whether it is to be asked; else the plan goes on by {@link #planByRules}
     */
    boolean criticize(Draft draft, ReasoningStarted intent, Purse purse) {
        boolean covered = covers(draft, intent, purse);
        if (covered) {
            draft.add(intent);
        }
        return covered;
    }

    /** Whether budgets cover what would be asked. */
    boolean covers(Draft draft, ReasoningStarted intent, Purse purse) {
        return refusal(draft, intent, purse).isEmpty();
    }

    /** As {@link #plan}, where an opinion was wanted that cannot be had. */
    Intended planByRules(Draft draft, Known known) {
        judgeByRules(draft, known);
        return plan(draft, known);
    }

    /** Adds what rules make of a step; what follows from that is planned later. */
    void judgeByRules(Draft draft, Known known) {
        judging.byRules(draft, known.context());
    }

    private static ToolCallSettled settled(Draft draft, Doubts.Conclusion conclusion) {
        return new ToolCallSettled(
                draft.task(), conclusion.call(), conclusion.resolution(), null, null, conclusion.by());
    }

    private static Optional<String> refusal(Draft draft, ReasoningStarted intent, Purse purse) {
        Progress progress = draft.state().progress();
        return Decide.tooDear(progress, intent.reservedCost()).or(() -> purse.hold(intent.reservedCost()));
    }

    private static void perceive(Draft draft, TaskMemory.Context context) {
        draft.add(new ContextGathered(
                draft.task(),
                context.items().stream().map(RecalledItem::id).toList(),
                context.turns().stream().map(TaskMemory.Turn::seq).toList(),
                context.vectors(),
                context.earlier() == null ? null : context.earlier().recorded(),
                null,
                context.rules() == null ? null : context.rules().seq(),
                context.offered()));
    }
}
