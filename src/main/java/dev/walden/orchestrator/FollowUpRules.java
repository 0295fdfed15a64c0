package dev.walden.orchestrator;

import dev.walden.activity.TaskId;
import dev.walden.activity.ToolCallEvent.ProbeBegun;
import dev.walden.activity.ToolCallEvent.ToolCallFinished;
import dev.walden.activity.ToolCallEvent.ToolCallOutcome;
import dev.walden.orchestrator.ToolBatch.Entry;
import dev.walden.plugin.SideEffect;
import dev.walden.tools.CallCheck.Callable;
import dev.walden.tools.CallCheck.Permission;
import dev.walden.tools.Remedies;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When calls about doubts are begun, and when they may not be made. Pure. */
final class FollowUpRules {

    private FollowUpRules() {}

    /** Begins probes of those of the doubts that are to be probed without a person; says whether there is one. */
    static boolean probe(Draft draft, List<Entry> doubts, Known known, Remedies remedies) {
        boolean any = false;
        for (Entry doubt : doubts) {
            Optional<Remedies.Probe> probe = remedies.probe(CallRules.inDoubt(draft.task(), doubt.call()))
                    .filter(Remedies.Probe::automatic);
            if (probe.isPresent() && mayFollow(draft.state())) {
                Instant settled = known.now().plus(probe.get().settleAfter());
                draft.add(probe(draft.state(), doubt, probe.get(), settled, null));
                any = true;
            }
        }
        return any;
    }

    /**
     * Whether there is nothing to plan: the task has ended, or a person must act, as none of its doubts is about to be probed or settled, and no call
     * beside them has yet to end.
     */
    static boolean rests(TaskState state, Remedies remedies) {
        return rests(Decide.next(state), state, remedies);
    }

    /** Whether it rests but for calls that are made again, or still run, beside a doubt that a person must settle. */
    static boolean awaitsPerson(TaskState state, Remedies remedies) {
        return state instanceof TaskState.InDoubt(var _, ToolBatch calls)
                && rests(Decide.doubt(calls), state, remedies);
    }

    private static boolean rests(Step next, TaskState state, Remedies remedies) {
        return switch (next) {
            case Step.Rest _ -> true;
            case Step.ProbeDoubts(var doubts) -> !mayFollow(state) || !probes(state, doubts, remedies);
            default -> false;
        };
    }

    /** Whether one of the doubts is to be probed without a person. */
    private static boolean probes(TaskState state, List<Entry> doubts, Remedies remedies) {
        TaskId task = state.progress().submission().task();
        return doubts.stream()
                .flatMap(doubt -> remedies.probe(CallRules.inDoubt(task, doubt.call())).stream())
                .anyMatch(Remedies.Probe::automatic);
    }

    /** Whether there may be one more call about doubts. */
    static boolean mayFollow(TaskState state) {
        return state.batch()
                .filter(batch -> Doubts.followUps(batch).size() < Doubts.MOST_FOLLOW_UPS)
                .isPresent();
    }

    /** The beginning of a probe. */
    static ProbeBegun probe(
            TaskState state, Entry doubt, Remedies.Probe probe, Instant notBefore, @Nullable String by) {
        ToolBatch batch = state.batch().orElseThrow();
        return new ProbeBegun(
                state.progress().submission().task(),
                doubt.call().id(),
                Doubts.nextId(batch, doubt.call().id(), "probe"),
                probe.tool(),
                probe.arguments(),
                probe.reading().succeededWhen(),
                probe.reading().failedWhen(),
                probe.automatic(),
                notBefore,
                by);
    }

    /**
     * Why a call about a doubt that fits its tool is not made all the same. What a person asked for they have consented to; that consent is
     * no answer to a rule that denies.
     */
    static Optional<ToolCallFinished> refusal(TaskId task, Entry entry, FollowUp followUp, Callable callable) {
        if (CallPlanner.isOwn(entry.call().tool())) {
            return notMade(task, entry, ToolCallOutcome.INVALID, entry.call().tool() + " is no tool for this.");
        }
        Optional<String> denial = denial(followUp, callable.permission());
        if (denial.isPresent()) {
            return notMade(task, entry, ToolCallOutcome.DENIED, denial.get());
        }
        return followUp instanceof FollowUp.Probe && callable.sideEffect() != SideEffect.NONE
                ? notMade(
                        task,
                        entry,
                        ToolCallOutcome.INVALID,
                        "a probe only reads, and this one is of class "
                                + callable.sideEffect().code() + ".")
                : Optional.empty();
    }

    private static Optional<String> denial(FollowUp followUp, Permission permission) {
        return switch (permission) {
            case Permission.Deny(String reason) -> Optional.of(reason);
            case Permission.Ask(String reason) when !followUp.byPerson() -> Optional.of(reason);
            case Permission.Ask _, Permission.Allow _ -> Optional.empty();
        };
    }

    private static Optional<ToolCallFinished> notMade(TaskId task, Entry entry, ToolCallOutcome outcome, String why) {
        return Optional.of(CallPlanner.notMade(task, entry.call(), outcome, "The call was not made: " + why));
    }
}
