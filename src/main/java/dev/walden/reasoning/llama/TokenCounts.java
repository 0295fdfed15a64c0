package dev.walden.reasoning.llama;

import dev.walden.reasoning.TokenCounter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ToIntFunction;

/**
 * Counts tokens with the model's own vocabulary, on a thread of its own beside the reply in the making: whoever plans a step must not wait
 * until the model is done with another. Remembers what it counted last, as a conversation grows at its end. Thread-safe.
 */
final class TokenCounts implements TokenCounter {

    /** Around a turn: the marks of its beginning and end, its role, line breaks. */
    private static final int FRAME_TOKENS = 16;

    private static final int REMEMBERED = 1000;
    private static final int LONGEST_REMEMBERED = 16_000;
    private static final Duration COUNT_AT_MOST = Duration.ofSeconds(10);
    private static final Duration CLOSE_AT_MOST = Duration.ofSeconds(5);

    private final ToIntFunction<String> vocabulary;
    private final int longest;
    private final ExecutorService thread;

    /** Guarded by itself. */
    private final Map<String, Integer> known = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > REMEMBERED;
        }
    };

    /**
     * @param vocabulary splits a text; called by one thread at a time, which has a deep stack
     * @param longest characters of a text that is split; longer ones fit nowhere
     */
    TokenCounts(ToIntFunction<String> vocabulary, int longest, long stackBytes) {
        this.vocabulary = vocabulary;
        this.longest = longest;
        this.thread = Executors.newSingleThreadExecutor(Thread.ofPlatform()
                .name("llama-tokens")
                .daemon()
                .stackSize(stackBytes)
                .factory());
    }

    @Override
    public int of(String text) {
        synchronized (known) {
            Integer count = known.get(text);
            if (count != null) {
                return count;
            }
        }
        if (text.length() > longest) {
            return ESTIMATE.of(text);
        }
        int count = counted(text);
        if (text.length() <= LONGEST_REMEMBERED) {
            synchronized (known) {
                known.put(text, count);
            }
        }
        return count;
    }

    /** The estimate in place of a count that fails: what then does not fit is found by the engine. */
    private int counted(String text) {
        try {
            Future<Integer> count = thread.submit(() -> FRAME_TOKENS + vocabulary.applyAsInt(text));
            return count.get(COUNT_AT_MOST.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ESTIMATE.of(text);
        } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
            return ESTIMATE.of(text);
        }
    }

    /** Counts no more; false when a count goes on for long, so that the model must stay. */
    boolean end() throws InterruptedException {
        thread.shutdown();
        return thread.awaitTermination(CLOSE_AT_MOST.toMillis(), TimeUnit.MILLISECONDS);
    }
}
