package dev.walden.orchestrator;

import dev.walden.activity.TaskEvent.ReasoningFinished;
import dev.walden.activity.TaskEvent.ReasoningStarted;
import dev.walden.activity.TaskEvent.Reflected;
import dev.walden.activity.TaskEvent.Verdict;
import dev.walden.conversation.Message;
import dev.walden.conversation.Reply;
import dev.walden.orchestrator.TaskState.Criticizing;
import dev.walden.orchestrator.TaskState.Judged;
import dev.walden.orchestrator.TaskState.Reasoning;
import dev.walden.orchestrator.TaskState.Reflecting;

/** The part of {@link Fold} that follows a verdict, on results of tools or on an answer, and the asking of a model for one. Pure. */
final class FoldVerdicts {

    private FoldVerdicts() {}

    /** A model is about to be asked for its opinion. */
    static TaskState asked(TaskState state, ReasoningStarted started) {
        Judged judged = state.toJudge()
                .orElseThrow(() -> new IllegalStateException("Task %s has nothing to judge in state %s."
                        .formatted(started.task(), state.kind().code())));
        Progress progress = judged.progress();
        return new Criticizing(
                judged.with(progress.spending(progress.usage().reserving(started))
                        .with(progress.critiques().asking())),
                null);
    }

    /** It told its opinion, or no engine did. */
    static TaskState told(Criticizing state, ReasoningFinished finished) {
        Progress progress = state.progress();
        return new Criticizing(
                state.judged().with(progress.spending(progress.usage().settling(finished))),
                new Opinion(finished.engine(), finished.reply()));
    }

    static TaskState next(TaskState state, Reflected reflected) {
        return switch (state.toJudge().orElse(null)) {
            case Reflecting(Progress progress, ToolBatch calls, var _)
            when reflected.verdict() == Verdict.GIVE_UP -> new Reflecting(progress, calls, reflected.reason());
            case Reasoning(Progress progress, Reply.Answer answer) -> ofAnswer(progress, answer, reflected);
            case null, default -> new Reasoning(told(state.progress(), reflected), null);
        };
    }

    private static TaskState ofAnswer(Progress progress, Reply.Answer answer, Reflected reflected) {
        if (reflected.verdict() == Verdict.ACCEPT) {
            return new Reasoning(progress.with(progress.critiques().accepting(progress.usage())), answer);
        }
        Progress sentBack = reflected.by() == null
                ? progress
                : progress.with(progress.critiques().sendingBack());
        return new Reasoning(told(sentBack.saying(Message.Assistant.answering(answer.text())), reflected), null);
    }

    /** The engine hears why it is asked again. What is good, it only goes on with. */
    private static Progress told(Progress progress, Reflected reflected) {
        String reason = reflected.reason();
        return reason == null || reflected.verdict() == Verdict.ACCEPT
                ? progress
                : progress.saying(new Message.Note(reason));
    }
}
