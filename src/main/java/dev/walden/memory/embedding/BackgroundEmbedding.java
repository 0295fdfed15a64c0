package dev.walden.memory.embedding;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Computes vectors on threads that the kernel runs when nobody else wants a processor, one for each. Nothing but the model runs there, so
 * that no lock and hardly ever the collector waits for a thread that is not let run. Thread-safe.
 */
public final class BackgroundEmbedding implements AutoCloseable {

    private final Embedding embedding;
    private final ExecutorService threads;
    private final AtomicLong computed = new AtomicLong();

    /** Each takes some ten megabytes for a long text. */
    private static final int MOST_THREADS = 8;

    /** On every processor that there is, up to {@value #MOST_THREADS}. */
    public BackgroundEmbedding(Embedding embedding) {
        this(embedding, Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors()));
    }

    /** On so many threads. */
    public BackgroundEmbedding(Embedding embedding, int threads) {
        this.embedding = embedding;
        this.threads = Executors.newFixedThreadPool(
                threads,
                task -> Thread.ofPlatform()
                        .name("memory-embedding")
                        .daemon(true)
                        .unstarted(() -> {
                            Niceness.yieldToAll();
                            task.run();
                        }));
    }

    /** Which model computes. */
    public String model() {
        return embedding.model();
    }

    /** How many vectors were computed. */
    public long computed() {
        return computed.get();
    }

    /**
     * Begins to compute the vector of a text, once those begun before have a thread.
     *
     * @throws EmbeddingException.NoModel when it is closed
     */
    public Future<float[]> begin(String text) {
        try {
            return threads.submit(() -> {
                float[] vector = embedding.of(text);
                computed.incrementAndGet();
                return vector;
            });
        } catch (RejectedExecutionException e) {
            throw noMore(e);
        }
    }

    /**
     * A vector that was begun, whenever it comes.
     *
     * @throws EmbeddingException as {@link Embedding#of}
     */
    public float[] await(Future<float[]> begun) throws InterruptedException {
        try {
            return begun.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof EmbeddingException failed) {
                throw failed;
            }
            throw new EmbeddingException.OfText("The embedding model %s failed.".formatted(model()), e);
        } catch (CancellationException e) {
            throw noMore(e);
        }
    }

    private static EmbeddingException.NoModel noMore(RuntimeException cause) {
        return new EmbeddingException.NoModel("Vectors are no longer computed.", cause);
    }

    /** Ends the threads: who waits for a vector that was not begun is told that there will be none. */
    @Override
    public void close() {
        for (Runnable waiting : threads.shutdownNow()) {
            if (waiting instanceof Future<?> vector) {
                vector.cancel(false);
            }
        }
    }
}
