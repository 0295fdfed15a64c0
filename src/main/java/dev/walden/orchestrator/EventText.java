package dev.walden.orchestrator;

import dev.walden.activity.ActivityEvent;
import dev.walden.activity.EventJson;
import dev.walden.activity.JsonText;
import dev.walden.activity.MemoryEvent.EpisodeRecorded;
import dev.walden.activity.TaskEvent;
import dev.walden.activity.ToolCallEvent;
import dev.walden.activity.ToolCallEvent.ToolCallStarted;
import dev.walden.conversation.Reply;
import dev.walden.conversation.ToolCall;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An event in a few words, for people who read what a task did. Pure. */
final class EventText {

    private static final int MAX_WORDS = 120;

    private EventText() {}

    /** Its name in the log. */
    static String name(ActivityEvent event) {
        return EventJson.of(event).type();
    }

    /** Name and details. */
    static String of(ActivityEvent event) {
        return (name(event) + " " + details(event)).strip();
    }

    /** What it says; empty when the name says all. */
    static String details(ActivityEvent event) {
        String details = switch (event) {
            case ToolCallEvent ofCall -> ofCall(ofCall);
            case TaskEvent ofTask -> ofTask(ofTask);
            case EpisodeRecorded left -> left.outcome() + ", tools " + left.tools();
            default -> "";
        };
        String line = details.replaceAll("\\s+", " ").strip();
        return line.length() <= MAX_WORDS ? line : line.substring(0, MAX_WORDS) + "…";
    }

    private static String ofTask(TaskEvent event) {
        return switch (event) {
            case TaskEvent.TaskSubmitted submitted -> quoted(submitted.input());
            case TaskEvent.TaskStarted _ -> "";
            case TaskEvent.ContextGathered gathered ->
                gathered.items().size() + " items, " + gathered.turns().size() + " turns"
                        + (gathered.rules() == null ? "" : ", rules of record " + gathered.rules());
            case TaskEvent.ReasoningStarted started ->
                "engine " + started.engine() + (started.critique() ? ", to judge" : "");
            case TaskEvent.ReasoningFinished finished -> reply(finished.reply());
            case TaskEvent.Reflected reflected ->
                code(reflected.verdict()) + by(reflected.by()) + reason(reflected.reason());
            case TaskEvent.TaskPaused paused -> "by " + paused.by();
            case TaskEvent.TaskResumed resumed -> "by " + resumed.by();
            case TaskEvent.TaskCancelled cancelled -> "by " + cancelled.by();
            case TaskEvent.TaskCompleted completed -> quoted(completed.output());
            case TaskEvent.TaskFailed failed -> failed.code() + reason(failed.output());
            case ToolCallEvent ofCall -> ofCall(ofCall);
        };
    }

    private static String ofCall(ToolCallEvent event) {
        return switch (event) {
            case ToolCallStarted started -> started(started);
            case ToolCallEvent.ToolCallFinished ended ->
                ended.call() + " " + code(ended.outcome()) + reason(ended.text());
            case ToolCallEvent.ToolCallInDoubt doubt -> doubt.call() + reason(doubt.reason());
            case ToolCallEvent.ToolCallSettled settled ->
                settled.call() + " " + code(settled.resolution()) + ", by " + settled.settledBy();
            case ToolCallEvent.ProbeBegun probe ->
                "%s of %s: %s%s%s"
                        .formatted(
                                probe.probe(),
                                probe.call(),
                                probe.tool(),
                                arguments(probe.arguments()),
                                by(probe.begunBy()));
            case ToolCallEvent.CompensationBegun undo ->
                "%s of %s: %s%s, by %s"
                        .formatted(
                                undo.compensation(),
                                undo.call(),
                                undo.tool(),
                                arguments(undo.arguments()),
                                undo.begunBy());
            case ToolCallEvent.ApprovalRequested asked -> asked.call() + reason(asked.reason());
            case ToolCallEvent.ApprovalDecided decided ->
                code(decided.decision()) + ", by " + Objects.requireNonNullElse(decided.decidedBy(), "nobody in time")
                        + (decided.arguments() == null ? "" : ", with " + arguments(decided.arguments()));
            case ToolCallEvent.TaskDelegated begun -> begun.call() + " to " + begun.child();
            case ToolCallEvent.DelegationEnded ended ->
                ended.call() + " " + code(ended.outcome()) + reason(ended.text());
            case ToolCallEvent.PlanMade plan ->
                plan.call() + ", " + plan.steps().size() + " steps";
            case ToolCallEvent.InputRequested asked -> asked.call() + " " + quoted(asked.question());
            case ToolCallEvent.InputGiven given -> quoted(given.text());
        };
    }

    private static String started(ToolCallStarted started) {
        return "%s %s%s (%s, attempt %d)"
                .formatted(
                        started.call(),
                        started.tool(),
                        arguments(started.arguments()),
                        started.sideEffect().code(),
                        started.attempt());
    }

    private static String reply(Reply reply) {
        return switch (reply) {
            case Reply.Answer(String text, var _) -> "answer " + quoted(text);
            case Reply.UseTools(String _, var calls) ->
                "wants " + calls.stream().map(EventText::wanted).collect(Collectors.joining(", "));
            case Reply.Refusal(String text) -> "refusal " + quoted(text);
            case Reply.Unavailable(String code, String _) -> "unavailable: " + code;
        };
    }

    private static String wanted(ToolCall call) {
        return call.id() + " " + call.tool() + call.malformed().orElseGet(() -> arguments(call.arguments()));
    }

    private static String arguments(Map<String, @Nullable Object> arguments) {
        return JsonText.write(arguments);
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }

    private static String reason(@Nullable String reason) {
        return reason == null ? "" : ": " + reason;
    }

    private static String by(@Nullable String engine) {
        return engine == null ? "" : " by " + engine;
    }

    private static String code(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
