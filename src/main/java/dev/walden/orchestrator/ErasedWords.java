package dev.walden.orchestrator;

import dev.walden.activity.ActivityEvent;
import dev.walden.activity.PlannedStep;
import dev.walden.activity.RecordedEvent;
import dev.walden.activity.TaskEvent;
import dev.walden.activity.TaskEvent.ReasoningFinished;
import dev.walden.activity.ToolCallEvent;
import dev.walden.activity.ToolCallEvent.ApprovalDecided;
import dev.walden.activity.ToolCallEvent.ApprovalRequested;
import dev.walden.activity.ToolCallEvent.InputRequested;
import dev.walden.activity.ToolCallEvent.PlanMade;
import dev.walden.activity.ToolCallEvent.ToolCallStarted;
import dev.walden.conversation.Reply;
import dev.walden.conversation.ToolCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Records of a task whose words were erased, fit to be decided by again. The arguments of all its calls are gone, so that each looks
 * like any other of its tool, and a consent is bound to what nobody knows: here each call has arguments of its own, the same in every
 * record that speaks of it. Where only some records were rewritten yet, the others are read as if they were. Confined to its thread.
 */
final class ErasedWords {

    private final Map<String, ToolCall> calls = new HashMap<>();
    private final Map<String, PlanMade> plans = new HashMap<>();

    private ErasedWords() {}

    /** Whether a record of these has lost its words. */
    static boolean isIn(List<RecordedEvent> records) {
        return records.stream().anyMatch(entry -> hadWords(entry.event()) && entry.equals(entry.wordless()));
    }

    /** The records with arguments in place of the erased ones. */
    static List<RecordedEvent> replaced(List<RecordedEvent> records) {
        ErasedWords words = new ErasedWords();
        records.forEach(entry -> {
            if (entry.event() instanceof PlanMade made) {
                words.plans.put(made.call(), made);
            }
        });
        return records.stream()
                .map(RecordedEvent::wordless)
                .map(entry -> new RecordedEvent(entry.seq(), entry.at(), words.of(entry.event())))
                .toList();
    }

    private static boolean hadWords(ActivityEvent event) {
        return switch (event) {
            case TaskEvent.TaskSubmitted _, TaskEvent.TaskCompleted _, ToolCallEvent.ToolCallFinished _ -> true;
            case ReasoningFinished finished -> !(finished.reply() instanceof Reply.Unavailable);
            default -> false;
        };
    }

    private ActivityEvent of(ActivityEvent event) {
        return switch (event) {
            case ReasoningFinished(
                    var task,
                    var engine,
                    Reply.UseTools(var text, var wanted),
                    var usage,
                    var cost,
                    var took,
                    var _,
                    var cut) ->
                new ReasoningFinished(
                        task,
                        engine,
                        new Reply.UseTools(text, wanted.stream().map(this::call).toList()),
                        usage,
                        cost,
                        took,
                        null,
                        cut);
            case ToolCallStarted(var task, var call, var tool, var _, var effect, var key, var attempt) ->
                new ToolCallStarted(task, call, tool, arguments(call), effect, key, attempt);
            case ApprovalRequested(var task, var approval, var call, var digest, var reason, var expiry) ->
                new ApprovalRequested(
                        task,
                        approval,
                        call,
                        Optional.ofNullable(calls.get(call))
                                .map(CallRules::digest)
                                .orElse(digest),
                        reason,
                        expiry);
            case ApprovalDecided decided when decided.arguments() != null -> edited(decided);
            case InputRequested(var task, var call, var _) -> new InputRequested(task, call, question(call));
            default -> event;
        };
    }

    private ApprovalDecided edited(ApprovalDecided decided) {
        return new ApprovalDecided(
                decided.task(),
                decided.approval(),
                decided.decision(),
                decided.comment(),
                decided.decidedBy(),
                arguments(CallRules.callOf(decided.task(), decided.approval())),
                decided.untrusted());
    }

    private ToolCall call(ToolCall wanted) {
        PlanMade plan = plans.get(wanted.id());
        ToolCall call = wanted.malformed().isPresent()
                ? new ToolCall(wanted.id(), wanted.tool(), Map.of(), question(wanted.id()))
                : ToolCall.of(
                        wanted.id(), wanted.tool(), plan == null ? argumentsOf(wanted) : Map.of("steps", steps(plan)));
        calls.put(call.id(), call);
        return call;
    }

    /** The plan as it was recorded, with steps that are called by their numbers. */
    private List<Map<String, Object>> steps(PlanMade plan) {
        List<Map<String, Object>> steps = new ArrayList<>();
        for (PlannedStep step : plan.steps()) {
            int number = steps.size() + 1;
            ToolCall call = ToolCall.of(PlanMade.callOf(plan.call(), number), step.tool(), Map.of());
            ToolCall filled = ToolCall.of(call.id(), call.tool(), argumentsOf(call));
            calls.put(call.id(), filled);
            steps.add(Map.of(
                    "name", String.valueOf(number),
                    "tool", step.tool(),
                    "arguments", filled.arguments(),
                    "after", step.after().stream().map(String::valueOf).toList()));
        }
        return steps;
    }

    private Map<String, @Nullable Object> arguments(String call) {
        return Optional.ofNullable(calls.get(call)).map(ToolCall::arguments).orElse(Map.of());
    }

    private static Map<String, @Nullable Object> argumentsOf(ToolCall call) {
        return call.tool().equals(AskUserTool.NAME)
                ? Map.of(AskUserTool.QUESTION, question(call.id()))
                : Map.of("forgotten", call.id());
    }

    private static String question(String call) {
        return "[forgotten] " + call;
    }
}
