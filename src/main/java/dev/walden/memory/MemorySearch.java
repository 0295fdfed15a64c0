package dev.walden.memory;

import dev.walden.activity.ActivityException;
import dev.walden.activity.ActivityLog;
import dev.walden.activity.Space;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds items by what they say and mean. Thread-safe. Sees every fact and message acknowledged before the call, and episodes some
 * hundred milliseconds later: a session's own last turns are given to its tasks otherwise. When the word index is too far behind for
 * the configured wait, answers with what is there and says how far that is. Vectors follow later; an item that has none yet is found
 * by its words.
 */
public final class MemorySearch {

    /** So many times as many items as are wanted are looked at for those that say something new. */
    private static final int LOOKS = 4;

    private final ActivityLog log;
    private final LivingItems living;
    private final Retrieval retrieval;
    private final Duration wait;
    private final MemoryMetrics metrics;

    MemorySearch(ActivityLog log, LivingItems living, Retrieval retrieval, Duration wait, MemoryMetrics metrics) {
        this.log = log;
        this.living = living;
        this.retrieval = retrieval;
        this.wait = wait;
        this.metrics = metrics;
    }

    /**
     * Finds items, best first; of equal ones the newest first. Also those that say what others say: who forgets means each.
     *
     * @throws ActivityException.ViewFailed when the index or the views cannot be read
     */
    public Found search(MemoryQuery query) throws InterruptedException {
        return search(query, new Manner(false, false, 1));
    }

    /** In which time words are understood, unless a query names another. */
    ZoneId zone() {
        return retrieval.zone();
    }

    /**
     * The same with each thing once: of items that say the same the best, as {@link Repeats} tells. Behind the best k stand those that
     * would be among them if they counted {@code reach} times as much.
     *
     * @param forTask whether it may have to do without vectors when a great many tasks begin
     * @param reach 1 for the best k alone, which it is in a space without documents: nothing is preferred there
     */
    Found searchOnce(MemoryQuery query, boolean forTask, double reach) throws InterruptedException {
        return search(query, new Manner(forTask, true, reach));
    }

    /**
     * What a task may be given, of which {@link Packing} takes each thing once: looking further for more that is new would cost a task
     * that is asked every hour most of what it costs. It may have to do without vectors when a great many tasks begin.
     */
    Found searchForTask(MemoryQuery query) throws InterruptedException {
        return search(query, new Manner(true, false, 1));
    }

    private Found search(MemoryQuery query, Manner manner) throws InterruptedException {
        long start = System.nanoTime();
        try {
            MeaningOfQuestion begun = retrieval.begin(query, manner.forTask());
            boolean sawAll = awaitAcknowledged();
            Manner reaching =
                    manner.reach() > 1 && !retrieval.hasDocuments(query.space()) ? manner.unpreferred() : manner;
            Instant now = retrieval.now();
            Retrieval.Answer answer =
                    retrieval.answer(query, begun, now, manner.once() ? LOOKS * query.k() : query.k());
            Found found = new Found(
                    hits(query, answer.best(), now, reaching),
                    answer.words(),
                    answer.vectors(),
                    answer.vectorUse(),
                    retrieval.related(),
                    answer.time());
            metrics.searched(Duration.ofNanos(System.nanoTime() - start), sawAll, answer.vectorUse());
            return found;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Whether there is an item with this domain in a space. */
    boolean hasDomain(Space space, String domain) {
        try {
            return retrieval.hasDomain(space, domain);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static ActivityException unreadable(IOException e) {
        return new ActivityException.ViewFailed(
                "An index of memory could not be read; it is filled anew at the next start.", e);
    }

    private boolean awaitAcknowledged() throws InterruptedException {
        long start = System.nanoTime();
        try {
            log.awaitApplied(log.lastItem(), wait);
        } catch (ActivityException.ViewsBehind e) {
            return false;
        }
        return retrieval.awaitNeeded(wait.minusNanos(System.nanoTime() - start));
    }

    /** As many as are wanted and those within reach; more are looked up only when some are left out or others are within reach. */
    private List<Hit> hits(MemoryQuery query, List<Ranked> best, Instant now, Manner manner) {
        Repeats repeats = new Repeats();
        Predicate<MemoryItem> wanted = item -> isShown(item, query, now) && (!manner.once() || repeats.isNew(item));
        int first = Math.min(query.k(), best.size());
        List<Hit> hits = new ArrayList<>();
        Predicate<Ranked> open = ranked -> manner.lets(ranked, hits, query.k());
        add(hits, best.subList(0, first), open, wanted);
        add(hits, best.subList(first, best.size()).stream().filter(open).toList(), open, wanted);
        return hits;
    }

    private void add(List<Hit> hits, List<Ranked> part, Predicate<Ranked> open, Predicate<MemoryItem> wanted) {
        if (part.isEmpty()) {
            return;
        }
        Map<String, MemoryItem> items =
                living.ofIds(part.stream().map(Ranked::id).toList());
        for (Ranked ranked : part) {
            MemoryItem item = items.get(ranked.id());
            if (item != null && open.test(ranked) && wanted.test(item)) {
                hits.add(new Hit(item, ranked.scores()));
            }
        }
    }

    /** What was erased or ended since the indexes saw it is not shown; and no row of another space gets through. */
    private static boolean isShown(MemoryItem item, MemoryQuery query, Instant now) {
        return item.space().equals(query.space()) && query.shows(item, now);
    }

    /**
     * How a search is made.
     *
     * @param forTask whether it may have to do without vectors
     * @param once whether of items that say the same only the best is given
     * @param reach how many times as much an item behind the best k may count in the end
     */
    private record Manner(boolean forTask, boolean once, double reach) {

        /** The same for a space where nothing is preferred, so that no item behind the best k can come to be among them. */
        Manner unpreferred() {
            return new Manner(forTask, once, 1);
        }

        /** Whether the next item may be among the best k in the end. */
        boolean lets(Ranked next, List<Hit> better, int k) {
            return better.size() < k
                    || next.scores().total() * reach > better.get(k - 1).score();
        }
    }

    /**
     * What a search found.
     *
     * @param hits best first
     * @param words the record up to which everything can be found by its words
     * @param vectors the record up to which no item waits for a vector; {@code words} when memory makes none
     * @param vectorUse whether vectors took part
     * @param related how alike vectors of things are, at least, that have to do with each other
     * @param time that the query was understood to ask for; null for none
     */
    public record Found(
            List<Hit> hits,
            long words,
            long vectors,
            VectorUse vectorUse,
            double related,
            @Nullable UnderstoodTime time) {

        /** Whenever it was. */
        public Found(List<Hit> hits, long words, long vectors, VectorUse vectorUse, double related) {
            this(hits, words, vectors, vectorUse, related, null);
        }

        public Found {
            hits = List.copyOf(hits);
        }

        Found withHits(List<Hit> others) {
            return new Found(others, words, vectors, vectorUse, related, time);
        }
    }

    /**
     * An item found.
     *
     * @param scores what speaks for it
     */
    public record Hit(MemoryItem item, Scores scores) {

        /** Higher is better; comparable within one search only. */
        public double score() {
            return scores.total();
        }

        /** Counting so many times as much. */
        Hit times(double factor) {
            return new Hit(item, scores.times(factor));
        }
    }
}
