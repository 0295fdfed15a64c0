package dev.walden.orchestrator;

import dev.walden.activity.ToolCallEvent.Resolution;
import dev.walden.activity.ToolCallEvent.ToolCallOutcome;
import dev.walden.activity.ToolCallEvent.ToolCallSettled;
import dev.walden.orchestrator.ToolBatch.CallStatus;
import dev.walden.orchestrator.ToolBatch.CallStatus.Done;
import dev.walden.orchestrator.ToolBatch.CallStatus.Doubtful;
import dev.walden.orchestrator.ToolBatch.Entry;
import dev.walden.tools.Finding;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was done about the calls of a batch that are in doubt, and what follows from it. Pure. */
final class Doubts {

    /** How many calls there may be about the doubts of one reply. */
    static final int MOST_FOLLOW_UPS = 64;

    private Doubts() {}

    static List<Entry> of(ToolBatch batch) {
        return batch.where(Doubtful.class::isInstance);
    }

    /** Whether a call about a doubt is wanted or under way. */
    static boolean areFollowed(ToolBatch batch) {
        return followUps(batch).stream()
                .anyMatch(entry -> entry.isOpen() || entry.status() instanceof CallStatus.Started);
    }

    static List<Entry> followUps(ToolBatch batch) {
        return batch.entries().stream()
                .filter(entry -> entry.followUp() != null)
                .toList();
    }

    /** What was done about this doubt; about those of earlier attempts, nothing follows any more. */
    static List<Entry> about(ToolBatch batch, Entry doubt) {
        int attempt = doubt.past().attempts();
        return followUps(batch).stream()
                .filter(entry -> isAbout(entry.followUp(), doubt, attempt))
                .toList();
    }

    private static boolean isAbout(@Nullable FollowUp followUp, Entry doubt, int attempt) {
        return followUp != null && followUp.of().equals(doubt.call().id()) && followUp.attempt() == attempt;
    }

    /** The doubts that nobody has looked into. */
    static List<Entry> untouched(ToolBatch batch) {
        return of(batch).stream().filter(doubt -> about(batch, doubt).isEmpty()).toList();
    }

    /** The id of the next probe or compensation of a call. */
    static String nextId(ToolBatch batch, String call, String kind) {
        int number = 1;
        while (batch.entry(call + "." + kind + number).isPresent()) {
            number++;
        }
        return call + "." + kind + number;
    }

    /** What a probe that has ended found; one that failed found nothing. */
    static Finding finding(Entry probe) {
        return probe.followUp() instanceof FollowUp.Probe followUp
                        && probe.status() instanceof Done done
                        && done.outcome() == ToolCallOutcome.SUCCEEDED
                ? followUp.reading().of(done.text())
                : Finding.UNCLEAR;
    }

    /** The first doubt that is one no more, and what became of the call. */
    static Optional<Conclusion> conclusion(ToolBatch batch) {
        return of(batch).stream()
                .flatMap(doubt -> conclusion(batch, doubt).stream())
                .findFirst();
    }

    /** Who wants a call undone does not want it made again, whatever a probe finds then. */
    private static Optional<Conclusion> conclusion(ToolBatch batch, Entry doubt) {
        String call = doubt.call().id();
        List<Entry> undone = about(batch, doubt).stream()
                .filter(entry -> entry.followUp() instanceof FollowUp.Compensation)
                .toList();
        if (!undone.isEmpty()) {
            return undone.stream().anyMatch(Entry::succeeded)
                    ? Optional.of(new Conclusion(call, Resolution.FAILED, ToolCallSettled.BY_COMPENSATION))
                    : Optional.empty();
        }
        return lastProbe(batch, doubt)
                .filter(probe -> probe.followUp() instanceof FollowUp.Probe followUp && followUp.acts())
                .flatMap(probe -> resolution(finding(probe), doubt.past().attempts()))
                .map(resolution -> new Conclusion(call, resolution, ToolCallSettled.BY_PROBE));
    }

    private static Optional<Resolution> resolution(Finding finding, int attempts) {
        return switch (finding) {
            case HAPPENED -> Optional.of(Resolution.SUCCEEDED);
            case NOT_HAPPENED -> attempts < CallPlanner.MAX_ATTEMPTS ? Optional.of(Resolution.RETRY) : Optional.empty();
            case UNCLEAR -> Optional.empty();
        };
    }

    private static Optional<Entry> lastProbe(ToolBatch batch, Entry doubt) {
        return about(batch, doubt).stream()
                .filter(entry -> entry.followUp() instanceof FollowUp.Probe)
                .reduce((_, later) -> later);
    }

    /** The outcome of a call that the machine settled. */
    static Done concluded(ToolBatch batch, ToolCallSettled settled, CallStatus old) {
        Entry doubt = batch.entry(settled.call())
                .orElseThrow(() -> new IllegalStateException("No call " + settled.call() + " is in doubt."))
                .with(old);
        if (settled.resolution() == Resolution.SUCCEEDED) {
            return lastProbe(batch, doubt)
                    .filter(probe -> probe.status() instanceof Done)
                    .map(probe -> (Done) probe.status())
                    .map(said -> new Done(ToolCallOutcome.SUCCEEDED, said.text(), said.trusted(), Duration.ZERO))
                    .orElseThrow(() -> new IllegalStateException("No probe of " + settled.call() + " has ended."));
        }
        return new Done(
                ToolCallOutcome.FAILED,
                "The outcome of this call was unknown; whatever effect it had was then undone by another call.",
                true,
                Duration.ZERO);
    }

    /** That a call is in doubt no more. */
    record Conclusion(String call, Resolution resolution, String by) {}
}
