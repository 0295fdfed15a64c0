package dev.walden.orchestrator;

import dev.walden.activity.TaskUse;
import dev.walden.activity.ToolCallEvent;
import dev.walden.activity.ToolCallEvent.ApprovalDecided;
import dev.walden.activity.ToolCallEvent.ApprovalRequested;
import dev.walden.activity.ToolCallEvent.CompensationBegun;
import dev.walden.activity.ToolCallEvent.Decision;
import dev.walden.activity.ToolCallEvent.DelegationEnded;
import dev.walden.activity.ToolCallEvent.InputGiven;
import dev.walden.activity.ToolCallEvent.InputRequested;
import dev.walden.activity.ToolCallEvent.PlanMade;
import dev.walden.activity.ToolCallEvent.ProbeBegun;
import dev.walden.activity.ToolCallEvent.Resolution;
import dev.walden.activity.ToolCallEvent.TaskDelegated;
import dev.walden.activity.ToolCallEvent.ToolCallFinished;
import dev.walden.activity.ToolCallEvent.ToolCallInDoubt;
import dev.walden.activity.ToolCallEvent.ToolCallOutcome;
import dev.walden.activity.ToolCallEvent.ToolCallSettled;
import dev.walden.activity.ToolCallEvent.ToolCallStarted;
import dev.walden.conversation.Message;
import dev.walden.conversation.ToolCall;
import dev.walden.orchestrator.TaskState.AwaitingApproval;
import dev.walden.orchestrator.TaskState.AwaitingInput;
import dev.walden.orchestrator.TaskState.CallingTools;
import dev.walden.orchestrator.TaskState.InDoubt;
import dev.walden.orchestrator.TaskState.Reflecting;
import dev.walden.orchestrator.ToolBatch.CallStatus;
import dev.walden.orchestrator.ToolBatch.CallStatus.Done;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The part of {@link Fold} that follows the tool calls of one reply. Pure. */
final class FoldToolCalls {

    private FoldToolCalls() {}

    static TaskState next(TaskState state, ToolBatch batch, ToolCallEvent event) {
        Progress progress = state.progress();
        return switch (event) {
            case ToolCallStarted started -> started(state, batch, started);
            case ToolCallFinished finished -> settled(progress, change(batch, finished));
            case ToolCallInDoubt doubt ->
                doubted(progress, batch.with(doubt.call(), _ -> new CallStatus.Doubtful(doubt.reason())));
            case ToolCallSettled settled ->
                settled(progress, batch.with(settled.call(), old -> bySettlement(batch, settled, old)));
            case ProbeBegun probe -> doubted(progress, FollowUp.begun(batch, probe));
            case CompensationBegun undo -> doubted(progress, FollowUp.begun(batch, undo));
            case ApprovalRequested requested ->
                new AwaitingApproval(
                        progress,
                        batch.with(
                                requested.call(),
                                _ -> new CallStatus.NeedsApproval(
                                        requested.approval(),
                                        requested.argumentsDigest(),
                                        requested.reason(),
                                        requested.expiresAt())));
            case ApprovalDecided decided -> settled(progress, byDecision(batch, decided));
            case TaskDelegated begun ->
                settled(
                        progress,
                        batch.with(begun.call(), _ -> new CallStatus.Delegated(begun.child(), begun.limits())));
            case DelegationEnded ended -> delegated(state, batch, ended);
            case PlanMade made -> settled(progress, PlanProgress.begun(batch, made));
            case InputRequested asked -> new AwaitingInput(progress, batch, asked.call(), asked.question());
            case InputGiven given -> settled(progress, byAnswer(state, batch, given));
        };
    }

    /** The question to a person, if there is one, stands as before. */
    private static TaskState delegated(TaskState state, ToolBatch batch, DelegationEnded ended) {
        TaskUse use = ended.use();
        ToolBatch changed =
                batch.with(ended.call(), _ -> new Done(ended.outcome(), ended.text(), ended.trusted(), use.worked()));
        Progress progress = state.progress().spending(state.progress().usage().adding(use));
        return state instanceof AwaitingInput asking
                ? new AwaitingInput(progress, PlanProgress.further(changed), asking.call(), asking.question())
                : settled(progress, changed);
    }

    /** What a doubt needs does not count as a call of the task. One that is made again beside a doubt leaves that to its person. */
    private static TaskState started(TaskState state, ToolBatch batch, ToolCallStarted started) {
        CallStatus status = new CallStatus.Started(started.sideEffect(), started.idempotencyKey(), started.attempt());
        Progress before = state.progress();
        boolean asked = batch.entry(started.call())
                .map(entry -> entry.followUp() == null)
                .orElse(true);
        Progress progress = asked ? before.spending(before.usage().startingCall()) : before;
        ToolBatch changed =
                batch.with(started.call(), old -> state instanceof InDoubt ? repeated(started, old, status) : status);
        return state instanceof InDoubt ? new InDoubt(progress, changed) : new CallingTools(progress, changed);
    }

    /** Of a task in doubt only a call begins that was cut; the one in doubt does not. */
    private static CallStatus repeated(ToolCallStarted started, CallStatus old, CallStatus status) {
        if (old instanceof CallStatus.Started) {
            return status;
        }
        throw new IllegalStateException(
                "Call %s of task %s cannot begin beside a call in doubt: expected one that was under way, found %s."
                        .formatted(started.call(), started.task(), old));
    }

    private static ToolBatch change(ToolBatch batch, ToolCallFinished finished) {
        return batch.with(
                finished.call(),
                _ -> new Done(finished.outcome(), finished.text(), finished.trusted(), finished.duration()));
    }

    private static CallStatus bySettlement(ToolBatch batch, ToolCallSettled settled, CallStatus old) {
        if (settled.resolution() == Resolution.RETRY) {
            return new CallStatus.ToRetry(settled.byMachine() ? null : digest(batch, settled.call()));
        }
        if (settled.byMachine()) {
            return Doubts.concluded(batch, settled, old);
        }
        boolean succeeded = settled.resolution() == Resolution.SUCCEEDED;
        String standard = succeeded
                ? "The outcome was unknown; a person found that the call succeeded."
                : "The outcome was unknown; a person found that the call failed.";
        String told = settled.result() == null ? standard : settled.result();
        return Done.byPerson(
                succeeded ? ToolCallOutcome.SUCCEEDED : ToolCallOutcome.FAILED, told, !settled.untrusted());
    }

    private static String digest(ToolBatch batch, String call) {
        return CallRules.digest(batch.entry(call)
                .orElseThrow(() -> new IllegalStateException("No call " + call + " is in doubt."))
                .call());
    }

    private static ToolBatch byDecision(ToolBatch batch, ApprovalDecided decided) {
        for (ToolBatch.Entry entry : batch.entries()) {
            if (entry.status() instanceof CallStatus.NeedsApproval needs
                    && needs.approval().equals(decided.approval())) {
                return switch (decided.decision()) {
                    case APPROVED -> approved(batch, entry.call(), needs, decided);
                    case REJECTED, EXPIRED ->
                        batch.with(
                                entry.call().id(),
                                _ -> Done.byPerson(ToolCallOutcome.DENIED, refusal(decided), !decided.untrusted()));
                };
            }
        }
        throw new IllegalStateException("No call waits for approval " + decided.approval() + ".");
    }

    /** Consent to other arguments is bound to those, and the call is another from here on. */
    private static ToolBatch approved(
            ToolBatch batch, ToolCall shown, CallStatus.NeedsApproval needs, ApprovalDecided decided) {
        Map<String, @Nullable Object> arguments = decided.arguments();
        if (arguments == null) {
            return batch.with(shown.id(), _ -> new CallStatus.Approved(needs.digest()));
        }
        ToolCall changed = ToolCall.of(shown.id(), shown.tool(), arguments);
        return batch.withEdited(changed, new CallStatus.Approved(CallRules.digest(changed)), !decided.untrusted());
    }

    private static ToolBatch byAnswer(TaskState state, ToolBatch batch, InputGiven given) {
        if (state instanceof AwaitingInput waiting) {
            return batch.with(
                    waiting.call(), _ -> Done.byPerson(ToolCallOutcome.SUCCEEDED, given.text(), !given.untrusted()));
        }
        throw new IllegalStateException("No call waits for an answer.");
    }

    private static String refusal(ApprovalDecided decided) {
        if (decided.decision() == Decision.EXPIRED) {
            return "The call was not made: nobody consented to it in time.";
        }
        return "The call was not made: a person rejected it."
                + (decided.comment() == null ? "" : " They said: " + decided.comment());
    }

    /** The state that follows from what the calls wait for: doubt before consent, consent before going on. */
    private static TaskState settled(Progress progress, ToolBatch changed) {
        ToolBatch batch = PlanProgress.further(changed);
        if (batch.any(CallStatus.Doubtful.class)) {
            return doubted(progress, batch);
        }
        if (batch.any(CallStatus.NeedsApproval.class)) {
            return new AwaitingApproval(progress, batch);
        }
        if (!batch.allDone()) {
            return new CallingTools(progress, batch);
        }
        Progress told = progress.spending(progress.usage().working(batch));
        for (Message result : batch.results()) {
            told = told.saying(result);
        }
        ToolBatch asked = batch.withoutFollowUps();
        return new Reflecting(told.with(told.habits().after(asked)), asked, null);
    }

    /** While something is done about a doubt, no person is waited for. */
    private static TaskState doubted(Progress progress, ToolBatch batch) {
        return Doubts.areFollowed(batch) ? new CallingTools(progress, batch) : new InDoubt(progress, batch);
    }
}
