package dev.walden.orchestrator;

import dev.walden.activity.TaskEvent;
import dev.walden.activity.TaskEvent.ApprovalRequested;
import dev.walden.activity.TaskEvent.InputRequested;
import dev.walden.activity.TaskEvent.ToolCallFinished;
import dev.walden.activity.TaskEvent.ToolCallOutcome;
import dev.walden.activity.TaskEvent.ToolCallStarted;
import dev.walden.conversation.ToolCall;
import dev.walden.orchestrator.ToolBatch.CallStatus;
import dev.walden.orchestrator.ToolBatch.CallStatus.Started;
import dev.walden.plugin.SideEffect;
import dev.walden.tools.CallCheck;
import dev.walden.tools.CallCheck.Callable;
import dev.walden.tools.CallCheck.Permission;
import dev.walden.tools.Toolbox;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides, call by call, whether a tool may be called, and records the intent. Thread-safe. */
final class ToolCaller {

    /** How often a call may be started, the times after a crash included. */
    private static final int MAX_ATTEMPTS = 5;

    private final Toolbox toolbox;
    private final ToolWave wave;
    private final CallRules rules;
    private final InstantSource clock;
    private final OrchestratorMetrics metrics;

    ToolCaller(Toolbox toolbox, ToolWave wave, CallRules rules, InstantSource clock, OrchestratorMetrics metrics) {
        this.metrics = metrics;
        this.toolbox = toolbox;
        this.wave = wave;
        this.rules = rules;
        this.clock = clock;
    }

    /**
     * Puts into the draft what becomes of wanted calls: an end for those that may not be made, requests for consent or input, or
     * else the intents.
     *
     * @return the calls to make, empty when something must come first or none is left
     */
    Optional<Effect> begin(OpenTask task, Draft draft, List<ToolBatch.Entry> calls, boolean untrusted) {
        List<ReadyCall> ready = new ArrayList<>();
        List<TaskEvent> requests = new ArrayList<>();
        for (ToolBatch.Entry entry : calls) {
            switch (toolbox.check(entry.call(), untrusted)) {
                case CallCheck.Invalid(String message) ->
                    draft.add(notMade(task, entry.call(), ToolCallOutcome.INVALID, message));
                case Callable callable -> sort(task, draft, entry, callable, new Sorted(ready, requests));
            }
        }
        if (!requests.isEmpty()) {
            // People first: what is allowed waits until it is known what else of the same reply will happen. One
            // question at a time.
            List<TaskEvent> approvals = requests.stream()
                    .filter(ApprovalRequested.class::isInstance)
                    .toList();
            (approvals.isEmpty() ? requests.subList(0, 1) : approvals).forEach(draft::add);
            return Optional.empty();
        }
        return start(task, draft, ready);
    }

    /** Puts into the draft what becomes of calls that an earlier process started and whose outcome is nowhere. */
    Optional<Effect> recover(OpenTask task, Draft draft, List<ToolBatch.Entry> calls) {
        List<ReadyCall> again = new ArrayList<>();
        List<ToolCall> doubtful = new ArrayList<>();
        for (ToolBatch.Entry entry : calls) {
            Started started = (Started) entry.status();
            if (toolbox.check(entry.call(), false) instanceof Callable callable
                    && mayRunAgain(task, entry.call(), started, callable)) {
                again.add(new ReadyCall(entry.call(), callable, started.attempt() + 1));
            } else if (started.sideEffect().changesTheWorld()) {
                doubtful.add(entry.call());
            } else {
                String message = "The service stopped while the call was under way, and it may not be made again.";
                draft.add(notMade(task, entry.call(), ToolCallOutcome.FAILED, message));
            }
        }
        Optional<Effect> effect = start(task, draft, again);
        doubtful.forEach(call -> draft.add(unknown(
                task,
                call,
                "The service stopped while the call was under way; whether it had its effect is unknown.")));
        return effect;
    }

    private void sort(OpenTask task, Draft draft, ToolBatch.Entry entry, Callable callable, Sorted sorted) {
        ToolCall call = entry.call();
        boolean consented = consented(entry);
        switch (callable.permission()) {
            case Permission.Deny(String reason) ->
                draft.add(notMade(task, call, ToolCallOutcome.DENIED, "The call was not made: " + reason));
            case Permission.Ask(String reason)
            when !consented -> sorted.requests().add(consent(task, call, reason));
            case Permission.Ask _, Permission.Allow _ -> {
                if (call.tool().equals(AskUserTool.NAME)) {
                    String question = callable.input().string(AskUserTool.QUESTION);
                    sorted.requests().add(new InputRequested(task.id(), call.id(), question));
                } else {
                    int attempts = entry.status() instanceof CallStatus.ToRetry retry ? retry.attempts() : 0;
                    sorted.ready().add(new ReadyCall(call, callable, attempts + 1));
                }
            }
        }
    }

    /** Consent holds for exactly the call that was shown; a person's retry is consent too. */
    private static boolean consented(ToolBatch.Entry entry) {
        return switch (entry.status()) {
            case CallStatus.Approved(String digest) -> digest.equals(CallRules.digest(entry.call()));
            case CallStatus.ToRetry _ -> true;
            case CallStatus.Wanted _, CallStatus.NeedsApproval _, CallStatus.Started _ -> false;
            case CallStatus.Doubtful _, CallStatus.Done _ -> false;
        };
    }

    private Optional<Effect> start(OpenTask task, Draft draft, List<ReadyCall> ready) {
        if (ready.isEmpty()) {
            return Optional.empty();
        }
        for (ReadyCall one : ready) {
            SideEffect sideEffect = one.check().sideEffect();
            String key = sideEffect == SideEffect.KEYED ? idempotencyKey(task, one.call()) : null;
            draft.add(new ToolCallStarted(
                    task.id(),
                    one.call().id(),
                    one.call().tool(),
                    one.check().input().values(),
                    sideEffect,
                    key,
                    one.attempt()));
        }
        Progress progress = draft.state().progress();
        return Optional.of(() -> wave.run(task, progress, ready));
    }

    /** By the class it was started as, unless today's configuration is stricter; and not for ever, should the call be what kills us. */
    private boolean mayRunAgain(OpenTask task, ToolCall call, Started started, Callable callable) {
        if (callable.permission() instanceof Permission.Deny
                || callable.sideEffect() == SideEffect.UNSAFE
                || started.attempt() >= MAX_ATTEMPTS) {
            return false;
        }
        return switch (started.sideEffect()) {
            case NONE, IDEMPOTENT -> true;
            case UNSAFE -> false;
            case KEYED -> {
                Instant begun = task.snapshot().timeline().startOf(call.id()).orElse(Instant.EPOCH);
                yield clock.instant().isBefore(begun.plus(callable.keyLifetime()));
            }
        };
    }

    private TaskEvent consent(OpenTask task, ToolCall call, String reason) {
        return new ApprovalRequested(
                task.id(),
                task.id() + "." + call.id(),
                call.id(),
                CallRules.digest(call),
                reason,
                clock.instant().plus(rules.approvalLifetime()));
    }

    private TaskEvent unknown(OpenTask task, ToolCall call, String reason) {
        metrics.doubted();
        return rules.unknown(task.id(), call.id(), reason, Duration.ZERO);
    }

    private static TaskEvent notMade(OpenTask task, ToolCall call, ToolCallOutcome outcome, String message) {
        return new ToolCallFinished(task.id(), call.id(), outcome, message, true, Duration.ZERO);
    }

    static String idempotencyKey(OpenTask task, ToolCall call) {
        return task.id() + "." + call.id();
    }

    /** A call whose intent is being recorded. */
    record ReadyCall(ToolCall call, Callable check, int attempt) {}

    private record Sorted(List<ReadyCall> ready, List<TaskEvent> requests) {}
}
