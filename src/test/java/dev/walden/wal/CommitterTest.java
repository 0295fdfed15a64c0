package dev.walden.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whoever is durable and was not told of it, as telling broke off, is told with the end of the log. */
class CommitterTest {

    private final WalMetrics metrics = LogFixture.metrics();
    private final Health health = new Health(failure -> {}, metrics);
    private final List<@Nullable WalException> heard = new ArrayList<>();
    private int toThrow = 1;
    private final Committer committer = new Committer(
            new SegmentWriter(
                    new Recovered(LogOnDisk.LOG_ID, 0, null),
                    new SegmentCatalog(count -> {}, archived -> {}),
                    new GrowingSegments(
                            new SimulatedDisk(),
                            LogOnDisk.options(() -> LogOnDisk.NOON),
                            health,
                            new SteppedBackground()),
                    () -> LogOnDisk.NOON,
                    (segment, file) -> {}),
            new DurableMark(0, metrics),
            health,
            metrics,
            true,
            this::onSettling);

    private void onSettling(PendingAppend append) {
        if (toThrow-- > 0) {
            throw new StackOverflowError("for a test");
        }
    }

    private PendingAppend append() {
        return PendingAppend.ofLog(LogFixture.body("a"), heard::add);
    }

    @Test
    void ofOneWhoCommitsAlone() throws IOException {
        assertThat(committer.commit(append(), () -> null)).hasSize(1); // begins a segment

        assertThatThrownBy(() -> committer.commitAlone(append())).isInstanceOf(StackOverflowError.class);
        var end = health.died();
        committer.end(end);

        assertThat(heard).containsExactly(end);
    }

    @Test
    void ofThoseBeforeABeginningSegment() {
        var waiting = new ConcurrentLinkedQueue<PendingAppend>();
        waiting.add(PendingAppend.ofNewSegment(heard::add));

        assertThatThrownBy(() -> committer.commit(append(), waiting::poll)).isInstanceOf(StackOverflowError.class);
        var end = health.died();
        committer.end(end);

        assertThat(heard).containsExactly(end, end);
    }
}
