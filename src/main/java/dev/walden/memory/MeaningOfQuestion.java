package dev.walden.memory;

import dev.walden.memory.lexical.Match;
import dev.walden.memory.vector.Among;
import dev.walden.memory.vector.NearVectors;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One search as far as it goes by meaning. For one thread: {@link #await} comes first, then {@link #nearest}, then {@link #likeness}. */
final class MeaningOfQuestion {

    private static final Logger LOG = LoggerFactory.getLogger(MeaningOfQuestion.class);
    /** So many of each weight are asked for at least: on long dialogues 300 found nothing that these do not, and 50 found less. */
    private static final int DEPTH = 100;

    private final @Nullable NearVectors index;
    private final CompletableFuture<float[]> coming;
    private final long endNanos;
    private final LongConsumer took;
    private VectorUse use;
    private boolean searched;
    private float[] question = {};
    private NearSeqs nearest = NearSeqs.NONE;

    private MeaningOfQuestion(VectorUse use) {
        this.use = use;
        this.index = null;
        this.coming = new CompletableFuture<>();
        this.endNanos = System.nanoTime();
        this.took = _ -> {};
    }

    /**
     * A search that waits for a vector until the deadline.
     *
     * @param took is told the nanoseconds of a search in which vectors took part
     */
    MeaningOfQuestion(NearVectors index, CompletableFuture<float[]> vector, Duration deadline, LongConsumer took) {
        this.use = VectorUse.USED;
        this.index = index;
        this.coming = vector;
        this.endNanos = System.nanoTime() + deadline.toNanos();
        this.took = took;
    }

    /** A search by words alone, and why. */
    static MeaningOfQuestion without(VectorUse why) {
        return new MeaningOfQuestion(why);
    }

    /** A search by words, because the index cannot be read just now. */
    static MeaningOfQuestion unreadable(IOException e) {
        LOG.atWarn().addKeyValue("error", e).log("vectors cannot be read, memory is searched by words");
        return without(VectorUse.LATE);
    }

    /** What became of the vectors. */
    VectorUse use() {
        return use;
    }

    /** Whether the vector is there; waits for it until the deadline. */
    boolean await() throws InterruptedException {
        if (index == null) {
            return false;
        }
        try {
            question = coming.get(Math.max(0, endNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
            searched = true;
            return true;
        } catch (TimeoutException | ExecutionException e) {
            coming.cancel(false); // who computes it looks whether somebody still wants it
            use = VectorUse.LATE;
            return false;
        }
    }

    /** The seqs of the nearest items among some, so many of each weight at least. */
    long[] nearest(String space, Among among, int atLeast) {
        if (index == null || question.length == 0) {
            return new long[0];
        }
        try {
            nearest = NearSeqs.of(index.nearest(space, question, Math.max(DEPTH, atLeast), among));
        } catch (IOException e) {
            giveUp(e);
        }
        return nearest.seqs();
    }

    /** How near these are; those without a vector are left out, all of them when vectors take no part. */
    NearSeqs likeness(String space, Collection<Match> matches) {
        if (index == null || question.length == 0) {
            return NearSeqs.NONE;
        }
        long[] others = matches.stream()
                .mapToLong(match -> -match.seq())
                .filter(negated -> !nearest.has(-negated))
                .sorted()
                .map(negated -> -negated)
                .toArray();
        try {
            return nearest.with(index.likeness(space, question, others));
        } catch (IOException e) {
            giveUp(e);
            return NearSeqs.NONE;
        }
    }

    /** Tells how long the search took; nothing is counted of one by words alone. */
    void took(long nanos) {
        if (searched) {
            took.accept(nanos);
        }
    }

    private void giveUp(IOException e) {
        use = unreadable(e).use();
        question = new float[0];
        nearest = NearSeqs.NONE;
    }
}
