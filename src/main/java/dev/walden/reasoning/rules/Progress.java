package dev.walden.reasoning.rules;

import dev.walden.conversation.Message;
import dev.walden.conversation.ToolCall;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.reasoning.Prompt;
import dev.walden.reasoning.TaskSoFar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How far each step of a plan is, found by comparing the calls it needs with the calls that the conversation holds. Calls are
 * matched by tool and arguments, not by position, so that it makes no difference who asked for them. Immutable once made.
 */
final class Progress {

    private static final Pattern LEADING_NUMBER = Pattern.compile("-?\\d[\\d,]*(?:\\.\\d+)?(?:[eE][+-]?\\d+)?");
    private static final Pattern EARLIER_RESULT = Pattern.compile("=\\s*(-?\\d[\\d,]*(?:\\.\\d+)?)(?![\\d.]*\\d)");

    private final Plan plan;
    private final Set<String> tools;
    private final Map<Want, Message.ToolResult> results;
    private final Optional<String> sessionResult;
    private final List<Outcome> outcomes = new ArrayList<>();

    private Progress(Plan plan, Prompt prompt, TaskSoFar task) {
        this.plan = plan;
        this.tools = prompt.tools().stream().map(ToolDescriptor::name).collect(Collectors.toSet());
        this.results = results(task.steps());
        this.sessionResult = sessionResult(task.earlier());
        plan.steps().forEach(step -> outcomes.add(outcome(step)));
    }

    static Progress of(Plan plan, Prompt prompt, TaskSoFar task) {
        return new Progress(plan, prompt, task);
    }

    List<Outcome> outcomes() {
        return List.copyOf(outcomes);
    }

    /** Whether every step has its tool, those that still wait too, and none is skipped. */
    boolean possible() {
        return plan.steps().stream().allMatch(step -> hasTool(step.intent()))
                && outcomes.stream().noneMatch(Outcome.Skipped.class::isInstance);
    }

    private boolean hasTool(Intent intent) {
        return Want.of(intent, "").map(want -> tools.contains(want.tool())).orElse(true);
    }

    /** What can be called now, at the same time; the same call twice counts once. */
    List<Want> ready() {
        return outcomes.stream()
                .filter(Outcome.Ready.class::isInstance)
                .map(outcome -> ((Outcome.Ready) outcome).want())
                .distinct()
                .toList();
    }

    private Outcome outcome(Plan.Step step) {
        if (!step.intent().needsResult()) {
            return outcome(step.intent(), "");
        }
        if (step.source().isEmpty()) {
            return sessionResult
                    .map(result -> outcome(step.intent(), result))
                    .orElseGet(() -> new Outcome.Skipped("there is no result that it could mean"));
        }
        int source = step.source().getAsInt();
        return switch (outcomes.get(source)) {
            case Outcome.Succeeded succeeded ->
                outcome(step.intent(), value(plan.steps().get(source).intent(), succeeded.text()));
            case Outcome.Ready _, Outcome.Waiting _ -> new Outcome.Waiting();
            case Outcome.Local _, Outcome.Failed _, Outcome.NoTool _, Outcome.Skipped _ ->
                new Outcome.Skipped("the step before it gave no result");
        };
    }

    private Outcome outcome(Intent intent, String result) {
        Optional<Want> needed = Want.of(intent, result);
        if (needed.isEmpty()) {
            return new Outcome.Local();
        }
        Want want = needed.get();
        Message.ToolResult done = results.get(want);
        if (done != null) {
            return done.succeeded() ? new Outcome.Succeeded(want, done.text()) : new Outcome.Failed(want, done.text());
        }
        if (!tools.contains(want.tool())) {
            return new Outcome.NoTool(want.tool());
        }
        return blocked(intent) ? new Outcome.Waiting() : new Outcome.Ready(want);
    }

    private boolean blocked(Intent intent) {
        for (int i = 0; i < outcomes.size(); i++) {
            if (!outcomes.get(i).ended()
                    && Conflicts.between(plan.steps().get(i).intent(), intent)) {
                return true;
            }
        }
        return false;
    }

    /** What later steps mean by the result: of a calculation the number, without remarks. */
    private static String value(Intent intent, String text) {
        Matcher number = LEADING_NUMBER.matcher(text.strip());
        return intent instanceof Intent.Calculate && number.lookingAt() ? number.group() : text.strip();
    }

    private static Map<Want, Message.ToolResult> results(List<Message> steps) {
        Map<String, Want> calls = new HashMap<>();
        Map<Want, Message.ToolResult> results = new HashMap<>();
        for (Message message : steps) {
            switch (message) {
                case Message.Assistant assistant -> {
                    for (ToolCall call : assistant.toolCalls()) {
                        calls.put(call.id(), new Want(call.tool(), call.arguments()));
                    }
                }
                case Message.ToolResult result -> {
                    Want want = calls.get(result.toolCallId());
                    if (want != null) {
                        results.put(want, result);
                    }
                }
                case Message.User _, Message.Note _ -> {}
            }
        }
        return results;
    }

    /** The result of a calculation in the turn before, when there was just one. */
    private static Optional<String> sessionResult(List<Message> earlier) {
        if (earlier.isEmpty() || !(earlier.getLast() instanceof Message.Assistant assistant)) {
            return Optional.empty();
        }
        List<String> found = EARLIER_RESULT
                .matcher(assistant.text())
                .results()
                .map(match -> match.group(1))
                .toList();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }
}
