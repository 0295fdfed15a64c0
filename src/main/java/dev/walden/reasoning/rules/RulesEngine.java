package dev.walden.reasoning.rules;

import dev.walden.conversation.Reply;
import dev.walden.conversation.TokenUsage;
import dev.walden.conversation.ToolCall;
import dev.walden.reasoning.Engine;
import dev.walden.reasoning.EngineException;
import dev.walden.reasoning.Prompt;
import dev.walden.reasoning.ReasoningGateway.Reasoned;
import dev.walden.reasoning.RunRequest;
import dev.walden.reasoning.TaskSoFar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Answers by fixed rules, without a model: cuts the task's words into steps, calls the tool of each, and reports what came of
 * it. Every reply is worked out anew from the prompt: the plan from the task's words, the progress from the calls and results in
 * the conversation. Immutable.
 */
public final class RulesEngine implements Engine {

    private final String name;
    private final boolean standsIn;

    /** An engine of this name. What it cannot do, it says in its answer. */
    public RulesEngine(String name) {
        this(name, false);
    }

    private RulesEngine(String name, boolean standsIn) {
        this.name = name;
        this.standsIn = standsIn;
    }

    @Override
    public String name() {
        return name;
    }

    /**
     * Replies only to tasks that it understands wholly, has the tools for, and knows an answer to every question of. That is judged
     * as of before the first step, so that it does not refuse at the end what it has begun: a tool that fails is told in the answer.
     */
    @Override
    public Engine standIn() {
        return new RulesEngine(name, true);
    }

    @Override
    public Reasoned reply(Prompt prompt, Duration atMost) throws EngineException {
        try {
            return ScopedValue.where(Deadline.NANOS, Deadline.in(atMost)).call(() -> reply(prompt));
        } catch (Deadline.Passed _) {
            throw EngineException.timedOut("Engine " + name + " was not done with reading within " + atMost + ".");
        }
    }

    @Override
    public long longestReply() {
        return 0;
    }

    /**
     * A request to run a procedure that has steps: what is to be called is written there, and nothing is left to think about, unless its
     * outcome is to be put into JSON.
     */
    @Override
    public boolean takes(Prompt prompt) {
        if (prompt.outputSchema() != null) {
            return false;
        }
        TaskSoFar task = TaskSoFar.of(prompt);
        return RunRequest.of(task.input())
                .filter(request -> request.complaint().isEmpty())
                .filter(request -> new ProcedureRun(request, prompt, task).direct())
                .isPresent();
    }

    private Reasoned reply(Prompt prompt) throws EngineException {
        if (prompt.outputSchema() != null) {
            throw EngineException.permanent(
                    "beyond_rules",
                    "Engine " + name + " gives no answers that are JSON by a schema. Name an engine that is a model.");
        }
        TaskSoFar task = TaskSoFar.of(prompt);
        Optional<RunRequest> run = RunRequest.of(task.input());
        Reply reply = run.isPresent() ? run(run.get(), prompt, task) : reply(prompt, task);
        return new Reasoned(name, reply, TokenUsage.ZERO);
    }

    /** In the place of another engine only what needs none: "run home" may mean something else, and what it began would be done again. */
    private Reply run(RunRequest request, Prompt prompt, TaskSoFar task) throws EngineException {
        ProcedureRun run = new ProcedureRun(request, prompt, task);
        if (standsIn && !(request.complaint().isEmpty() && run.direct())) {
            throw beyondRules();
        }
        return run.reply();
    }

    private Reply reply(Prompt prompt, TaskSoFar task) throws EngineException {
        Plan plan = Plan.of(task.input());
        if (standsIn && !withinRules(plan, prompt, task)) {
            throw beyondRules();
        }
        Progress progress = Progress.of(plan, prompt, task);
        List<Want> ready = progress.ready();
        return ready.isEmpty() ? answer(prompt, task, plan, progress.outcomes()) : calls(task, ready);
    }

    private EngineException beyondRules() {
        return EngineException.permanent("beyond_rules", "Engine " + name + " cannot do this task by fixed rules.");
    }

    /** Looks at nothing that the task's own steps change: every reply of one task has the same verdict. */
    private static boolean withinRules(Plan plan, Prompt prompt, TaskSoFar task) {
        TaskSoFar untouched = new TaskSoFar(task.earlier(), task.input(), List.of());
        if (!plan.understood() || !Progress.of(plan, prompt, untouched).possible()) {
            return false;
        }
        Extracts extracts = new Extracts(plan.tells(), prompt.recalled(), task.earlier());
        return plan.questions().stream()
                .allMatch(question -> extracts.answer(question).isPresent());
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
