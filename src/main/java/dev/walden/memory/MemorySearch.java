package dev.walden.memory;

import dev.walden.activity.ActivityException;
import dev.walden.activity.ActivityLog;
import dev.walden.memory.lexical.LexicalHit;
import dev.walden.memory.lexical.LexicalIndex;
import dev.walden.memory.lexical.LexicalQuery;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Finds items by what they say. Thread-safe. Sees every fact and message acknowledged before the call, and episodes some hundred
 * milliseconds later: a session's own last turns are given to its tasks otherwise. When the index is too far behind for the
 * configured wait, answers with what is there and says how far that is.
 */
public final class MemorySearch {

    private final ActivityLog log;
    private final LivingItems living;
    private final LexicalIndex index;
    private final Duration wait;
    private final MemoryMetrics metrics;

    MemorySearch(ActivityLog log, LivingItems living, LexicalIndex index, Duration wait, MemoryMetrics metrics) {
        this.log = log;
        this.living = living;
        this.index = index;
        this.wait = wait;
        this.metrics = metrics;
    }

    /**
     * Finds items, best first; of equal ones the newest first.
     *
     * @throws ActivityException.ViewFailed when the index or the views cannot be read
     */
    public Found search(MemoryQuery query) throws InterruptedException {
        long start = System.nanoTime();
        boolean sawAll = awaitAcknowledged();
        LexicalIndex.Found words = words(query);
        Found found = new Found(hits(query, words.hits()), words.applied(), words.applied());
        metrics.searched(Duration.ofNanos(System.nanoTime() - start), sawAll);
        return found;
    }

    private boolean awaitAcknowledged() throws InterruptedException {
        long start = System.nanoTime();
        try {
            log.awaitApplied(log.lastItem(), wait);
        } catch (ActivityException.ViewsBehind e) {
            return false;
        }
        return index.awaitNeeded(wait.minusNanos(System.nanoTime() - start));
    }

    private LexicalIndex.Found words(MemoryQuery query) {
        try {
            return index.search(new LexicalQuery(
                    query.space().name(),
                    query.text(),
                    query.k(),
                    query.kinds().stream().map(ItemKind::code).collect(Collectors.toSet()),
                    query.domain(),
                    query.session()));
        } catch (IOException e) {
            throw new ActivityException.ViewFailed(
                    "The word index could not be read; it is filled anew at the next start.", e);
        }
    }

    /** What was erased since the index saw it has no row that lives; and no row of another space gets through. */
    private List<Hit> hits(MemoryQuery query, List<LexicalHit> words) {
        List<String> ids = words.stream().map(LexicalHit::id).toList();
        Map<String, MemoryItem> items = living.ofIds(ids);
        List<Hit> hits = new ArrayList<>();
        for (LexicalHit hit : words) {
            MemoryItem item = items.get(hit.id());
            if (item != null && item.space().equals(query.space())) {
                hits.add(new Hit(item, hit.score()));
            }
        }
        return hits;
    }

    /**
     * What a search found.
     *
     * @param hits best first
     * @param words the record up to which everything can be found by its words
     * @param vectors the record up to which no item waits for a vector: as long as none are made, that is {@code words}
     */
    public record Found(List<Hit> hits, long words, long vectors) {
        public Found {
            hits = List.copyOf(hits);
        }
    }

    /**
     * An item found.
     *
     * @param score higher is better; comparable within one search only
     */
    public record Hit(MemoryItem item, double score) {}
}
