package dev.walden.memory.embedding;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Vectors of what is asked, in time or not at all. Thread-safe. One thread computes them, a few may wait, and the last thousand
 * are kept. What the recalls of tasks take of the processor is bounded: a machine that starts hundreds of tasks a second has no
 * time for the meaning of each, and searches of people come before.
 */
public final class QuestionVectors implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(QuestionVectors.class);
    private static final int KEPT = 1_000;
    private static final int WAITING = 8;
    /** More of a question says no more of what it is about. */
    private static final int MAX_CHARS = 2_000;

    private final Embedding embedding;
    private final ProcessorShare share;
    private final ExecutorService thread;
    private final Cache<String, float[]> kept =
            Caffeine.newBuilder().maximumSize(KEPT).build();

    /** @param taskShare of one processor that the recalls of tasks may take, 0 to 1 */
    public QuestionVectors(Embedding embedding, double taskShare) {
        this.embedding = embedding;
        this.share = new ProcessorShare(taskShare);
        this.thread = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                Thread.ofPlatform().name("memory-question").daemon(true).factory());
    }

    /**
     * Begins to compute the vector of a question.
     *
     * @param forTask whether a task asks, whose share may be used up
     * @return the vector once it is there; exceptionally when there will be none
     */
    public CompletableFuture<float[]> of(String question, boolean forTask) {
        if (forTask && !share.hasSome(System.nanoTime())) {
            return CompletableFuture.failedFuture(new RejectedExecutionException("The share of tasks is used up."));
        }
        String head = question.substring(0, Math.min(question.length(), MAX_CHARS));
        float[] known = kept.getIfPresent(head);
        if (known != null) {
            return CompletableFuture.completedFuture(known);
        }
        CompletableFuture<float[]> vector = new CompletableFuture<>();
        try {
            thread.execute(() -> compute(head, forTask, vector));
        } catch (RejectedExecutionException e) {
            vector.completeExceptionally(e);
        }
        return vector;
    }

    /** Counts what a task's search by meaning took beside the vector of its question. */
    public void usedByTask(long nanos) {
        share.used(nanos);
    }

    private void compute(String question, boolean forTask, CompletableFuture<float[]> vector) {
        if (vector.isDone()) {
            return; // whoever asked has gone on without it
        }
        try {
            boolean loads = !embedding.isLoaded();
            long start = System.nanoTime();
            float[] computed = embedding.of(question);
            kept.put(question, computed);
            vector.complete(computed);
            if (forTask && !loads) {
                share.used(System.nanoTime() - start);
            }
        } catch (EmbeddingException e) {
            vector.completeExceptionally(e);
            log.atDebug().addKeyValue("error", e).log("question has no vector");
        }
    }

    /** Ends the thread; what waits never gets its vector. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
