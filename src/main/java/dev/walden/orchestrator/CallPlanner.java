package dev.walden.orchestrator;

import dev.walden.activity.TaskEvent;
import dev.walden.activity.TaskEvent.TaskSubmitted;
import dev.walden.activity.TaskId;
import dev.walden.activity.ToolCallEvent.ApprovalRequested;
import dev.walden.activity.ToolCallEvent.InputRequested;
import dev.walden.activity.ToolCallEvent.PlanMade;
import dev.walden.activity.ToolCallEvent.TaskDelegated;
import dev.walden.activity.ToolCallEvent.ToolCallFinished;
import dev.walden.activity.ToolCallEvent.ToolCallOutcome;
import dev.walden.activity.ToolCallEvent.ToolCallStarted;
import dev.walden.conversation.ToolCall;
import dev.walden.orchestrator.ToolBatch.CallStatus;
import dev.walden.orchestrator.ToolBatch.CallStatus.Started;
import dev.walden.plugin.SideEffect;
import dev.walden.tools.CallCheck;
import dev.walden.tools.CallCheck.Callable;
import dev.walden.tools.CallCheck.Permission;
import dev.walden.tools.Circumstances;
import dev.walden.tools.KeyRole;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides, call by call, whether a tool may be called, and drafts the intent. Pure: what it cannot know by itself is given to it.
 * Thread-safe.
 */
final class CallPlanner {

    /** Why a call that was under way has no outcome. */
    private static final String STOPPED = "The service stopped while the call was under way";

    /** Why a call that a person wanted made again has no outcome. */
    private static final String NOT_AGAIN = "The call was to be made again and could not be";

    /** How often a call may be started, the times after a crash included. */
    static final int MAX_ATTEMPTS = 5;

    /** What the machine does itself, and calls nobody for. */
    private static final Set<String> OWN = Set.of(AskUserTool.NAME, PlanTool.NAME, DelegateTool.NAME);

    private final CallChecks checks;
    private final CallRules rules;

    CallPlanner(CallChecks checks, CallRules rules) {
        this.checks = checks;
        this.rules = rules;
    }

    /**
     * Puts into the draft what becomes of wanted calls: an end for those that may not be made, requests for consent or input, or
     * else the intents.
     *
     * @return the calls to make, empty when something must come first or none is left
     */
    List<ReadyCall> begin(Draft draft, List<ToolBatch.Entry> calls, Known known) {
        Sorted sorted = Sorted.nothing();
        for (ToolBatch.Entry entry : calls) {
            switch (checks.check(entry.call(), circumstances(draft, untrusted(draft, entry, known)))) {
                case CallCheck.Invalid(String message) ->
                    sorted.end(draft, entry, notMade(draft.task(), entry.call(), ToolCallOutcome.INVALID, message));
                case CallCheck.Unavailable(String message) ->
                    sorted.end(draft, entry, notMade(draft.task(), entry.call(), ToolCallOutcome.INVALID, message));
                case Callable callable -> sort(draft, entry, callable, sorted, known.now());
            }
        }
        if (!sorted.doubtful().isEmpty()) {
            sorted.doubtful().forEach(end -> draft.add(stillInDoubt(draft, end)));
            return List.of();
        }
        if (sorted.requests().isEmpty()) {
            sorted.delegates().forEach(call -> draft.add(delegated(draft, call)));
            return start(draft, sorted.ready());
        }
        // People first: what is allowed waits until it is known what else of the same reply will happen. One question
        // at a time.
        List<TaskEvent> approvals = sorted.requests().stream()
                .filter(ApprovalRequested.class::isInstance)
                .toList();
        (approvals.isEmpty() ? sorted.requests().subList(0, 1) : approvals).forEach(draft::add);
        return List.of();
    }

    /**
     * Puts into the draft the intents of those of the wanted calls that nothing stands in the way of; the others are left as they are.
     *
     * @return the calls to make
     */
    List<ReadyCall> beginFree(Draft draft, List<ToolBatch.Entry> calls, Known known) {
        List<ReadyCall> ready = new ArrayList<>();
        List<ToolCall> delegates = new ArrayList<>();
        for (ToolBatch.Entry entry : calls) {
            boolean subTask = entry.call().tool().equals(DelegateTool.NAME);
            if ((subTask || !isOwn(entry.call().tool()))
                    && checks.check(entry.call(), circumstances(draft, untrusted(draft, entry, known)))
                            instanceof Callable callable
                    && callable.permission() instanceof Permission.Allow) {
                if (subTask) {
                    delegates.add(entry.call());
                } else {
                    ready.add(ready(entry, callable));
                }
            }
        }
        for (ToolCall call : delegates) {
            if (delegated(draft, call) instanceof TaskDelegated begun) {
                draft.add(begun);
            }
        }
        return start(draft, ready);
    }

    /**
     * Puts into the draft the beginning of probes of those of the calls in doubt that are to be probed without a person.
     *
     * @return whether there is one
     */
    boolean probe(Draft draft, List<ToolBatch.Entry> doubts, Known known) {
        return FollowUpRules.probe(draft, doubts, known, rules.remedies());
    }

    /** As {@link FollowUpRules#rests}. */
    boolean rests(TaskState state) {
        return FollowUpRules.rests(state, rules.remedies());
    }

    private static Circumstances circumstances(Draft draft, boolean untrusted) {
        return circumstances(draft.state(), untrusted);
    }

    /** Of the task, as policy asks for them. */
    static Circumstances circumstances(TaskState state, boolean untrusted) {
        TaskSubmitted submission = state.progress().submission();
        return new Circumstances(submission.space().name(), KeyRole.ofCode(submission.role()), untrusted);
    }

    /** A step of a plan is fed with what other calls of the same reply came to. */
    private static boolean untrusted(Draft draft, ToolBatch.Entry entry, Known known) {
        return entry.step() == null ? known.untrusted(draft.state().progress()) : untrusted(draft.state(), known);
    }

    static boolean isOwn(String tool) {
        return OWN.contains(tool);
    }

    /** Whether text from outside is in the conversation, or among what calls of the last reply came to. */
    static boolean untrusted(TaskState state, Known known) {
        return known.untrusted(state.progress())
                || state.batch().filter(ToolBatch::holdsUntrusted).isPresent();
    }

    /**
     * Puts into the draft what becomes of calls that an earlier process started and whose outcome is nowhere.
     *
     * @return the calls to make again
     */
    List<ReadyCall> recover(Draft draft, List<ToolBatch.Entry> calls, Known known) {
        List<ReadyCall> again = new ArrayList<>();
        List<ToolBatch.Entry> doubtful = new ArrayList<>();
        for (ToolBatch.Entry entry : calls) {
            Started started = (Started) entry.status();
            if (checks.check(entry.call(), circumstances(draft, untrusted(draft, entry, known)))
                            instanceof Callable callable
                    && mayRunAgain(entry.call(), started, callable, known)) {
                again.add(ReadyCall.of(entry, callable, started.attempt() + 1));
            } else if (started.sideEffect().changesTheWorld()) {
                doubtful.add(entry);
            } else {
                draft.add(notMade(
                        draft.task(),
                        entry.call(),
                        ToolCallOutcome.FAILED,
                        STOPPED + ", and it may not be made again."));
            }
        }
        start(draft, again);
        doubtful.forEach(entry -> draft.add(rules.unknown(
                draft.task(),
                entry.call(),
                entry.followUp() == null,
                STOPPED + "; whether it had its effect is unknown.",
                Duration.ZERO)));
        return again;
    }

    /** Whether one of these calls that were under way could be made again if its tool were there. */
    boolean awaitsTool(TaskState state, List<ToolBatch.Entry> started) {
        return started.stream()
                .filter(entry -> ((Started) entry.status()).sideEffect() != SideEffect.UNSAFE)
                .anyMatch(entry ->
                        checks.check(entry.call(), circumstances(state, false)) instanceof CallCheck.Unavailable);
    }

    /** Whether this text of an outcome was written here, and not by whoever was called. */
    static boolean isOwnWord(String text) {
        String reason = text.startsWith(CallRules.UNKNOWN) ? text.substring(CallRules.UNKNOWN.length()) : text;
        return reason.startsWith(STOPPED) || reason.startsWith(NOT_AGAIN);
    }

    private void sort(Draft draft, ToolBatch.Entry entry, Callable callable, Sorted sorted, Instant now) {
        FollowUp followUp = entry.followUp();
        if (followUp != null) {
            FollowUpRules.refusal(draft.task(), entry, followUp, callable)
                    .ifPresentOrElse(
                            refused -> sorted.end(draft, entry, refused),
                            () -> sorted.ready().add(ready(entry, callable)));
            return;
        }
        ToolCall call = entry.call();
        boolean consented = entry.isConsented();
        switch (callable.permission()) {
            case Permission.Deny(String reason) ->
                sorted.end(
                        draft,
                        entry,
                        notMade(draft.task(), call, ToolCallOutcome.DENIED, "The call was not made: " + reason));
            case Permission.Ask(String reason)
            when !consented -> sorted.requests().add(consent(draft.task(), call, reason, now));
            case Permission.Ask _, Permission.Allow _ -> {
                if (call.tool().equals(AskUserTool.NAME)) {
                    String question = callable.input().string(AskUserTool.QUESTION);
                    sorted.requests().add(new InputRequested(draft.task(), call.id(), question));
                } else if (call.tool().equals(DelegateTool.NAME)) {
                    sorted.delegates().add(call);
                } else if (call.tool().equals(PlanTool.NAME)) {
                    draft.add(plan(draft, call));
                } else {
                    sorted.ready().add(ready(entry, callable));
                }
            }
        }
    }

    private static ReadyCall ready(ToolBatch.Entry entry, Callable callable) {
        return ReadyCall.of(entry, callable, entry.past().attempts() + 1);
    }

    /** The beginning of the sub-task that the call asks for, or why there is none. */
    private static TaskEvent delegated(Draft draft, ToolCall call) {
        Allowance allowance = Allowance.of(draft.state());
        Optional<String> refusal =
                allowance.refusal(draft.state().progress().submission().delegation(), call);
        return refusal.isPresent()
                ? notMade(draft.task(), call, ToolCallOutcome.INVALID, "No sub-task was begun: " + refusal.get())
                : new TaskDelegated(
                        draft.task(), call.id(), TaskId.of(draft.task() + "." + call.id()), allowance.given(call));
    }

    /** The beginning of the plan that the call brings, or what is wrong with it. */
    private TaskEvent plan(Draft draft, ToolCall call) {
        Plan plan = Plan.of(call);
        Optional<String> fault = plan.fault().or(() -> tooMuch(draft, plan)).or(() -> unmakeable(plan));
        return fault.isPresent()
                ? notMade(
                        draft.task(),
                        call,
                        ToolCallOutcome.INVALID,
                        "The plan was not begun, no step of it was made: " + fault.get())
                : new PlanMade(draft.task(), call.id(), plan.steps());
    }

    private static Optional<String> tooMuch(Draft draft, Plan plan) {
        if (draft.state()
                .batch()
                .filter(batch -> batch.any(CallStatus.Unfolded.class))
                .isPresent()) {
            return Optional.of("Another plan of the same reply was begun. Plan one at a time.");
        }
        int left = Decide.callsLeft(draft.state());
        int others = Decide.callsToCome(draft.state());
        int steps = plan.parts().size();
        String beside = others == 0 ? "" : " beside %d other calls of the same reply".formatted(others);
        return steps + others <= left
                ? Optional.empty()
                : Optional.of(
                        "It has %d steps%s, and the task may make %d more tool calls.".formatted(steps, beside, left));
    }

    private Optional<String> unmakeable(Plan plan) {
        for (Plan.Part part : plan.parts()) {
            Optional<String> fault = part.tool().equals(PlanTool.NAME)
                    ? Optional.of("a plan cannot be a step of a plan.")
                    : checks.fault(ToolCall.of(part.name(), part.tool(), part.arguments()));
            if (fault.isPresent()) {
                return fault.map(reason -> "step " + part.name() + ": " + reason);
            }
        }
        return Optional.empty();
    }

    private static List<ReadyCall> start(Draft draft, List<ReadyCall> ready) {
        for (ReadyCall one : ready) {
            SideEffect sideEffect = one.check().sideEffect();
            draft.add(new ToolCallStarted(
                    draft.task(),
                    one.call().id(),
                    one.call().tool(),
                    one.check().input().values(),
                    sideEffect,
                    sideEffect == SideEffect.KEYED ? idempotencyKey(draft.task(), one.call()) : null,
                    one.attempt()));
        }
        return ready;
    }

    /** By the class it was started as, unless today's configuration is stricter; and not for ever, should the call be what kills us. */
    private static boolean mayRunAgain(ToolCall call, Started started, Callable callable, Known known) {
        if (callable.permission() instanceof Permission.Deny
                || callable.sideEffect() == SideEffect.UNSAFE
                || started.attempt() >= MAX_ATTEMPTS) {
            return false;
        }
        return switch (started.sideEffect()) {
            case NONE, IDEMPOTENT -> true;
            case UNSAFE -> false;
            case KEYED -> {
                Instant begun = known.timeline().startOf(call.id()).orElse(Instant.EPOCH);
                yield known.now().isBefore(begun.plus(callable.keyLifetime()));
            }
        };
    }

    private TaskEvent consent(TaskId task, ToolCall call, String reason, Instant now) {
        return new ApprovalRequested(
                task,
                CallRules.approvalOf(task, call.id()),
                call.id(),
                CallRules.digest(call),
                reason,
                now.plus(rules.approvalLifetime()));
    }

    /** That it was not made again says nothing of the attempt before: told that it was not made, an engine would ask for it once more. */
    private TaskEvent stillInDoubt(Draft draft, ToolCallFinished notMade) {
        ToolBatch.Entry entry = draft.state()
                .batch()
                .flatMap(batch -> batch.entry(notMade.call()))
                .orElseThrow(() -> new IllegalStateException("No call " + notMade.call() + " was to be made again."));
        String reason = NOT_AGAIN + ", and an earlier attempt may have had its effect. " + notMade.text();
        return rules.unknown(draft.task(), entry.call(), entry.followUp() == null, reason, Duration.ZERO);
    }

    static ToolCallFinished notMade(TaskId task, ToolCall call, ToolCallOutcome outcome, String message) {
        return new ToolCallFinished(task, call.id(), outcome, message, true, Duration.ZERO);
    }

    static String idempotencyKey(TaskId task, ToolCall call) {
        return ToolCallStarted.keyOf(task, call.id());
    }

    /**
     * A call whose intent is being recorded.
     *
     * @param mayHaveActed whether an earlier attempt may have had an effect that another one would be a second of
     */
    record ReadyCall(ToolCall call, Callable check, int attempt, boolean mayHaveActed) {

        static ReadyCall of(ToolBatch.Entry entry, Callable check, int attempt) {
            boolean mayHaveActed = switch (check.sideEffect()) {
                case NONE, IDEMPOTENT -> false;
                case KEYED -> attempt > entry.past().cleared() + 1;
                case UNSAFE -> entry.past().mayHaveActed();
            };
            return new ReadyCall(entry.call(), check, attempt, mayHaveActed);
        }
    }

    /** @param doubtful why calls are not made again of which an earlier attempt may have had its effect */
    private record Sorted(
            List<ReadyCall> ready,
            List<ToolCall> delegates,
            List<TaskEvent> requests,
            List<ToolCallFinished> doubtful) {

        static Sorted nothing() {
            return new Sorted(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        /** A call that is not made ends here, unless it is one that was. */
        void end(Draft draft, ToolBatch.Entry entry, ToolCallFinished notMade) {
            if (entry.past().mayHaveActed()) {
                doubtful.add(notMade);
            } else {
                draft.add(notMade);
            }
        }
    }
}
