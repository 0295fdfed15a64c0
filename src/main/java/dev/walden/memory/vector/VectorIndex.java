package dev.walden.memory.vector;

import dev.walden.memory.embedding.BackgroundEmbedding;
import dev.walden.memory.embedding.EmbeddingException;
import dev.walden.memory.feed.IndexPositions;
import dev.walden.memory.feed.IndexedItem;
import dev.walden.memory.feed.ItemFeed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.lucene.store.AlreadyClosedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The index of all items by what they mean. Thread-safe. One thread follows the feed and puts in what has a vector; vectors are
 * computed on others, which yield to all other work, so the index may be minutes behind while tasks are running. A position
 * says how far it is; what has no vector yet is found by its words.
 *
 * <p>When the disk fails it, the thread pauses, opens the index anew and tries again. When the model cannot be loaded, there is no
 * more of it until the next start: searches use words only.
 */
public final class VectorIndex implements NearVectors, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(VectorIndex.class);
    private static final int ROUND = 64;
    private static final String ANOTHER = "";
    private static final long SHOW_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long COMMIT_NANOS = Duration.ofSeconds(10).toNanos();
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final Duration STOP_DEADLINE = Duration.ofSeconds(10);

    private final Path folder;
    private final ItemFeed feed;
    private final BackgroundEmbedding embedding;
    private final Thread thread;
    private final IndexPositions positions = new IndexPositions();
    private volatile @Nullable VectorStore store;
    /** Whether what is in the index was all told by this feed. */
    private volatile boolean ofThisFeed;

    /** Confined to the thread, as all below. */
    private long fed;

    private @Nullable TextVectors texts;

    private boolean unseen;
    private boolean uncommitted;
    private long shownNanos;
    private long committedNanos;

    /** An index in a folder of its own, which is created when it is missing. */
    @SuppressWarnings("ThreadPriorityCheck") // nothing relies on it
    public VectorIndex(Path folder, ItemFeed feed, BackgroundEmbedding embedding) {
        this.folder = folder;
        this.feed = feed;
        this.embedding = embedding;
        this.thread = Thread.ofPlatform()
                .name("memory-vector-index")
                .daemon(true)
                .priority(Thread.MIN_PRIORITY)
                .unstarted(this::run);
    }

    /** Starts to follow a feed that tells all up to {@code seq}. Returns at once. */
    public void start(long seq) {
        follow(seq);
        thread.start();
    }

    /** Tells that the feed tells all up to {@code seq}. Returns at once. */
    public void follow(long seq) {
        positions.follow(seq, 0);
    }

    /** Waits until all up to {@code seq} has its vector; false when it has not within {@code atMost}. */
    public boolean awaitApplied(long seq, Duration atMost) throws InterruptedException {
        return positions.awaitApplied(seq, atMost);
    }

    /** Up to where everything has its vector. */
    public long applied() {
        return positions.applied();
    }

    /** How many records of the feed wait for vectors. */
    public long lag() {
        long applied = positions.applied(); // first: the feed only gets on
        return positions.target() - applied;
    }

    /** How many vectors were computed since the start; of other texts there was one. */
    public long computed() {
        return embedding.computed();
    }

    /** Whether an item of a space has a vector: else a question needs none. */
    public boolean holds(String space) throws IOException {
        return search((leaves, columns) -> {
                            for (var leaf : leaves) {
                                if (columns.of(space, leaf.reader()).size() > 0) {
                                    return List.of(new VectorHit(0, 0));
                                }
                            }
                            return List.of();
                        })
                        .size()
                > 0;
    }

    @Override
    public List<VectorHit> nearest(String space, float[] question, int wanted, Among among) throws IOException {
        return search(new Nearest(space, QuantizedVector.of(question), wanted, Nearest.EXACT, among));
    }

    /** The same of all, with another size up to which all vectors are compared. */
    List<VectorHit> nearest(String space, float[] question, int wanted, int exact) throws IOException {
        return search(new Nearest(space, QuantizedVector.of(question), wanted, exact, Among.ALL));
    }

    @Override
    public List<VectorHit> likeness(String space, float[] question, long[] seqsDescending) throws IOException {
        return search(new Likeness(space, QuantizedVector.of(question), seqsDescending));
    }

    List<VectorHit> search(VectorStore.Search<List<VectorHit>> search) throws IOException {
        VectorStore open = store;
        if (open == null || !ofThisFeed) {
            return List.of();
        }
        try {
            return open.search(search);
        } catch (AlreadyClosedException e) {
            return List.of();
        }
    }

    /** Commits and ends the thread; waits no longer for it than this. What is being computed is given up. */
    public void close(Duration atMost) {
        positions.stop();
        embedding.close();
        awaitEnd(atMost);
    }

    /** The same. Who closed it before has waited already, and knows how long was right. */
    @Override
    public void close() {
        if (positions.stop()) {
            embedding.close();
            awaitEnd(STOP_DEADLINE);
        }
    }

    private void awaitEnd(Duration atMost) {
        try {
            if (thread.isAlive() && !thread.join(atMost)) {
                log.atWarn().addKeyValue("thread", thread.getName()).log("vector index did not stop in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (roundOrPause()) {
                positions.awaitWork(uncommitted ? COMMIT_NANOS : Long.MAX_VALUE);
            }
        } catch (InterruptedException e) {
            log.atWarn().log("vector index was interrupted");
        } catch (EmbeddingException e) {
            if (!positions.stopping()) {
                log.atError().addKeyValue("error", e).log("no vectors are made any more, memory is searched by words");
            }
        } finally {
            discard();
        }
    }

    private boolean roundOrPause() throws InterruptedException {
        try {
            return round();
        } catch (EmbeddingException e) {
            commitAtLast();
            throw e;
        } catch (IOException | RuntimeException e) {
            log.atWarn().addKeyValue("error", e).log("vector index pauses");
            discard();
            return positions.pause(RETRY);
        }
    }

    /** One stretch of the feed; false when it is time to end. */
    private boolean round() throws IOException, InterruptedException {
        VectorStore open = opened();
        long upTo = positions.target();
        if (fed < upTo) {
            ItemFeed.Changes changes = feed.after(fed, upTo, ROUND);
            if (!apply(open, changes)) {
                commit(open, System.nanoTime());
                return false;
            }
            fed = changes.position();
        }
        boolean caughtUp = fed >= upTo;
        if (caughtUp && !ofThisFeed) {
            open.removeOthers(identity());
            unseen = true;
        }
        long now = System.nanoTime();
        if (unseen && (caughtUp || now - shownNanos >= SHOW_NANOS)) {
            open.refresh();
            shownNanos = now;
            unseen = false;
        }
        ofThisFeed |= caughtUp;
        boolean ending = positions.stopping();
        if (!unseen) {
            ending = positions.advance(fed, caughtUp);
        }
        if (uncommitted && (ending || now - committedNanos >= COMMIT_NANOS)) {
            commit(open, now);
        }
        return !ending;
    }

    /**
     * Puts in what has changed. A document comes in one stretch, and may take minutes; what is done of it is kept, as its vectors are
     * found again by their texts.
     *
     * @return false when it is time to end
     */
    private boolean apply(VectorStore open, ItemFeed.Changes changes) throws IOException, InterruptedException {
        TextVectors known = Objects.requireNonNull(texts, "opened with the store");
        String identity = identity();
        List<IndexedItem> present = changes.present();
        for (int i = 0; i < present.size(); i++) {
            if (i % ROUND == 0) {
                known.begin(said(present.subList(i, Math.min(present.size(), i + ROUND))));
            }
            IndexedItem item = present.get(i);
            QuantizedVector own = known.of(item.said());
            if (own != null) {
                QuantizedVector blend = new Blend(own)
                        .beside(vectors(known, item.beside().before().reversed()))
                        .beside(vectors(known, item.beside().after()))
                        .unitLength();
                open.put(item.id(), VectorDocument.of(item, identity, own, blend));
                unseen = true;
                uncommitted = true;
            }
            if (positions.stopping()) {
                return false;
            }
            if (uncommitted && System.nanoTime() - committedNanos >= COMMIT_NANOS) {
                open.refresh();
                commit(open, System.nanoTime());
                uncommitted = true; // its position is that of before
            }
        }
        for (String id : changes.gone()) {
            open.remove(id);
            known.clear();
            unseen = true;
            uncommitted = true;
        }
        return true;
    }

    /**
     * Of what is put in: the feed, and how it lies in the index. What lies there otherwise is put in anew, with the vectors that its
     * texts have already.
     */
    private String identity() {
        return feed.identity() + VectorDocument.LAYOUT;
    }

    private static List<String> said(List<IndexedItem> items) {
        return items.stream().map(IndexedItem::said).toList();
    }

    /** The nearest first; those of which the model has none are left out. */
    private static List<QuantizedVector> vectors(TextVectors known, List<String> said)
            throws IOException, InterruptedException {
        List<QuantizedVector> vectors = new ArrayList<>();
        for (String text : said) {
            QuantizedVector vector = known.of(text);
            if (vector != null) {
                vectors.add(vector);
            }
        }
        return vectors;
    }

    private VectorStore opened() throws IOException {
        VectorStore open = store;
        if (open == null) {
            open = VectorStore.open(folder, embedding.model());
            String identity = identity();
            fed = open.position(identity, positions.target());
            ofThisFeed = open.isOf(identity);
            texts = new TextVectors(embedding, open::ofText);
            uncommitted = false;
            unseen = false;
            committedNanos = System.nanoTime();
            store = open;
            positions.advance(fed, false);
        }
        return open;
    }

    private void commit(VectorStore open, long now) throws IOException {
        open.commit(ofThisFeed ? identity() : ANOTHER, fed); // filled by half, it still has what another feed told
        uncommitted = false;
        committedNanos = now;
    }

    /** What was computed is not to be computed again. */
    private void commitAtLast() {
        VectorStore open = store;
        try {
            if (open != null && uncommitted) {
                commit(open, System.nanoTime());
            }
        } catch (IOException | RuntimeException e) {
            log.atWarn().addKeyValue("error", e).log("vector index was not committed");
        }
    }

    private void discard() {
        VectorStore open = store;
        store = null;
        texts = null;
        positions.advance(0, false);
        if (open == null) {
            return;
        }
        try {
            open.close();
        } catch (IOException e) {
            log.atWarn().addKeyValue("error", e).log("vector index did not close");
        }
    }
}
