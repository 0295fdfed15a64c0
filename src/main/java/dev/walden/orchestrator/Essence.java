package dev.walden.orchestrator;

import dev.walden.activity.ActivityEvent;
import dev.walden.activity.MemoryEvent.EpisodeRecorded;
import dev.walden.activity.TaskEvent.ContextGathered;
import dev.walden.activity.TaskEvent.ReasoningStarted;
import dev.walden.activity.TaskEvent.Reflected;
import dev.walden.activity.TaskEvent.TaskFailed;
import dev.walden.activity.TaskLimits;
import dev.walden.activity.ToolCallEvent.ApprovalRequested;
import dev.walden.activity.ToolCallEvent.ProbeBegun;
import dev.walden.activity.ToolCallEvent.TaskDelegated;
import dev.walden.activity.ToolCallEvent.ToolCallFinished;
import dev.walden.activity.ToolCallEvent.ToolCallInDoubt;
import dev.walden.conversation.Cost;
import dev.walden.conversation.TokenUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a replay compares of a decision. Blank is what cannot be computed from the records alone: version, digest and reservations of a
 * prompt, which need the words that memory and the files of the prompt hold today; what a sub-task may use, which its arguments may say;
 * the time at which a request for consent expires, and before which no probe is made. Blank is what earlier versions did not record: what of older
 * turns was quoted, which procedures were offered, actions that failed, tokens of an episode. Blank is the wording of reasons and messages, as another wording is no other decision. All else counts:
 * what is done, with which engine, tool, arguments, side effect class, key and attempt; verdict and who gave it, outcome, error code, output, sources,
 * the episode with its tools and working time. Pure.
 */
final class Essence {

    private static final String BLANK = "";
    private static final TaskLimits ANY = new TaskLimits(1, 0, 1, Duration.ofSeconds(1));

    private Essence() {}

    /** The event with all blanked that does not count. */
    static ActivityEvent of(ActivityEvent event) {
        return switch (event) {
            case ReasoningStarted started ->
                new ReasoningStarted(
                        started.task(), started.engine(), BLANK, BLANK, 0, Cost.NONE, null, started.critique());
            case ToolCallFinished ended ->
                new ToolCallFinished(
                        ended.task(), ended.call(), ended.outcome(), BLANK, ended.trusted(), Duration.ZERO);
            case TaskDelegated begun -> new TaskDelegated(begun.task(), begun.call(), begun.child(), ANY);
            case ProbeBegun probe ->
                new ProbeBegun(
                        probe.task(),
                        probe.call(),
                        probe.probe(),
                        probe.tool(),
                        probe.arguments(),
                        probe.succeededWhen(),
                        probe.failedWhen(),
                        probe.acts(),
                        Instant.EPOCH,
                        probe.begunBy());
            case ToolCallInDoubt doubt -> new ToolCallInDoubt(doubt.task(), doubt.call(), BLANK);
            case ApprovalRequested asked ->
                new ApprovalRequested(
                        asked.task(), asked.approval(), asked.call(), asked.argumentsDigest(), BLANK, Instant.EPOCH);
            case Reflected reflected -> new Reflected(reflected.task(), reflected.verdict(), null, reflected.by());
            case TaskFailed failed -> new TaskFailed(failed.task(), failed.code(), BLANK, failed.output());
            case EpisodeRecorded left ->
                new EpisodeRecorded(
                        left.task(),
                        left.space(),
                        left.session(),
                        left.outcome(),
                        left.tools(),
                        null,
                        left.duration(),
                        left.procedures(),
                        List.of(),
                        TokenUsage.ZERO,
                        Cost.NONE);
            case ContextGathered gathered -> new ContextGathered(gathered.task(), gathered.items(), gathered.turns());
            default -> event;
        };
    }
}
