package dev.walden.orchestrator;

import dev.walden.conversation.Reply;
import java.util.List;

/** What a task does next. Decided by {@link Decide}, carried out by {@link TaskRunner}. */
sealed interface Step {

    /** Leave the queue. */
    record Start() implements Step {}

    /** Ask memory what may matter. */
    record Perceive() implements Step {}

    /** Ask an engine. */
    record Reason() implements Step {}

    /**
     * Make these calls: they were asked for, or a person said to run them again.
     *
     * @param calls at most {@link Decide#CALLS_AT_ONCE}
     */
    record CallTools(List<ToolBatch.Entry> calls) implements Step {}

    /**
     * Find out what to do about calls that were started in an earlier life of the process and have no outcome.
     *
     * @param calls all such
     */
    record RecoverCalls(List<ToolBatch.Entry> calls) implements Step {}

    /** Settle a call in doubt by what was found out or done about it. */
    record SettleDoubt(Doubts.Conclusion conclusion) implements Step {}

    /**
     * Find out about calls in doubt where that can be done; else rest.
     *
     * @param calls those that nobody has looked into
     */
    record ProbeDoubts(List<ToolBatch.Entry> calls) implements Step {}

    /**
     * Wait for sub-tasks; nothing else is left to do.
     *
     * @param calls those that wait
     */
    record AwaitDelegates(List<ToolBatch.Entry> calls) implements Step {}

    /** Judge the results. */
    record Reflect(ToolBatch calls) implements Step {}

    /** Judge the step that a model was asked about, with its opinion. */
    record Heed(Opinion opinion) implements Step {}

    /** End with what an engine came to. */
    record Finish(Reply reply) implements Step {}

    /** End without an answer. */
    record Fail(String code, String message) implements Step {}

    /** Nothing, until a person acts; or for ever, when the task has ended. */
    record Rest() implements Step {}
}
