package dev.walden.orchestrator;

import dev.walden.activity.TaskEvent.ContextGathered;
import dev.walden.activity.TaskEvent.ReasoningStarted;
import dev.walden.activity.TaskEvent.Reflected;
import dev.walden.activity.TaskEvent.TaskStarted;
import dev.walden.activity.TaskEvent.Verdict;
import dev.walden.conversation.RecalledItem;
import dev.walden.conversation.Reply;
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

    Planning(CallPlanner calls, Ending ending) {
        this.calls = calls;
        this.ending = ending;
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
                case Step.Reflect(ToolBatch results) -> reflect(draft, results);
                case Step.Finish(var reply) -> finish(draft, reply, known.context());
                case Step.Fail(String code, String message) -> ending.fail(draft, code, message, null);
                case Step.CallTools(var wanted) -> {
                    List<ReadyCall> ready = calls.begin(draft, wanted, known);
                    if (!ready.isEmpty()) {
                        return new Intended.Calling(ready);
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
        Progress progress = draft.state().progress();
        Optional<String> refusal = Decide.tooDear(progress, intent.reservedCost())
                .or(() -> purse.hold(progress.submission(), intent.reservedCost()));
        if (refusal.isPresent()) {
            ending.fail(draft, BUDGET_EXHAUSTED, refusal.get(), null);
        } else {
            draft.add(intent);
        }
        return refusal.isEmpty();
    }

    private static void perceive(Draft draft, TaskMemory.Context context) {
        draft.add(new ContextGathered(
                draft.task(),
                context.items().stream().map(RecalledItem::id).toList(),
                context.turns().stream().map(TaskMemory.Turn::seq).toList(),
                context.vectors(),
                context.earlier() == null ? null : context.earlier().recorded(),
                null,
                context.rules() == null ? null : context.rules().seq()));
    }

    /** An answer that does not fit its schema is sent back once. */
    private void finish(Draft draft, Reply reply, TaskMemory.Context context) {
        Progress progress = draft.state().progress();
        switch (StructuredAnswer.of(progress.submission(), reply)) {
            case StructuredAnswer.Fits(var fitting) -> ending.finish(draft, fitting, context);
            case StructuredAnswer.Unfit(String output, String complaint) -> {
                if (progress.messages().holdAnswer()) {
                    ending.fail(draft, StructuredAnswer.OUTPUT_INVALID, StructuredAnswer.failure(complaint), output);
                } else {
                    draft.add(new Reflected(draft.task(), Verdict.RETRY, StructuredAnswer.again(complaint)));
                }
            }
        }
    }

    private static void reflect(Draft draft, ToolBatch results) {
        Reflection.Judgement judgement = Reflection.judge(draft.state().progress(), results);
        if (judgement.verdict() == Verdict.ACCEPT) {
            draft.accept();
        } else {
            draft.add(new Reflected(draft.task(), judgement.verdict(), judgement.reason()));
        }
    }
}
