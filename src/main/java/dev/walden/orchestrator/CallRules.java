package dev.walden.orchestrator;

import dev.walden.activity.ActivityEvent;
import dev.walden.activity.CanonicalJson;
import dev.walden.activity.TaskEvent;
import dev.walden.activity.TaskId;
import dev.walden.activity.ToolCallEvent.ToolCallFinished;
import dev.walden.activity.ToolCallEvent.ToolCallInDoubt;
import dev.walden.activity.ToolCallEvent.ToolCallOutcome;
import dev.walden.conversation.ToolCall;
import dev.walden.tools.CallInDoubt;
import dev.walden.tools.Remedies;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

/**
 * What configuration says of calls that need a person.
 *
 * @param approvalLifetime how long a request for consent stands
 * @param doubtGoesTo who hears of a call in doubt that nothing looks into first, by the call's id
 * @param remedies what can be done about one
 */
record CallRules(Duration approvalLifetime, Function<String, DoubtGoesTo> doubtGoesTo, Remedies remedies) {

    /** The same for every call in doubt. */
    static CallRules of(Duration approvalLifetime, DoubtGoesTo doubtGoesTo, Remedies remedies) {
        return new CallRules(approvalLifetime, _ -> doubtGoesTo, remedies);
    }

    /** How the model is told of an outcome that nobody knows. */
    static final String UNKNOWN = "The outcome of this call is unknown: ";

    /**
     * The record of an outcome that nobody knows. Untrusted where the model reads it: the reason may quote a server. No model is told
     * before a probe has looked, nor of a call that it did not ask for.
     */
    TaskEvent unknown(TaskId task, ToolCall call, boolean asked, String reason, Duration took) {
        return switch (asked && !isProbed(task, call) ? doubtGoesTo.apply(call.id()) : DoubtGoesTo.PERSON) {
            case PERSON -> new ToolCallInDoubt(task, call.id(), reason);
            case MODEL ->
                new ToolCallFinished(
                        task,
                        call.id(),
                        ToolCallOutcome.UNKNOWN,
                        UNKNOWN + reason + " Do not simply repeat it.",
                        false,
                        took);
        };
    }

    /** Whether a call in doubt is looked into without a person. */
    boolean isProbed(TaskId task, ToolCall call) {
        return remedies.probe(inDoubt(task, call))
                .filter(Remedies.Probe::automatic)
                .isPresent();
    }

    /** The call in the words of who has remedies. */
    static CallInDoubt inDoubt(TaskId task, ToolCall call) {
        return new CallInDoubt(task.value(), CallPlanner.idempotencyKey(task, call), call);
    }

    /** Whether this is the record of an outcome that nobody knows. */
    static boolean isDoubt(ActivityEvent event) {
        return event instanceof ToolCallInDoubt || isDoubtForModel(event);
    }

    /** Whether it is one that the model was told of. */
    static boolean isDoubtForModel(ActivityEvent event) {
        return event instanceof ToolCallFinished finished && finished.outcome() == ToolCallOutcome.UNKNOWN;
    }

    /** The id of the request for consent to a call. */
    static String approvalOf(TaskId task, String call) {
        return task + "." + call;
    }

    /** The call whose request for consent has this id. */
    static String callOf(TaskId task, String approval) {
        return approval.substring(approvalOf(task, "").length());
    }

    /** What consent is bound to: the tool and the exact arguments. */
    static String digest(ToolCall call) {
        return CanonicalJson.sha256(Map.of("tool", call.tool(), "arguments", call.arguments()));
    }

    /** Who hears of a call in doubt. */
    enum DoubtGoesTo {
        /** The task waits until a person settles it. */
        PERSON,
        /** The model is told that the outcome is unknown, and goes on. */
        MODEL
    }
}
