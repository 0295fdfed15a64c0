package dev.walden.orchestrator;

import dev.walden.activity.TaskEvent.Reflected;
import dev.walden.activity.TaskEvent.Verdict;
import dev.walden.conversation.Message;
import dev.walden.conversation.Reply;
import dev.walden.orchestrator.TaskState.Reasoning;
import dev.walden.orchestrator.TaskState.Reflecting;

/** The part of {@link Fold} that follows a verdict: on results of tools, or on an answer that is sent back. Pure. */
final class FoldVerdicts {

    private FoldVerdicts() {}

    static TaskState next(TaskState state, Reflected reflected) {
        if (state instanceof Reflecting(Progress progress, ToolBatch calls, var _)
                && reflected.verdict() == Verdict.GIVE_UP) {
            return new Reflecting(progress, calls, reflected.reason());
        }
        Progress progress = state instanceof Reasoning(Progress before, Reply.Answer(String text, var _))
                ? before.saying(Message.Assistant.answering(text))
                : state.progress();
        return new Reasoning(told(progress, reflected), null);
    }

    /** The engine hears why it is asked again. */
    private static Progress told(Progress progress, Reflected reflected) {
        String reason = reflected.reason();
        return reason == null ? progress : progress.saying(new Message.Note(reason));
    }
}
