package dev.walden.orchestrator;

import dev.walden.activity.TaskEvent.Reflected;
import dev.walden.activity.TaskEvent.TaskSubmitted;
import dev.walden.activity.TaskEvent.Verdict;
import dev.walden.conversation.Reply;
import dev.walden.memory.TaskMemory;
import dev.walden.orchestrator.Reflection.Judgement;
import dev.walden.orchestrator.TaskState.Judged;
import dev.walden.orchestrator.TaskState.Reasoning;
import dev.walden.orchestrator.TaskState.Reflecting;
import java.util.Optional;

/** Drafts the verdict on what a step came to: by rules, or by a model's opinion where that is asked for and was told. Pure. */
final class Judging {

    /** What follows a verdict must still be possible: the model that judges does not use up the task's last call. */
    private static final int CALLS_OF_A_CRITIQUE = 2;

    private final Ending ending;
    private final CritiqueRule critiques;

    Judging(Ending ending, CritiqueRule critiques) {
        this.ending = ending;
        this.critiques = critiques;
    }

    /** Whether a model is to be asked before the step is judged, as far as the task's limits say. */
    boolean wantsOpinion(TaskState state) {
        boolean wanted = switch (judged(state)) {
            case Reflecting(Progress progress, ToolBatch calls, var _) ->
                critiques.ofResults(progress)
                        && Reflection.judge(progress, calls).verdict() != Verdict.ACCEPT;
            case Reasoning(Progress progress, var reply) ->
                reply instanceof Reply.Answer
                        && critiques.ofAnswers(progress)
                        && !progress.critiques().haveAccepted(progress.usage())
                        && StructuredAnswer.of(progress.submission(), reply) instanceof StructuredAnswer.Fits;
        };
        return wanted
                && !followsAProcedure(state.progress().submission())
                && Decide.usedUp(state, CALLS_OF_A_CRITIQUE).isEmpty();
    }

    /** What is carried out without a model is not told to one, and would take no advice. */
    private static boolean followsAProcedure(TaskSubmitted asked) {
        return asked.run() != null && !asked.run().equals(TaskMemory.NO_RUN) && asked.outputSchema() == null;
    }

    /** Judges by rules alone. */
    void byRules(Draft draft, TaskMemory.Context context) {
        switch (judged(draft.state())) {
            case Reflecting(Progress progress, ToolBatch calls, var _) ->
                reflect(draft, Reflection.judge(progress, calls));
            case Reasoning reasoning -> finish(draft, reasoning.finalReply().orElseThrow(), context);
        }
    }

    /** Judges by an opinion, or by rules where it is none. */
    void heed(Draft draft, Opinion opinion, TaskMemory.Context context) {
        Optional<Reflected> verdict = switch (judged(draft.state())) {
            case Reflecting(Progress progress, ToolBatch calls, var _) ->
                ofResults(draft, opinion, Reflection.judge(progress, calls));
            case Reasoning reasoning -> ofAnswer(draft, opinion, reasoning);
        };
        verdict.ifPresentOrElse(draft::add, () -> byRules(draft, context));
    }

    private static Judged judged(TaskState state) {
        return state.toJudge().orElseThrow();
    }

    /** Where rules would give the task up, "good enough" says nothing: only another way keeps it going. */
    private static Optional<Reflected> ofResults(Draft draft, Opinion opinion, Judgement byRules) {
        return Critique.of(Critique.OF_RESULTS, opinion.reply())
                .filter(said -> said.verdict() != Verdict.ACCEPT || byRules.verdict() != Verdict.GIVE_UP)
                .map(said -> new Reflected(
                        draft.task(),
                        said.verdict(),
                        said.verdict() == Verdict.ACCEPT || byRules.reason() == null
                                ? said.ofResults()
                                : byRules.reason() + " " + said.ofResults(),
                        opinion.engine()));
    }

    /** An answer is not sent back for a call that the task may not make any more. */
    private static Optional<Reflected> ofAnswer(Draft draft, Opinion opinion, Reasoning answered) {
        return Critique.of(Critique.OF_ANSWER, opinion.reply())
                .filter(said -> said.verdict() == Verdict.ACCEPT
                        || Decide.usedUp(answered, 1).isEmpty())
                .map(said -> new Reflected(draft.task(), said.verdict(), said.ofAnswer(), opinion.engine()));
    }

    /** An answer that does not fit its schema is sent back once, besides what a model sends back. */
    private void finish(Draft draft, Reply reply, TaskMemory.Context context) {
        Progress progress = draft.state().progress();
        switch (StructuredAnswer.of(progress.submission(), reply)) {
            case StructuredAnswer.Fits(var fitting) -> ending.finish(draft, fitting, context);
            case StructuredAnswer.Unfit(String output, String complaint) -> {
                if (progress.messages().answers() > progress.critiques().sentBack()) {
                    ending.fail(draft, StructuredAnswer.OUTPUT_INVALID, StructuredAnswer.failure(complaint), output);
                } else {
                    draft.add(new Reflected(draft.task(), Verdict.RETRY, StructuredAnswer.again(complaint)));
                }
            }
        }
    }

    private static void reflect(Draft draft, Judgement judgement) {
        if (judgement.verdict() == Verdict.ACCEPT) {
            draft.accept();
        } else {
            draft.add(new Reflected(draft.task(), judgement.verdict(), judgement.reason()));
        }
    }
}
