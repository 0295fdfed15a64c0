package dev.walden.reasoning;

import dev.walden.reasoning.ReasoningProperties.EngineProperties;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What stands before one engine: its rest after failures, the time for which it asked to be left alone, its requests at the same time
 * and a minute. Waiting is the caller's, within its deadline; no other engine's callers wait with it. Thread-safe.
 */
final class Guard {

    private final String engine;
    private final Duration timeout;
    private final RetryClock clock;
    private final Backoff backoff;
    private final Hold hold;
    private final @Nullable Breaker breaker;
    private final @Nullable Semaphore turns;
    private final @Nullable Pace pace;
    private final int maxConcurrent;
    private final AtomicInteger waiting = new AtomicInteger();

    /** @param breaker null for an engine that never rests */
    Guard(String engine, EngineProperties properties, @Nullable Breaker breaker, RetryClock clock, Backoff backoff) {
        Integer concurrent = properties.maxConcurrent();
        Integer perMinute = properties.limits().requestsPerMinute();
        this.engine = engine;
        this.timeout = properties.timeout();
        this.clock = clock;
        this.backoff = backoff;
        this.hold = new Hold(clock);
        this.breaker = breaker;
        this.maxConcurrent = concurrent == null ? Integer.MAX_VALUE : concurrent;
        this.turns = concurrent == null ? null : new Semaphore(concurrent, true);
        this.pace = perMinute == null ? null : new Pace(perMinute, clock);
    }

    /** Whether the engine rests: another attempt is not worth a wait. */
    boolean resting() {
        return breaker != null && breaker.resting();
    }

    /** As {@link Breaker#state()}. */
    int breakerState() {
        return breaker == null ? 0 : breaker.state();
    }

    /** Callers that are in {@link #enter}. */
    int waiting() {
        return waiting.get();
    }

    /**
     * Waits until the engine may be asked.
     *
     * @param deadline in the clock's nanoseconds
     * @return to be closed when the engine was asked
     * @throws EngineException {@code engine_resting} and {@code rate_limited} as soon as waiting is known to be of no use, {@code
     *     engine_busy} at the deadline
     */
    Pass enter(long deadline) throws EngineException, InterruptedException {
        waiting.incrementAndGet();
        try {
            refuseWhatWaitsInVain(deadline);
            takeTurn(deadline);
            return passWithTurn(deadline);
        } finally {
            waiting.decrementAndGet();
        }
    }

    /** Before a turn is waited for: callers that must go elsewhere go at once. */
    private void refuseWhatWaitsInVain(long deadline) throws EngineException {
        if (breaker != null && breaker.refusing()) {
            throw breaker.refusal();
        }
        Duration held = hold.left();
        if (held.isPositive() && held.compareTo(left(deadline)) >= 0) {
            throw held();
        }
        if (pace != null && pace.isFullUntil(deadline)) {
            throw full();
        }
    }

    private void takeTurn(long deadline) throws EngineException, InterruptedException {
        if (turns != null && !turns.tryAcquire(left(deadline).toNanos(), TimeUnit.NANOSECONDS)) {
            throw EngineException.permanent(
                    "engine_busy",
                    "Engine " + engine + " was not asked: its " + maxConcurrent
                            + " requests at the same time were taken for all of the task's time. Raise its limits.max-concurrent if it"
                            + " works on more at once, give the task more time, or name another engine in"
                            + " walden.reasoning.fallback.");
        }
    }

    private Pass passWithTurn(long deadline) throws EngineException, InterruptedException {
        boolean passed = false;
        try {
            do {
                awaitEndOfHold(deadline);
                awaitPlace(deadline);
            } while (hold.left().isPositive()); // another request was told to wait: this place is over before that is
            Pass pass = new Pass(
                    breaker == null ? 0 : breaker.enter(), left(deadline).compareTo(timeout) >= 0);
            passed = true;
            return pass;
        } finally {
            if (!passed) {
                giveTurnBack();
            }
        }
    }

    private void awaitEndOfHold(long deadline) throws EngineException, InterruptedException {
        for (Duration held = hold.left(); held.isPositive(); held = hold.left()) {
            Duration wait = backoff.somewhatAfter(held);
            if (wait.compareTo(left(deadline)) >= 0) {
                throw held();
            }
            clock.pause(wait);
        }
    }

    private void awaitPlace(long deadline) throws EngineException, InterruptedException {
        if (pace != null) {
            Optional<Duration> wait = pace.place(deadline);
            if (wait.isEmpty()) {
                throw full();
            }
            if (wait.get().isPositive()) {
                clock.pause(wait.get());
            }
        }
    }

    private EngineException held() {
        return EngineException.permanent(
                "rate_limited",
                "Engine " + engine
                        + " was not asked: it asked to be left alone for longer than the task has time. Lower its limits to what"
                        + " its provider allows, give the task more time, or name another engine in walden.reasoning.fallback.");
    }

    private EngineException full() {
        return EngineException.permanent(
                "rate_limited",
                "Engine " + engine
                        + " was not asked: its requests a minute are taken for longer than the task has time. Raise its"
                        + " limits.requests-per-minute if its provider allows more, give the task more time, or name another"
                        + " engine in walden.reasoning.fallback.");
    }

    private void giveTurnBack() {
        if (turns != null) {
            turns.release();
        }
    }

    private Duration left(long deadline) {
        return Duration.ofNanos(deadline - clock.nanos());
    }

    /** The right to one request. Tell what became of it, then close. Confined to the thread that asks. */
    final class Pass implements AutoCloseable {

        private final int entered;
        private final boolean hadWholeTimeout;
        private boolean told;

        private Pass(int entered, boolean hadWholeTimeout) {
            this.entered = entered;
            this.hadWholeTimeout = hadWholeTimeout;
        }

        /** There was a reply. */
        void answered() {
            told = true;
            if (breaker != null) {
                breaker.answered(entered);
            }
        }

        /** There was none. */
        void failed(EngineException failure) {
            failure.retryAfter().ifPresent(hold::ask);
            if (breaker == null) {
                return;
            }
            switch (Blame.of(failure, hadWholeTimeout)) {
                case ENGINE -> breaker.failed(entered, failure);
                case REQUEST -> breaker.answered(entered);
                case NOBODY -> breaker.abandoned(entered);
            }
            told = true;
        }

        @Override
        public void close() {
            if (!told && breaker != null) {
                breaker.abandoned(entered);
            }
            giveTurnBack();
        }
    }
}
