package dev.walden.reasoning;

import dev.walden.conversation.TokenUsage;
import dev.walden.reasoning.ReasoningGateway.Reasoned;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One engine, asked until it replies, fails for good, or the time or the retries are over. Thread-safe. */
final class Attempts {

    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);

    private final Backoff backoff;
    private final RetryClock clock;
    private final ReasoningMetrics metrics;
    private final Guards guards;

    Attempts(Backoff backoff, RetryClock clock, ReasoningMetrics metrics, Guards guards) {
        this.backoff = backoff;
        this.clock = clock;
        this.metrics = metrics;
        this.guards = guards;
    }

    /** @param deadline in the clock's nanoseconds, for all attempts and the waits between them */
    Reasoned reply(Engine engine, Prompt prompt, long deadline, Deltas heard)
            throws EngineException, InterruptedException {
        Guard guard = guards.of(engine.name());
        TokenUsage spent = TokenUsage.ZERO;
        for (int retry = 1; ; retry++) {
            try {
                Reasoned reasoned = guard == null
                        ? once(engine, prompt, deadline, heard)
                        : guarded(guard, engine, prompt, deadline, heard);
                return reasoned.afterSpending(spent);
            } catch (EngineException failure) {
                heard.again();
                spent = spent.plus(failure.usage());
                Duration wait = backoff.before(retry, failure);
                boolean vain = tooLong(failure) || (guard != null && guard.resting());
                if (vain || !failure.retryable() || retry > Backoff.RETRIES || wait.compareTo(left(deadline)) >= 0) {
                    throw failure.costing(spent);
                }
                metrics.retried(engine.name());
                clock.pause(wait);
            }
        }
    }

    /** Nobody waits longer for an engine than all do when it asks: the task would keep its place, and its fallback idle. */
    private static boolean tooLong(EngineException failure) {
        return failure.retryAfter()
                .filter(asked -> asked.compareTo(Hold.LONGEST) > 0)
                .isPresent();
    }

    private Reasoned guarded(Guard guard, Engine engine, Prompt prompt, long deadline, Deltas heard)
            throws EngineException, InterruptedException {
        try (Guard.Pass pass = enter(guard, engine, deadline)) {
            try {
                Reasoned reasoned = once(engine, prompt, deadline, heard);
                pass.answered();
                return reasoned;
            } catch (EngineException failure) {
                pass.failed(failure);
                throw failure;
            }
        }
    }

    private Guard.Pass enter(Guard guard, Engine engine, long deadline) throws EngineException, InterruptedException {
        timeFor(engine, deadline);
        try {
            return guard.enter(deadline);
        } catch (EngineException refusal) {
            metrics.refused(engine.name(), refusal.code());
            throw refusal;
        }
    }

    private Reasoned once(Engine engine, Prompt prompt, long deadline, Deltas heard)
            throws EngineException, InterruptedException {
        Duration left = timeFor(engine, deadline);
        long start = clock.nanos();
        try {
            Reasoned reasoned = engine.reply(prompt, left, heard);
            metrics.replied(reasoned, since(start));
            return reasoned;
        } catch (EngineException failure) {
            metrics.failed(engine.name(), failure.usage(), since(start));
            logFailure(engine, failure);
            throw failure;
        } catch (RuntimeException defect) {
            metrics.failed(engine.name(), TokenUsage.ZERO, since(start));
            LOG.atError().setCause(defect).addKeyValue("engine", engine.name()).log("engine has a defect");
            throw EngineException.permanent(
                    "engine_error", "Engine " + engine.name() + " failed unexpectedly; the service's log tells more.");
        }
    }

    private Duration timeFor(Engine engine, long deadline) throws EngineException {
        Duration left = left(deadline);
        if (!left.isPositive()) {
            throw EngineException.timedOut(
                    "Engine " + engine.name() + " was not asked: the task's time is over. Give it more.");
        }
        return left;
    }

    private static void logFailure(Engine engine, EngineException failure) {
        LOG.atWarn()
                .addKeyValue("engine", engine.name())
                .addKeyValue("code", failure.code())
                .addKeyValue("error", failure.getMessage())
                .log("engine gave no reply");
    }

    private Duration left(long deadline) {
        return Duration.ofNanos(deadline - clock.nanos());
    }

    private Duration since(long start) {
        return Duration.ofNanos(clock.nanos() - start);
    }
}
