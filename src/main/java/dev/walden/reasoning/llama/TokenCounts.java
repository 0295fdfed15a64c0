package dev.walden.reasoning.llama;

import dev.walden.reasoning.TokenCounter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
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
    private final Duration patience;
    private final ExecutorService thread;

    /** Whether the thread is at a count that nobody waits for any more. */
    private final AtomicBoolean late = new AtomicBoolean();

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
        this(vocabulary, longest, stackBytes, COUNT_AT_MOST);
    }

    /** @param patience how long a count is waited for */
    TokenCounts(ToIntFunction<String> vocabulary, int longest, long stackBytes, Duration patience) {
        this.vocabulary = vocabulary;
        this.longest = longest;
        this.patience = patience;
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
        OptionalInt counted = late.get() ? OptionalInt.empty() : counted(text);
        if (counted.isPresent() && text.length() <= LONGEST_REMEMBERED) {
            synchronized (known) {
                known.put(text, counted.getAsInt());
            }
        }
        return counted.orElseGet(() -> ESTIMATE.of(text));
    }

    /** Empty for a count that fails; the estimate takes its place, and what then does not fit is found by the engine. */
    private OptionalInt counted(String text) {
        try {
            Future<Integer> count = thread.submit(() -> FRAME_TOKENS + vocabulary.applyAsInt(text));
            return await(count);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalInt.empty();
        } catch (ExecutionException | RejectedExecutionException e) {
            return OptionalInt.empty();
        }
    }

    /** Behind a count that takes too long no other is begun: a prompt has hundreds of texts, each of which would be waited for. */
    private OptionalInt await(Future<Integer> count) throws InterruptedException, ExecutionException {
        try {
            return OptionalInt.of(count.get(patience.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            if (late.compareAndSet(false, true)) {
                thread.execute(() -> late.set(false));
            }
            return OptionalInt.empty();
        } finally {
            count.cancel(false);
        }
    }

    /** Counts no more; false when a count goes on for long, so that the model must stay. */
    boolean end() throws InterruptedException {
        thread.shutdown();
        return thread.awaitTermination(CLOSE_AT_MOST.toMillis(), TimeUnit.MILLISECONDS);
    }
}
