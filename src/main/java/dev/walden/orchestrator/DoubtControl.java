package dev.walden.orchestrator;

import dev.walden.activity.TaskEvent;
import dev.walden.activity.TaskId;
import dev.walden.activity.ToolCallEvent.CompensationBegun;
import dev.walden.activity.ToolCallEvent.Resolution;
import dev.walden.activity.ToolCallEvent.ToolCallSettled;
import dev.walden.conversation.ToolCall;
import dev.walden.orchestrator.TaskService.ControlResult;
import dev.walden.orchestrator.TaskService.ControlResult.NotNow;
import dev.walden.orchestrator.TaskService.Settlement;
import dev.walden.orchestrator.TaskService.Undoing;
import dev.walden.orchestrator.ToolBatch.Entry;
import dev.walden.tools.CallCheck;
import dev.walden.tools.CallCheck.Permission;
import dev.walden.tools.Circumstances;
import dev.walden.tools.Remedies;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What people do about calls in doubt. Each act is one record, durable when the method returns. Thread-safe. */
final class DoubtControl {

    private final TaskControl control;
    private final CallChecks checks;
    private final Remedies remedies;
    private final InstantSource clock;
    private final OrchestratorMetrics metrics;

    DoubtControl(
            TaskControl control,
            CallChecks checks,
            Remedies remedies,
            InstantSource clock,
            OrchestratorMetrics metrics) {
        this.control = control;
        this.checks = checks;
        this.remedies = remedies;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** Whether nothing more comes of the task, or a person is needed for it to go on, whatever still runs. */
    boolean rests(TaskState state) {
        return FollowUpRules.rests(state, remedies) || FollowUpRules.awaitsPerson(state, remedies);
    }

    /** What became of the call, as the person found out; or that it is to be made again, which is consent to it. */
    ControlResult settle(TaskId id, Settlement settlement, ActingKey by) {
        return on(id, settlement.toolCallId(), (task, doubt) -> {
            Optional<String> refusal =
                    settlement.resolution() == Resolution.RETRY ? refusalOfRetry(task, doubt, by) : Optional.empty();
            if (refusal.isPresent()) {
                return new NotNow("Call " + doubt.call().id() + " cannot be made again so. " + refusal.get());
            }
            ToolCallSettled settled = new ToolCallSettled(
                    id,
                    doubt.call().id(),
                    settlement.resolution(),
                    settlement.result(),
                    settlement.comment(),
                    by.id(),
                    settlement.result() != null && by.isLessThan(task.snapshot().state()));
            ControlResult done = TaskControl.settleBy(task, settled);
            metrics.settled(settled);
            return done;
        });
    }

    /** A retry that cannot be made would end the doubt, and the engine would read that nothing was done. */
    private Optional<String> refusalOfRetry(OpenTask task, Entry doubt, ActingKey by) {
        return new ConsentRule(checks)
                .refusal(task, doubt.call(), by, clock.instant())
                .or(() -> refusal(task, doubt.call(), by));
    }

    /** Begins the configured probe. Who asks for it consents to it, and to the call itself where what it finds is acted upon. */
    ControlResult probe(TaskId id, @Nullable String toolCallId, ActingKey by) {
        return on(id, toolCallId, (task, doubt) -> {
            Optional<Remedies.Probe> wanted = remedies.probe(CallRules.inDoubt(id, doubt.call()));
            if (wanted.isEmpty()) {
                return noProbe(doubt.call());
            }
            Remedies.Probe probe = wanted.get();
            ToolCall call = ToolCall.of(
                    Doubts.nextId(
                            task.snapshot().state().batch().orElseThrow(),
                            doubt.call().id(),
                            "probe"),
                    probe.tool(),
                    probe.arguments());
            Optional<String> refusal = refusal(task, call, by)
                    .or(() -> probe.automatic()
                            ? new ConsentRule(checks).refusal(task, doubt.call(), by, clock.instant())
                            : Optional.empty());
            if (refusal.isPresent()) {
                return new NotNow("Call " + doubt.call().id() + " cannot be probed so. " + refusal.get());
            }
            Instant settled = doubtIsOlderThan(task).plus(probe.settleAfter());
            return begin(task, FollowUpRules.probe(task.snapshot().state(), doubt, probe, settled, by.id()));
        });
    }

    private static ControlResult noProbe(ToolCall call) {
        return new NotNow(
                ("No probe fits call %s of %s: set walden.tools.doubts.%s.probe, with gaps only for what the call was given,"
                                + " and at most 8 KiB when they are filled; the path of an address takes no text that is empty, only dots,"
                                + " or has a slash or a %% in it."
                                + " Or settle it with retry, succeeded or failed.")
                        .formatted(call.id(), call.tool(), call.tool()));
    }

    /** The latest record of the task is that of the doubt, or a later one; and the clock may have been set back since. */
    private Instant doubtIsOlderThan(OpenTask task) {
        Instant updated = task.snapshot().timeline().updated();
        Instant now = clock.instant();
        return updated.isBefore(now) ? updated : now;
    }

    /** Begins the compensation that the person names, or else the configured one. */
    ControlResult compensate(TaskId id, Undoing undoing, ActingKey by) {
        return on(id, undoing.toolCallId(), (task, doubt) -> {
            Optional<Remedies.Compensation> wanted = undoing.tool() == null
                    ? remedies.compensation(CallRules.inDoubt(id, doubt.call()))
                    : Optional.of(new Remedies.Compensation(undoing.tool(), undoing.arguments()));
            if (wanted.isEmpty()) {
                return new NotNow(
                        "No compensation fits call %s of %s: name tool and arguments, or set walden.tools.doubts.%s.compensate."
                                .formatted(
                                        doubt.call().id(),
                                        doubt.call().tool(),
                                        doubt.call().tool()));
            }
            return compensate(task, doubt, wanted.get(), undoing.comment(), by);
        });
    }

    private ControlResult compensate(
            OpenTask task, Entry doubt, Remedies.Compensation wanted, @Nullable String comment, ActingKey by) {
        String call = doubt.call().id();
        String undo = Doubts.nextId(task.snapshot().state().batch().orElseThrow(), call, "undo");
        Optional<String> refusal = doubt.followUp() == null
                ? refusal(task, ToolCall.of(undo, wanted.tool(), wanted.arguments()), by)
                : Optional.of("It undoes another call itself: settle it with retry, succeeded or failed.");
        return refusal.isPresent()
                ? new NotNow("Call " + call + " cannot be undone so. " + refusal.get())
                : begin(
                        task,
                        new CompensationBegun(
                                task.id(), call, undo, wanted.tool(), wanted.arguments(), comment, by.id()));
    }

    /** It is wanted by two, and the lesser role of both counts. */
    private Optional<String> refusal(OpenTask task, ToolCall undo, ActingKey by) {
        if (CallPlanner.isOwn(undo.tool())) {
            return Optional.of(undo.tool() + " is no tool for this.");
        }
        return switch (checks.check(undo, circumstances(task, by))) {
            case CallCheck.Invalid(String message) -> Optional.of(message);
            case CallCheck.Unavailable(String message) -> Optional.of(message);
            case CallCheck.Callable callable ->
                callable.permission() instanceof Permission.Deny(String reason)
                        ? Optional.of(reason)
                        : Optional.empty();
        };
    }

    /** A lesser key is judged with what the task has read: when the call begins, policy is asked of the submitter alone. */
    private Circumstances circumstances(OpenTask task, ActingKey by) {
        TaskState state = task.snapshot().state();
        Circumstances own = CallPlanner.circumstances(state, false);
        return by.role().isLessThan(own.role())
                ? CallPlanner.circumstances(state, ConsentRule.untrusted(task, state, clock.instant()))
                        .decidedBy(by.role())
                : own;
    }

    private static ControlResult begin(OpenTask task, TaskEvent event) {
        return FollowUpRules.mayFollow(task.snapshot().state())
                ? TaskControl.record(task, event)
                : new NotNow("%d calls were made about doubts of this reply, which is the most. Settle them."
                        .formatted(Doubts.MOST_FOLLOW_UPS));
    }

    private ControlResult on(TaskId id, @Nullable String wanted, Act act) {
        return control.act(id, task -> {
            TaskState state = task.snapshot().state().unpaused();
            List<Entry> doubts = state.batch().map(Doubts::of).orElse(List.of());
            if (!(state instanceof TaskState.InDoubt)) {
                return doubts.isEmpty() || task.snapshot().ended()
                        ? TaskControl.notNow(task, "a task with a tool call in doubt")
                        : new NotNow(
                                "Something is being done about a call in doubt. Wait until the task is in_doubt again.");
            }
            if (wanted == null && doubts.size() > 1) {
                return new NotNow("%d calls of the task are in doubt: %s. Name one as toolCallId."
                        .formatted(doubts.size(), TaskControl.ids(doubts)));
            }
            return doubts.stream()
                    .filter(entry -> wanted == null || entry.call().id().equals(wanted))
                    .findFirst()
                    .map(entry -> act.on(task, entry))
                    .orElseGet(() -> new NotNow(
                            "Tool call %s is not in doubt; these are: %s.".formatted(wanted, TaskControl.ids(doubts))));
        });
    }

    @FunctionalInterface
    private interface Act {
        ControlResult on(OpenTask task, Entry doubt);
    }
}
