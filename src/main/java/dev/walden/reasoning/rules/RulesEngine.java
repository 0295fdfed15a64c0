package dev.walden.reasoning.rules;

import dev.walden.conversation.Reply;
import dev.walden.conversation.TokenUsage;
import dev.walden.conversation.ToolCall;
import dev.walden.reasoning.Engine;
import dev.walden.reasoning.Prompt;
import dev.walden.reasoning.ReasoningGateway.Reasoned;
import dev.walden.reasoning.TaskSoFar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Answers by fixed rules, without a model: cuts the task's words into steps, calls the tool of each, and reports what came of
 * it. Every reply is worked out anew from the prompt: the plan from the task's words, the progress from the calls and results in
 * the conversation. Immutable.
 */
public final class RulesEngine implements Engine {

    private final String name;

    /** An engine of this name. */
    public RulesEngine(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Reasoned reply(Prompt prompt, Duration atMost) {
        TaskSoFar task = TaskSoFar.of(prompt);
        Plan plan = Plan.of(task.input());
        Progress progress = Progress.of(plan, prompt, task);
        List<Want> ready = progress.ready();
        Reply reply = ready.isEmpty() ? answer(prompt, task, plan, progress.outcomes()) : calls(task, ready);
        return new Reasoned(name, reply, TokenUsage.ZERO);
    }

    private static Reply calls(TaskSoFar task, List<Want> wants) {
        int number = task.calls();
        List<ToolCall> calls = new ArrayList<>();
        for (Want want : wants) {
            number++;
            calls.add(ToolCall.of("c" + number, want.tool(), want.arguments()));
        }
        return new Reply.UseTools("", calls);
    }

    private static Reply answer(Prompt prompt, TaskSoFar task, Plan plan, List<Outcome> outcomes) {
        Extracts extracts = new Extracts(told(outcomes), prompt.recalled(), task.earlier());
        return new AnswerComposer(extracts).answer(plan, outcomes);
    }

    /** What the task itself has put into memory: later questions in it may ask for that. */
    private static List<String> told(List<Outcome> outcomes) {
        List<String> told = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Outcome.Succeeded(Want want, String _)
                    && want.tool().equals("remember")) {
                told.add(String.valueOf(want.arguments().get("text")));
            }
        }
        return told;
    }
}
