package dev.walden.orchestrator;

import dev.walden.activity.TaskEvent.Verdict;
import dev.walden.conversation.Message;
import dev.walden.conversation.Reply;
import dev.walden.memory.TaskMemory;
import dev.walden.orchestrator.TaskState.Judged;
import dev.walden.orchestrator.TaskState.Reasoning;
import dev.walden.orchestrator.TaskState.Reflecting;
import dev.walden.reasoning.Instructions;
import dev.walden.reasoning.Prompt;
import java.util.ArrayList;
import java.util.List;

/**
 * What a model is asked that judges a step: all that the task's engine was told, what came of it, and no tools. The same when it is asked
 * and when it is put together again. Pure.
 */
final class CritiquePrompt {

    /** The version that is asked with. */
    static final String CURRENT = "critique-1";

    private CritiquePrompt() {}

    /** @param state that has something to judge */
    static Prompt of(Instructions instructions, TaskState state, TaskMemory.Context context) {
        Judged judged = state.toJudge().orElseThrow();
        List<Message> messages = new ArrayList<>(WholePrompt.messages(judged.progress(), context));
        String schema = switch (judged) {
            case Reflecting(Progress progress, ToolBatch calls, var _) -> {
                messages.add(new Message.Note(
                        question(Reflection.judge(progress, calls).verdict())));
                yield Critique.OF_RESULTS;
            }
            case Reasoning reasoning -> {
                reasoning.finalReply().ifPresent(reply -> messages.add(answer(reply)));
                messages.add(
                        new Message.Note(
                                "Judge the answer, which is the last thing that the agent said. If you find it good, it is given out."));
                yield Critique.OF_ANSWER;
            }
        };
        return new Prompt(
                instructions.version(),
                instructions.text(),
                WholePrompt.rules(context),
                WholePrompt.recalled(context),
                messages,
                List.of(),
                List.of(),
                schema);
    }

    private static String question(Verdict byRules) {
        String rules = byRules == Verdict.GIVE_UP
                ? " By rules the task would end here, as it does not get on: only retry or replan keep it going, with a way"
                        + " that was not tried."
                : " By rules they are not good.";
        return "Judge the last calls of the agent and their results." + rules;
    }

    private static Message answer(Reply reply) {
        return Message.Assistant.answering(reply instanceof Reply.Answer(String text, var _) ? text : "");
    }
}
