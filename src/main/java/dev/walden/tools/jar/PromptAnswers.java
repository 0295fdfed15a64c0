package dev.walden.tools.jar;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Asks the code of a jar what it should know at once, on threads of their own: who asks holds a task meanwhile, which could not be cancelled.
 * Thread-safe. A thread that never comes back is left behind; of these there are few, and then nothing is asked any more.
 */
final class PromptAnswers {

    private static final int MOST_THREADS = 16;

    private final Semaphore free = new Semaphore(MOST_THREADS);
    private final Duration atMost;

    /** @param atMost how long an answer is waited for */
    PromptAnswers(Duration atMost) {
        this.atMost = atMost;
    }

    /** The answer; empty when it is none, breaks or does not come in time. */
    <T> Optional<T> to(Supplier<T> question) {
        if (!free.tryAcquire()) {
            return Optional.empty();
        }
        FutureTask<T> answer = new FutureTask<>(() -> {
            try {
                return question.get();
            } finally {
                free.release();
            }
        });
        Thread thread = Thread.ofPlatform().daemon().name("plugin-answer").start(answer);
        try {
            return Optional.ofNullable(answer.get(atMost.toNanos(), TimeUnit.NANOSECONDS));
        } catch (ExecutionException _) {
            return Optional.empty();
        } catch (TimeoutException _) {
            thread.interrupt();
            return Optional.empty();
        } catch (InterruptedException _) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
