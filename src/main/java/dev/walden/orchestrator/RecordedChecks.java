package dev.walden.orchestrator;

import dev.walden.activity.ActivityEvent;
import dev.walden.activity.ToolCallEvent.ApprovalRequested;
import dev.walden.activity.ToolCallEvent.ToolCallFinished;
import dev.walden.activity.ToolCallEvent.ToolCallInDoubt;
import dev.walden.activity.ToolCallEvent.ToolCallOutcome;
import dev.walden.activity.ToolCallEvent.ToolCallStarted;
import dev.walden.conversation.ToolCall;
import dev.walden.orchestrator.ToolBatch.CallStatus;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.ToolInput;
import dev.walden.tools.CallCheck;
import dev.walden.tools.CallCheck.Permission;
import dev.walden.tools.Circumstances;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What tools and policy said of calls at the time, read back from what was recorded next. Where a record says nothing of a call, it
 * may be made: it only waited for others of the same reply. Pure.
 *
 * @param state before the decision
 * @param decisions that were recorded next, up to the first record of something else
 */
record RecordedChecks(TaskState state, List<ActivityEvent> decisions) implements CallChecks {

    /** Longer than any log. */
    private static final Duration FOR_EVER = Duration.ofDays(365_000);

    @Override
    public CallCheck check(ToolCall call, Circumstances circumstances) {
        for (ActivityEvent event : decisions) {
            switch (event) {
                case ToolCallStarted started
                when started.call().equals(call.id()) -> {
                    return callable(call, started.sideEffect(), started(call));
                }
                case ApprovalRequested asked
                when asked.call().equals(call.id()) -> {
                    return callable(call, SideEffect.UNSAFE, new Permission.Ask(asked.reason()));
                }
                case ToolCallFinished ended
                when ended.call().equals(call.id()) -> {
                    return ended(call, ended);
                }
                case ToolCallInDoubt doubt
                when doubt.call().equals(call.id()) -> {
                    return stopped(call);
                }
                default -> {}
            }
        }
        return callable(call, startedAs(call).orElse(SideEffect.NONE), new Permission.Allow());
    }

    /** A call that was consented to must have needed it: so the rule that binds consent to the exact call is asked too. */
    private Permission started(ToolCall call) {
        boolean consented =
                status(call).filter(CallStatus.Approved.class::isInstance).isPresent();
        return consented ? new Permission.Ask("as recorded") : new Permission.Allow();
    }

    private CallCheck ended(ToolCall call, ToolCallFinished ended) {
        if (startedAs(call).isPresent()) {
            return stopped(call);
        }
        return ended.outcome() == ToolCallOutcome.DENIED
                ? callable(call, SideEffect.UNSAFE, new Permission.Deny(ended.text()))
                : new CallCheck.Invalid(ended.text());
    }

    /**
     * A call that was under way and was not made again. That an unsafe one is not is a rule, and is asked; of the others only the
     * configuration of the time can say why.
     */
    private CallCheck stopped(ToolCall call) {
        return startedAs(call).filter(SideEffect.UNSAFE::equals).isPresent()
                ? callable(call, SideEffect.UNSAFE, new Permission.Allow())
                : new CallCheck.Invalid("as recorded");
    }

    private Optional<SideEffect> startedAs(ToolCall call) {
        return status(call)
                .filter(CallStatus.Started.class::isInstance)
                .map(status -> ((CallStatus.Started) status).sideEffect());
    }

    private Optional<CallStatus> status(ToolCall call) {
        return state.batch().flatMap(batch -> batch.entry(call.id())).map(ToolBatch.Entry::status);
    }

    private static CallCheck callable(ToolCall call, SideEffect sideEffect, Permission permission) {
        return new CallCheck.Callable(new ToolInput(call.arguments()), sideEffect, Duration.ZERO, FOR_EVER, permission);
    }
}
