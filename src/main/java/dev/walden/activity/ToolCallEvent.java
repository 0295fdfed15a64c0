package dev.walden.activity;

import dev.walden.conversation.ToolCall;
import dev.walden.plugin.SideEffect;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What happened to the tool calls of one reply. */
public sealed interface ToolCallEvent extends TaskEvent {

    /**
     * A tool is about to be called.
     *
     * @param call id of the tool call within the task
     * @param arguments exactly what the tool is given
     * @param idempotencyKey what a {@link SideEffect#KEYED} call sends along, null for other classes
     * @param attempt 1, or more when the call runs again after a crash or because a person said so
     */
    record ToolCallStarted(
            TaskId task,
            String call,
            String tool,
            Map<String, @Nullable Object> arguments,
            SideEffect sideEffect,
            @Nullable String idempotencyKey,
            int attempt)
            implements ToolCallEvent {
        public ToolCallStarted {
            arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
        }

        /** The first start of a call, exactly as the reply asked for it. */
        public static ToolCallStarted asAsked(TaskId task, ToolCall call, SideEffect sideEffect) {
            String key = sideEffect == SideEffect.KEYED ? keyOf(task, call.id()) : null;
            return new ToolCallStarted(task, call.id(), call.tool(), call.arguments(), sideEffect, key, 1);
        }

        /** What a keyed call of this id sends along, in every attempt. */
        public static String keyOf(TaskId task, String call) {
            return task + "." + call;
        }
    }

    /**
     * A tool call came to an end that is known; or it was never started because it may or can not be.
     *
     * @param text output, or why there is none, as the model is told
     * @param trusted whether Walden itself made the text
     * @param attachments what the tool gave back beside it
     * @param asked the engine's being asked with this result, right after; null when that has a record of its own
     */
    record ToolCallFinished(
            TaskId task,
            String call,
            ToolCallOutcome outcome,
            String text,
            boolean trusted,
            Duration duration,
            List<Attached> attachments,
            @Nullable Asked asked)
            implements ToolCallEvent {
        public ToolCallFinished {
            attachments = List.copyOf(attachments);
        }

        /** Alone, and of words alone. */
        public ToolCallFinished(
                TaskId task, String call, ToolCallOutcome outcome, String text, boolean trusted, Duration duration) {
            this(task, call, outcome, text, trusted, duration, List.of(), null);
        }

        /** The same with these attachments. */
        public ToolCallFinished giving(List<Attached> others) {
            return new ToolCallFinished(task, call, outcome, text, trusted, duration, others, asked);
        }

        /** The same with the intent that follows from it, or with none. */
        public ToolCallFinished with(@Nullable Asked intent) {
            return new ToolCallFinished(task, call, outcome, text, trusted, duration, attachments, intent);
        }

        @Override
        public List<TaskEvent> parts() {
            return asked == null ? List.of(this) : List.of(with(null), asked.by(task));
        }
    }

    /** A tool call was started, may have changed the world, and nobody knows. It is never run again unless a person says so. */
    record ToolCallInDoubt(TaskId task, String call, String reason) implements ToolCallEvent {}

    /**
     * A call in doubt was settled, by a person or by what a probe or a compensation came to.
     *
     * @param result what the model is told as the outcome; null for a standard sentence, or for the words of the probe
     * @param settledBy id of the API key, {@link #BY_PROBE} or {@link #BY_COMPENSATION}
     * @param untrusted whether the result is words of a key that may do less than the task
     */
    record ToolCallSettled(
            TaskId task,
            String call,
            Resolution resolution,
            @Nullable String result,
            @Nullable String comment,
            String settledBy,
            boolean untrusted)
            implements ToolCallEvent {
        /** With a result, if there is one, that is trusted as the task is. */
        public ToolCallSettled(
                TaskId task,
                String call,
                Resolution resolution,
                @Nullable String result,
                @Nullable String comment,
                String settledBy) {
            this(task, call, resolution, result, comment, settledBy, false);
        }

        /** In place of a key: the probe that was begun last found out. */
        public static final String BY_PROBE = "probe";
        /** In place of a key: another call undid it. */
        public static final String BY_COMPENSATION = "compensation";

        /** Whether the machine drew the conclusion, and no person. */
        public boolean byMachine() {
            return settledBy.equals(BY_PROBE) || settledBy.equals(BY_COMPENSATION);
        }
    }

    /**
     * A read-only call is to find out whether a call in doubt had its effect. It is a tool call of its own from now on.
     *
     * @param call the one in doubt
     * @param probe id of the call that finds out
     * @param succeededWhen regular expression that is found in its words when the call had its effect; null for none
     * @param failedWhen regular expression that is found in them when it had none; null for none
     * @param acts whether what is found is acted upon; else it is only told
     * @param notBefore the probe waits until then, as the effect may still be on its way
     * @param begunBy id of the API key; null when nobody had to ask for it
     */
    record ProbeBegun(
            TaskId task,
            String call,
            String probe,
            String tool,
            Map<String, @Nullable Object> arguments,
            @Nullable String succeededWhen,
            @Nullable String failedWhen,
            boolean acts,
            Instant notBefore,
            @Nullable String begunBy)
            implements ToolCallEvent {
        public ProbeBegun {
            arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
        }
    }

    /**
     * A person wants the effect of a call in doubt undone, by a call of its own.
     *
     * @param call the one in doubt
     * @param compensation id of the call that undoes it
     * @param begunBy id of the API key
     */
    record CompensationBegun(
            TaskId task,
            String call,
            String compensation,
            String tool,
            Map<String, @Nullable Object> arguments,
            @Nullable String comment,
            String begunBy)
            implements ToolCallEvent {
        public CompensationBegun {
            arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
        }
    }

    /**
     * A tool call waits for a person's consent.
     *
     * @param approval id, unique within the service
     * @param argumentsDigest SHA-256 of the tool's name and the exact arguments as canonical JSON, hex: the consent is bound to it
     * @param reason why consent is needed
     */
    record ApprovalRequested(
            TaskId task, String approval, String call, String argumentsDigest, String reason, Instant expiresAt)
            implements ToolCallEvent {}

    /**
     * A person consented or did not, or nobody spoke in time.
     *
     * @param decidedBy id of the API key, null when it expired
     * @param arguments what the call is made with in place of the arguments that were shown; null for just those
     * @param untrusted whether the arguments, or the comment of a rejection, are words of a key that may do less than the task
     */
    record ApprovalDecided(
            TaskId task,
            String approval,
            Decision decision,
            @Nullable String comment,
            @Nullable String decidedBy,
            @Nullable Map<String, @Nullable Object> arguments,
            boolean untrusted)
            implements ToolCallEvent {
        public ApprovalDecided {
            if (arguments != null) {
                arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
            }
        }

        /** By a key that may do what the task may, or by time. */
        public ApprovalDecided(
                TaskId task,
                String approval,
                Decision decision,
                @Nullable String comment,
                @Nullable String decidedBy,
                @Nullable Map<String, @Nullable Object> arguments) {
            this(task, approval, decision, comment, decidedBy, arguments, false);
        }

        /** On the arguments that were shown. */
        public ApprovalDecided(
                TaskId task, String approval, Decision decision, @Nullable String comment, @Nullable String decidedBy) {
            this(task, approval, decision, comment, decidedBy, null);
        }
    }

    /**
     * An engine's plan is carried out: its steps are tool calls from now on, with the plan's id, a point and their number as ids. What
     * a step is given, and what the engine calls it, stands in the call that brought the plan.
     *
     * @param call the one that brought the plan
     * @param steps in the engine's order
     */
    record PlanMade(TaskId task, String call, List<PlannedStep> steps) implements ToolCallEvent {
        public PlanMade {
            steps = List.copyOf(steps);
        }

        /** The id of the call that carries out a step. */
        public static String callOf(String plan, int number) {
            return plan + "." + number;
        }
    }

    /**
     * A sub-task is to be worked on, and the call waits for it.
     *
     * @param child its id, which follows from the task's and the call's
     * @param limits what it may use of what the task has left
     */
    record TaskDelegated(TaskId task, String call, TaskId child, TaskLimits limits) implements ToolCallEvent {}

    /**
     * The sub-task of a call ended, or could not be begun.
     *
     * @param text what it came to, as the engine is told
     * @param trusted false when words from outside may be in it
     * @param use what it used, which counts for the task
     */
    record DelegationEnded(
            TaskId task, String call, TaskId child, ToolCallOutcome outcome, String text, boolean trusted, TaskUse use)
            implements ToolCallEvent {}

    /** The task needs words from a person. */
    record InputRequested(TaskId task, String call, String question) implements ToolCallEvent {}

    /**
     * The words came.
     *
     * @param givenBy id of the API key
     * @param untrusted whether that key may do less than the task
     */
    record InputGiven(TaskId task, String text, String givenBy, boolean untrusted) implements ToolCallEvent {
        /** From a key that may do what the task may. */
        public InputGiven(TaskId task, String text, String givenBy) {
            this(task, text, givenBy, false);
        }
    }

    /** How a tool call ended. */
    enum ToolCallOutcome {
        /** The tool did what was asked. */
        SUCCEEDED,
        /** It did not, without harm. */
        FAILED,
        /** Never started: there is no such tool, or the arguments do not fit it. */
        INVALID,
        /** Never started: policy or a person said no. */
        DENIED,
        /** Ended by its deadline; it has no effect that could be doubled. */
        TIMED_OUT,
        /** The model is told that the outcome is unknown, by configuration. */
        UNKNOWN
    }

    /** What becomes of a call in doubt. */
    enum Resolution {
        RETRY,
        SUCCEEDED,
        FAILED
    }

    /** What became of a request for consent. */
    enum Decision {
        APPROVED,
        REJECTED,
        EXPIRED
    }
}
