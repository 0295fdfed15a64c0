package dev.walden.wal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Puts appends into commits and tells how each ended. Used by one thread at a time, the one whose turn it is; what others may ask
 * is said with it.
 */
final class Committer {

    private static final int MAX_COMMIT_BYTES = 1 << 20;

    /** A disk that answers faster is not worth two hand-overs between threads. */
    static final long FAST_COMMIT_NANOS = 1_000_000;

    /** A caller is mostly a virtual thread, which holds its carrier while it commits: on a disk that hangs, another must be left. */
    private static final boolean CARRIER_TO_SPARE = Runtime.getRuntime().availableProcessors() > 1;

    private final SegmentWriter writer;
    private final DurableMark mark;
    private final Health health;
    private final WalMetrics metrics;
    private final Consumer<PendingAppend> onSettling;

    private List<PendingAppend> placed = new ArrayList<>();
    private @Nullable PendingAppend current;

    /** Durable, and not all of them know it: whatever breaks the telling off, nobody is left waiting. */
    private List<PendingAppend> telling = List.of();

    private volatile boolean covered;
    private volatile boolean calm = CARRIER_TO_SPARE;
    private volatile long lastCommitAt = System.nanoTime();

    /**
     * @param covered whether the log ends with a marker already
     * @param onSettling told of each append before its caller is; allocates nothing
     */
    Committer(
            SegmentWriter writer,
            DurableMark mark,
            Health health,
            WalMetrics metrics,
            boolean covered,
            Consumer<PendingAppend> onSettling) {
        this.writer = writer;
        this.mark = mark;
        this.health = health;
        this.metrics = metrics;
        this.covered = covered;
        this.onSettling = onSettling;
    }

    /** Whether a watermark on disk covers every record. For any thread. */
    boolean covered() {
        return covered;
    }

    /** When the last commit ended, by {@link System#nanoTime}. For any thread. */
    long lastCommitAt() {
        return lastCommitAt;
    }

    /** Whether the last commit had a single append and a fast disk, so that the next one may well be alone, too. For any thread. */
    boolean calm() {
        return calm;
    }

    /** Whether the append can be committed without beginning a segment. */
    boolean takes(PendingAppend append) throws IOException {
        try {
            return !append.beginsSegment() && writer.fits(append);
        } catch (WalException.NoSpace e) {
            return false;
        }
    }

    /**
     * Commits an append and as many of those that wait as belong into one commit.
     *
     * @return what is durable by that and {@linkplain #tell to be told so}, which may be done by any thread after its turn: a caller
     *     who is told sooner comes back while the turn is still taken
     */
    List<PendingAppend> commit(PendingAppend first, Supplier<@Nullable PendingAppend> waiting) throws IOException {
        current = first;
        while (current != null) {
            place(current);
            current = writer.placedBytes() < MAX_COMMIT_BYTES ? waiting.get() : null;
        }
        return commitPlaced();
    }

    /** Commits an append that was found to {@linkplain #takes fit} and tells so, both within the turn. */
    void commitAlone(PendingAppend append) throws IOException {
        tellNow(commit(append, () -> null));
    }

    private void tellNow(List<PendingAppend> durable) {
        telling = durable;
        tell(durable);
        telling = List.of();
    }

    /** Tells that appends are durable. */
    void tell(List<PendingAppend> durable) {
        for (var append : durable) {
            onSettling.accept(append);
            append.acknowledge();
        }
    }

    private void place(PendingAppend append) throws IOException {
        try {
            if (append.beginsSegment() || !writer.fits(append)) {
                tellNow(commitPlaced());
                writer.rotate(append);
            }
            placed.add(append);
            writer.place(append);
        } catch (WalException.NoSpace e) {
            var end = health.end(); // getting the next segment ready may have failed for good
            onSettling.accept(append);
            append.fail(end == null ? e : end);
        }
    }

    private List<PendingAppend> commitPlaced() throws IOException {
        if (placed.isEmpty()) {
            return List.of();
        }
        long took = force();
        calm = CARRIER_TO_SPARE && placed.size() == 1 && took < FAST_COMMIT_NANOS;
        covered = false;
        var durable = placed;
        placed = new ArrayList<>(durable.size());
        return durable;
    }

    /** Returns how long it took, in nanoseconds. */
    private long force() throws IOException {
        long before = mark.durable();
        long bytes = writer.placedBytes();
        long start = System.nanoTime();
        long durable = writer.commit();
        long end = System.nanoTime();
        lastCommitAt = end;
        metrics.committed((int) (durable - before), bytes, end - start);
        mark.advance(durable);
        return end - start;
    }

    /** Writes a marker, so that a watermark on disk covers every acknowledged record. */
    void cover() throws IOException {
        if (writer.placeMarker()) {
            var _ = force();
        }
        covered = true;
    }

    /** Ends what was begun, and the writing. Allocates nothing before everybody is told: memory may be out. */
    void end(WalException end) {
        fail(telling, end);
        fail(placed, end);
        if (current != null) {
            fail(current, end);
        }
    }

    /** Tells that nobody knows whether appends are durable. Allocates nothing. */
    void fail(List<PendingAppend> appends, WalException end) {
        for (int i = 0; i < appends.size(); i++) {
            fail(appends.get(i), end);
        }
    }

    /** Lets go of the last segment's file. */
    void close() {
        try {
            writer.close();
        } catch (IOException e) {
            health.fail("The last segment could not be closed", e);
        }
    }

    private void fail(PendingAppend append, WalException end) {
        onSettling.accept(append);
        append.fail(end);
    }
}
