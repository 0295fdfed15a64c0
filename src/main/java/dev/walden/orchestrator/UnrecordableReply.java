package dev.walden.orchestrator;

import dev.walden.activity.TaskEvent;
import dev.walden.activity.TaskEvent.ReasoningFinished;
import dev.walden.conversation.Reply;
import java.util.List;

/** A reply that no record can hold: thousands of tool calls, or arguments of thousands of values. It counts, and is none. Pure. */
final class UnrecordableReply {

    /** Why a task has no reply of an engine that gave one. */
    static final String CODE = "reply_too_large";

    private UnrecordableReply() {}

    /** The outcomes of a step, with such replies as ones that did not come; the same when there are none. */
    static List<TaskEvent> replaced(List<TaskEvent> outcomes) {
        return outcomes.stream().map(UnrecordableReply::replaced).toList();
    }

    private static TaskEvent replaced(TaskEvent outcome) {
        if (!(outcome instanceof ReasoningFinished finished)
                || !(finished.reply() instanceof Reply.UseTools(var _, var calls))) {
            return outcome;
        }
        return new ReasoningFinished(
                finished.task(),
                finished.engine(),
                new Reply.Unavailable(
                        CODE,
                        "Engine %s asked for %d tool calls in one reply, more than a record can hold. Ask for less at once."
                                .formatted(finished.engine(), calls.size())),
                finished.usage(),
                finished.cost(),
                finished.duration(),
                null);
    }
}
