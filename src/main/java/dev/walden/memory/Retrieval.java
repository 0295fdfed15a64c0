package dev.walden.memory;

import dev.walden.activity.Space;
import dev.walden.memory.lexical.LexicalIndex;
import dev.walden.memory.lexical.LexicalQuery;
import dev.walden.memory.vector.Among;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks both indexes and puts what they find into one order. Thread-safe. */
final class Retrieval {

    /** Of so many that were put in last, those that happened last are chosen. */
    private static final int NEWEST = 2_000;

    private final LexicalIndex words;
    private final Meaning meaning;
    private final Duration deadline;
    private final InstantSource clock;
    private final ZoneId zone;

    /**
     * Asks these.
     *
     * @param deadline how long the vector of a question is waited for
     * @param zone in which time words are understood
     */
    Retrieval(LexicalIndex words, Meaning meaning, Duration deadline, InstantSource clock, ZoneId zone) {
        this.words = words;
        this.meaning = meaning;
        this.deadline = deadline;
        this.clock = clock;
        this.zone = zone;
    }

    /** In which time words are understood. */
    ZoneId zone() {
        return zone;
    }

    /** The time that decides what is valid and how old it is. */
    Instant now() {
        return clock.instant();
    }

    /** Begins what takes longest. */
    MeaningOfQuestion begin(MemoryQuery query, boolean forTask) {
        return meaning.ask(query, forTask, deadline);
    }

    /** Waits until searches by words see all that they must not miss; false when they do not within that time. */
    boolean awaitNeeded(Duration atMost) throws InterruptedException {
        return words.awaitNeeded(atMost);
    }

    /** Whether there is any part of a document; true also while nothing can be looked up. */
    boolean hasDocuments(Space space) throws IOException {
        return words.applied() == 0
                || words.any(new LexicalQuery(space.name(), "", 1, Set.of(ItemKind.DOCUMENT.code()), null, null));
    }

    /** Whether there is an item with this domain, whatever it says; true also while nothing can be looked up. */
    boolean hasDomain(Space space, String domain) throws IOException {
        return words.applied() == 0 || words.any(new LexicalQuery(space.name(), "", 1, Set.of(), domain, null));
    }

    /** How alike vectors of things are, at least, that have to do with each other. */
    double related() {
        return meaning.related();
    }

    /**
     * What was found for a query that was begun.
     *
     * @param most items, which may be more than the query wants
     */
    Answer answer(MemoryQuery query, MeaningOfQuestion begun, Instant now, int most)
            throws IOException, InterruptedException {
        Instant at = query.asOf() == null ? now : query.asOf();
        AskedTime asked = AskedTime.of(query, at, zone);
        LexicalQuery wanted = wanted(query, now, asked);
        if (asked.alone()) {
            return newest(query, wanted, asked, begun.use(), most);
        }
        Recency recency = new Recency(at);
        boolean byMeaning = begun.await();
        long start = System.nanoTime();
        long[] near = byMeaning ? begun.nearest(wanted.space(), among(wanted), most) : new long[0];
        LexicalIndex.Found found = words.search(wanted, near);
        NearSeqs likeness = begun.likeness(wanted.space(), found.matches());
        begun.took(System.nanoTime() - start);
        return new Answer(
                Fusion.best(found.matches(), likeness, recency::weight, match -> asked.prefers(match.at()), most),
                found.applied(),
                meaning.applied(found.applied()),
                begun.use(),
                asked.time());
    }

    /** Of a time that was asked for and nothing else. What was put in last is most often what happened last. */
    private Answer newest(MemoryQuery query, LexicalQuery wanted, AskedTime asked, VectorUse use, int most)
            throws IOException {
        long[] all = words.filtered(wanted);
        long[] newest = Arrays.copyOfRange(all, Math.max(0, all.length - NEWEST), all.length);
        LexicalIndex.Found found = words.search(wanted, newest);
        return new Answer(
                Newest.of(found.matches(), query, most),
                found.applied(),
                meaning.applied(found.applied()),
                use,
                asked.time());
    }

    private Among among(LexicalQuery wanted) throws IOException {
        return new Among(wanted.isFiltered() ? words.filtered(wanted) : null, wanted.closed());
    }

    private static LexicalQuery wanted(MemoryQuery query, Instant now, AskedTime asked) {
        return new LexicalQuery(
                query.space().name(),
                asked.alone() ? "" : asked.text(),
                query.k(),
                query.kinds().stream().map(ItemKind::code).collect(Collectors.toSet()),
                query.domain(),
                query.session(),
                new LexicalQuery.Time(Validity.micros(query.asOf() == null ? now : query.asOf()), query.asOf() != null),
                asked.during(),
                Traits.asked(query.narrowing()),
                query.closed());
    }

    /**
     * What was found.
     *
     * @param best best first
     * @param words the record up to which everything can be found by its words
     * @param vectors the record up to which no item waits for a vector
     * @param time as it was understood; null for none
     */
    record Answer(
            List<Ranked> best,
            long words,
            long vectors,
            VectorUse vectorUse,
            @Nullable UnderstoodTime time) {}
}
