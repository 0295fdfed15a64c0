package dev.walden.memory.lexical;

import dev.walden.memory.feed.IndexPositions;
import dev.walden.memory.feed.ItemFeed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.lucene.store.AlreadyClosedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The index of all items by their words. Thread-safe. One low-priority thread follows the feed, at once when somebody waits and
 * else a quarter of a second behind, because letting searches see one more item costs as much as a hundred. What it has applied
 * can be found at once and is durable some seconds later: after a crash it goes on from its last commit. When it is far behind, all cores
 * split texts into words for it.
 *
 * <p>When the disk fails it, the thread pauses, opens the index anew and tries again; searches find nothing meanwhile and say so
 * by their position.
 */
public final class LexicalIndex implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LexicalIndex.class);
    private static final int ROUND = 2_000;
    /** An index that is far behind lets searches see more after so many. */
    private static final int SHOW_CHANGES = 50_000;

    private static final int COMMIT_CHANGES = 100_000;
    private static final long COMMIT_NANOS = Duration.ofSeconds(5).toNanos();
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final Duration STOP_DEADLINE = Duration.ofSeconds(10);

    private final Path folder;
    private final ItemFeed feed;
    private final Thread thread;

    private final IndexPositions positions = new IndexPositions();
    private volatile @Nullable IndexStore store;
    /** Confined to the thread, as all below: up to where the feed is in the index, whether searches see it or not. */
    private long fed;

    private int unseen;
    private long changesSinceCommit;
    private long firstChangeNanos;

    /** An index in a folder of its own, which is created when it is missing. */
    @SuppressWarnings("ThreadPriorityCheck") // nothing relies on it: where the system heeds it, tasks go first
    public LexicalIndex(Path folder, ItemFeed feed) {
        this.folder = folder;
        this.feed = feed;
        this.thread = Thread.ofPlatform()
                .name("memory-word-index")
                .daemon(true)
                .priority(Thread.MIN_PRIORITY)
                .unstarted(this::run);
    }

    /** Starts to follow a feed that tells all up to {@code seq}. Returns at once. */
    public void start(long seq) {
        follow(seq, seq);
        thread.start();
    }

    /**
     * Tells that the feed tells all up to {@code seq}. Returns at once.
     *
     * @param needed the last record that searches must not miss; what comes after it may be shown a little later
     */
    public void follow(long seq, long needed) {
        positions.follow(seq, needed);
    }

    /** Waits until searches see the feed up to {@code seq}; false when they do not within {@code atMost}. */
    public boolean awaitApplied(long seq, Duration atMost) throws InterruptedException {
        return positions.awaitApplied(seq, atMost);
    }

    /** Waits until searches see all that they must not miss; false when they do not within {@code atMost}. */
    public boolean awaitNeeded(Duration atMost) throws InterruptedException {
        return positions.awaitNeeded(atMost);
    }

    /** Up to where searches see the feed. */
    public long applied() {
        return positions.applied();
    }

    /** How many records of the feed searches do not see yet. */
    public long lag() {
        long applied = positions.applied(); // first: the feed only gets on
        return positions.target() - applied;
    }

    /**
     * Finds items that match, in no order: at least the best under each signal, and those of {@code also} that the query's filters
     * let through, whether they match or not.
     *
     * @param also seqs of items
     */
    public Found search(LexicalQuery query, long[] also) throws IOException {
        long position = applied();
        IndexStore open = store;
        if (open == null || position == 0) {
            return new Found(List.of(), 0);
        }
        try {
            return new Found(open.matches(query, also), position);
        } catch (AlreadyClosedException e) {
            return new Found(List.of(), 0);
        }
    }

    /** The seqs of all items that the query's filters let through, ascending. */
    public long[] filtered(LexicalQuery query) throws IOException {
        IndexStore open = store;
        try {
            return open == null ? new long[0] : open.filtered(query);
        } catch (AlreadyClosedException e) {
            return new long[0];
        }
    }

    /** Whether the query's filters let any item through. */
    public boolean any(LexicalQuery query) throws IOException {
        IndexStore open = store;
        try {
            return open != null && open.any(query);
        } catch (AlreadyClosedException e) {
            return false;
        }
    }

    /** Commits and ends the thread; waits no longer for it than this. */
    public void close(Duration atMost) {
        positions.stop();
        awaitEnd(atMost);
    }

    /** The same. Who closed it before has waited already, and knows how long was right. */
    @Override
    public void close() {
        if (positions.stop()) {
            awaitEnd(STOP_DEADLINE);
        }
    }

    private void awaitEnd(Duration atMost) {
        try {
            if (thread.isAlive() && !thread.join(atMost)) {
                log.atWarn().addKeyValue("thread", thread.getName()).log("word index did not stop in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (roundOrPause()) {
                positions.awaitWork(untilCommitNanos());
            }
        } catch (InterruptedException e) {
            log.atWarn().log("word index was interrupted");
        } finally {
            discard();
        }
    }

    private boolean roundOrPause() throws InterruptedException {
        try {
            return round();
        } catch (IOException | RuntimeException e) {
            log.atWarn().addKeyValue("error", e).log("word index pauses");
            discard();
            return positions.pause(RETRY);
        }
    }

    /** One stretch of the feed; false when it is time to end. */
    private boolean round() throws IOException {
        IndexStore open = opened();
        long upTo = positions.target();
        ItemFeed.Changes changes = feed.after(fed, upTo, ROUND);
        int count = changes.present().size() + changes.gone().size();
        if (count > 0) {
            open.apply(changes);
            firstChangeNanos = changesSinceCommit == 0 ? System.nanoTime() : firstChangeNanos;
            changesSinceCommit += count;
            unseen += count;
        }
        fed = changes.position();
        if (fed < upTo && unseen < SHOW_CHANGES && !positions.stopping()) {
            return true; // letting searches see costs as much as a hundred items more
        }
        if (unseen > 0) {
            open.refresh();
            unseen = 0;
        }
        boolean ending = positions.advance(fed, fed >= upTo);
        if (changesSinceCommit > 0 && (ending || changesSinceCommit >= COMMIT_CHANGES || untilCommitNanos() <= 0)) {
            open.commit(feed.identity(), fed);
            changesSinceCommit = 0;
        }
        return !ending;
    }

    private IndexStore opened() throws IOException {
        IndexStore open = store;
        if (open == null) {
            open = IndexStore.open(folder, feed.identity(), positions.target());
            changesSinceCommit = 0;
            store = open;
            fed = open.position();
            unseen = 0;
            positions.advance(fed, false);
        }
        return open;
    }

    private long untilCommitNanos() {
        return changesSinceCommit == 0 ? Long.MAX_VALUE : COMMIT_NANOS - (System.nanoTime() - firstChangeNanos);
    }

    private void discard() {
        IndexStore open = store;
        store = null;
        positions.advance(0, false);
        if (open == null) {
            return;
        }
        try {
            open.close();
        } catch (IOException e) {
            log.atWarn().addKeyValue("error", e).log("word index did not close");
        }
    }

    /**
     * What a search found.
     *
     * @param matches in no order
     * @param applied up to where the feed was seen, at least
     */
    public record Found(List<Match> matches, long applied) {
        public Found {
            matches = List.copyOf(matches);
        }
    }
}
