package dev.walden.memory;

import dev.walden.memory.embedding.BackgroundEmbedding;
import dev.walden.memory.embedding.Embedding;
import dev.walden.memory.embedding.EmbeddingModel;
import dev.walden.memory.embedding.LazyEmbedding;
import dev.walden.memory.embedding.QuestionVectors;
import dev.walden.memory.feed.ItemFeed;
import dev.walden.memory.vector.VectorIndex;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What items mean, as vectors: their index and those of what is asked, or nothing when memory makes no vectors. Thread-safe. It
 * never makes a search fail or wait beyond its deadline.
 */
final class Meaning implements AutoCloseable {

    private final @Nullable Vectors vectors;

    private Meaning(@Nullable Vectors vectors) {
        this.vectors = vectors;
    }

    /** Words only. */
    static Meaning none() {
        return new Meaning(null);
    }

    /**
     * Vectors of a model.
     *
     * @param views the folder below which the index is kept
     * @param taskShare of one processor that tasks may take for what their questions mean
     */
    static Meaning of(EmbeddingModel model, Path views, ItemFeed feed, double taskShare) {
        return of(new LazyEmbedding(model, views.resolve("native")), model.related(), views, feed, taskShare);
    }

    /** The same of whatever computes them. */
    static Meaning of(Embedding embedding, double related, Path views, ItemFeed feed, double taskShare) {
        return new Meaning(new Vectors(
                new VectorIndex(views.resolve("vectors"), feed, new BackgroundEmbedding(embedding)),
                new QuestionVectors(embedding, taskShare),
                related));
    }

    /** Starts to follow what the views tell up to {@code seq}. Returns at once. */
    void start(long seq) {
        if (vectors != null) {
            vectors.index().start(seq);
        }
    }

    /** Tells that the views tell all up to {@code seq}. */
    void follow(long seq) {
        if (vectors != null) {
            vectors.index().follow(seq);
        }
    }

    /** Waits until all up to a record has its vector; false when it has not within that time. */
    boolean awaitApplied(long seq, Duration atMost) throws InterruptedException {
        return vectors == null || vectors.index().awaitApplied(seq, atMost);
    }

    /** The record up to which no item waits for a vector; as far as words are, when there are none. */
    long applied(long appliedWords) {
        return vectors == null ? appliedWords : vectors.index().applied();
    }

    /** The same; empty when there are no vectors. */
    OptionalLong applied() {
        return vectors == null
                ? OptionalLong.empty()
                : OptionalLong.of(vectors.index().applied());
    }

    /** How alike vectors of things are, at least, that have to do with each other; 1 without vectors. */
    double related() {
        return vectors == null ? 1 : vectors.related();
    }

    /** How many records the vectors are behind. */
    long lag() {
        return vectors == null ? 0 : vectors.index().lag();
    }

    /** How many vectors of texts were computed since the start. */
    long computed() {
        return vectors == null ? 0 : vectors.index().computed();
    }

    /** Begins to compute the vector of what is asked, so that it is there when the words are. */
    MeaningOfQuestion ask(MemoryQuery query, boolean forTask, Duration deadline) {
        if (vectors == null) {
            return MeaningOfQuestion.without(VectorUse.OFF);
        }
        try {
            if (!vectors.index().holds(query.space().name())) {
                return MeaningOfQuestion.without(VectorUse.NONE_YET);
            }
        } catch (IOException e) {
            return MeaningOfQuestion.unreadable(e);
        }
        return new MeaningOfQuestion(
                vectors.index(),
                vectors.questions().of(query.text(), forTask),
                deadline,
                forTask ? vectors.questions()::usedByTask : _ -> {});
    }

    /** Makes the index durable as far as it is, within this time. */
    void close(Duration atMost) {
        if (vectors != null) {
            vectors.questions().close();
            vectors.index().close(atMost);
        }
    }

    /** The same, within a time of its own unless it was closed before. */
    @Override
    public void close() {
        if (vectors != null) {
            vectors.questions().close();
            vectors.index().close();
        }
    }

    private record Vectors(VectorIndex index, QuestionVectors questions, double related) {}
}
