package dev.walden.activity;

import dev.walden.activity.ServiceEvent.IdempotencyKeyUsed;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Makes a repeated request answer what the first one was answered. Thread-safe; survives restarts through the log. */
public final class IdempotencyKeys {

    /** Requests whose keys fall on one lock wait for each other; more locks make that rare. */
    private static final int LOCKS = 1_024;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final ActivityLog log;
    private final Views views;
    private final InstantSource clock;
    private final Duration retention;
    private final Lock[] locks =
            IntStream.range(0, LOCKS).mapToObj(i -> new ReentrantLock()).toArray(Lock[]::new);

    /**
     * Keys of a log.
     *
     * @param views must hold the {@link IdempotencyProjection}
     * @param retention how long a key is remembered
     */
    IdempotencyKeys(ActivityLog log, Views views, InstantSource clock, Duration retention) {
        this.log = log;
        this.views = views;
        this.clock = clock;
        this.retention = retention;
    }

    /**
     * Runs the act, unless the key was used before: then gives the result of that time. Of equal requests at the same time one
     * runs and the others get its result; when it fails, the next one runs.
     *
     * @throws ActivityException.IdempotencyConflict when the key was used for something else
     * @throws ActivityException.ViewsBehind when it cannot be known in time whether the key was used, or the wait is interrupted
     */
    public String once(Request request, Act act) {
        Lock lock = locks[Math.floorMod(request.scopedKey().hashCode(), LOCKS)];
        lock.lock();
        try {
            awaitViews();
            return find(request)
                    .map(use -> checked(use, request))
                    .orElseGet(() -> act.run(result -> new IdempotencyKeyUsed(
                            request.apiKey(), request.idempotencyKey(), request.digest(), result)));
        } finally {
            lock.unlock();
        }
    }

    /** The present one. */
    public Period period() {
        Instant now = clock.instant();
        return new Period(Math.floorDiv(now.toEpochMilli(), Math.max(1, retention.toMillis())), now.minus(retention));
    }

    private void awaitViews() {
        try {
            log.awaitApplied(log.durable(), LONGEST_WAIT);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ActivityException.ViewsBehind("The wait for the views was interrupted.");
        }
    }

    private Optional<IdempotencyProjection.Use> find(Request request) {
        return views.read(connection ->
                IdempotencyProjection.find(request, clock.instant().minus(retention), connection));
    }

    private static String checked(IdempotencyProjection.Use use, Request request) {
        if (!use.digest().equals(request.digest())) {
            throw new ActivityException.IdempotencyConflict(
                    "The idempotency key \"%s\" was used for another request before. Use a new key for a new request."
                            .formatted(request.idempotencyKey()));
        }
        return use.result();
    }

    /**
     * A request that may come again.
     *
     * @param apiKey id of the API key; idempotency keys of different API keys have nothing to do with each other
     * @param digest SHA-256 of what is asked, see {@link CanonicalJson#sha256}
     */
    public record Request(String apiKey, String idempotencyKey, String digest) {

        /**
         * Tells it from other requests, and from itself in other periods. Ids of what it makes derive from this, so that a repetition
         * finds what a crash has kept without the record of the key.
         */
        public String name(long period) {
            return String.join("\n", apiKey, idempotencyKey, digest, Long.toString(period));
        }

        private Request scopedKey() {
            return new Request(apiKey, idempotencyKey, "");
        }
    }

    /**
     * Time is cut into stretches as long as keys are remembered: who sends a request again in that time does so in the same or the next one.
     *
     * @param number counts on
     * @param since what was done with a key before that is not remembered
     */
    public record Period(long number, Instant since) {}

    /** What a request asks for. */
    @FunctionalInterface
    public interface Act {

        /**
         * Does it, and appends {@code claim.apply(result)} in the same commit as what it records.
         *
         * @return the result, from which a repetition is answered
         */
        String run(Function<String, IdempotencyKeyUsed> claim);
    }
}
