package dev.walden.memory.embedding;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;

/**
 * Computes vectors on one thread that the kernel runs when nobody else wants the processor. Nothing but the model runs there, so
 * that no lock and hardly ever the collector waits for a thread that is not let run. For one caller at a time.
 */
public final class BackgroundEmbedding implements AutoCloseable {

    private final Embedding embedding;
    private final ExecutorService thread;

    public BackgroundEmbedding(Embedding embedding) {
        this.embedding = embedding;
        this.thread = Executors.newSingleThreadExecutor(task -> Thread.ofPlatform()
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

    /**
     * The vector of a text, whenever it comes.
     *
     * @throws EmbeddingException as {@link Embedding#of}
     */
    public float[] of(String text) throws InterruptedException {
        try {
            return thread.submit(() -> embedding.of(text)).get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof EmbeddingException failed) {
                throw failed;
            }
            throw new EmbeddingException.OfText("The embedding model %s failed.".formatted(model()), e);
        } catch (CancellationException | RejectedExecutionException e) {
            throw new EmbeddingException.NoModel("Vectors are no longer computed.", e);
        }
    }

    /** Ends the thread: who waits for a vector that was not begun is told that there will be none. */
    @Override
    public void close() {
        for (Runnable waiting : thread.shutdownNow()) {
            if (waiting instanceof Future<?> vector) {
                vector.cancel(false);
            }
        }
    }
}
