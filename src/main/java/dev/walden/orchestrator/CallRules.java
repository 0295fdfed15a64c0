package dev.walden.orchestrator;

import dev.walden.activity.ActivityEvent;
import dev.walden.activity.CanonicalJson;
import dev.walden.activity.TaskEvent;
import dev.walden.activity.TaskId;
import dev.walden.activity.ToolCallEvent.ToolCallFinished;
import dev.walden.activity.ToolCallEvent.ToolCallInDoubt;
import dev.walden.activity.ToolCallEvent.ToolCallOutcome;
import dev.walden.conversation.ToolCall;
import java.time.Duration;
import java.util.Map;

/**
 * What configuration says of calls that need a person.
 *
 * @param approvalLifetime how long a request for consent stands
 * @param doubtGoesTo who hears of a call in doubt
 */
record CallRules(Duration approvalLifetime, DoubtGoesTo doubtGoesTo) {

    /** How the model is told of an outcome that nobody knows. */
    static final String UNKNOWN = "The outcome of this call is unknown: ";

    /** The record of an outcome that nobody knows. Untrusted where the model reads it: the reason may quote a server. */
    TaskEvent unknown(TaskId task, String call, String reason, Duration took) {
        return switch (doubtGoesTo) {
            case PERSON -> new ToolCallInDoubt(task, call, reason);
            case MODEL ->
                new ToolCallFinished(
                        task,
                        call,
                        ToolCallOutcome.UNKNOWN,
                        UNKNOWN + reason + " Do not simply repeat it.",
                        false,
                        took);
        };
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
