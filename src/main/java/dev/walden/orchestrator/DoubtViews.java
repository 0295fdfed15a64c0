package dev.walden.orchestrator;

import dev.walden.conversation.Clipped;
import dev.walden.orchestrator.TaskView.DoubtFollowUp;
import dev.walden.orchestrator.TaskView.DoubtfulCall;
import dev.walden.orchestrator.ToolBatch.CallStatus;
import dev.walden.orchestrator.ToolBatch.CallStatus.Done;
import dev.walden.orchestrator.ToolBatch.CallStatus.Doubtful;
import dev.walden.orchestrator.ToolBatch.Entry;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Shows calls in doubt, and what was done about them, the way the outside sees it. Pure. */
final class DoubtViews {

    private static final int MOST_SHOWN = 2_000;

    private DoubtViews() {}

    static List<DoubtfulCall> of(Snapshot snapshot) {
        return snapshot.state()
                .batch()
                .map(batch -> Doubts.of(batch).stream()
                        .map(doubt -> view(snapshot, batch, doubt))
                        .toList())
                .orElse(List.of());
    }

    /** When the call was begun. */
    static Instant startOf(Snapshot snapshot, Entry doubt) {
        return snapshot.timeline()
                .startOf(doubt.call().id())
                .orElse(snapshot.timeline().updated());
    }

    private static DoubtfulCall view(Snapshot snapshot, ToolBatch batch, Entry doubt) {
        return new DoubtfulCall(
                doubt.call().id(),
                doubt.call().tool(),
                doubt.call().arguments(),
                startOf(snapshot, doubt),
                doubt.status() instanceof Doubtful doubtful ? doubtful.reason() : "",
                Doubts.about(batch, doubt).stream().map(DoubtViews::view).toList());
    }

    private static DoubtFollowUp view(Entry followUp) {
        boolean probe = followUp.followUp() instanceof FollowUp.Probe;
        return new DoubtFollowUp(
                followUp.call().id(),
                probe ? "probe" : "compensation",
                followUp.call().tool(),
                state(followUp.status()),
                probe ? found(followUp) : null,
                shortened(followUp));
    }

    private static @Nullable String found(Entry probe) {
        return probe.status() instanceof Done ? Doubts.finding(probe).name().toLowerCase(Locale.ROOT) : null;
    }

    private static String state(CallStatus status) {
        return switch (status) {
            case Done done -> done.outcome().name().toLowerCase(Locale.ROOT);
            case Doubtful _ -> "in_doubt";
            default -> "running";
        };
    }

    private static String shortened(Entry followUp) {
        String text = followUp.status() instanceof Doubtful doubtful ? doubtful.reason() : followUp.told();
        return Clipped.of(text, MOST_SHOWN);
    }
}
