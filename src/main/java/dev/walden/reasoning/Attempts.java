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

    Attempts(Backoff backoff, RetryClock clock, ReasoningMetrics metrics) {
        this.backoff = backoff;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** @param deadline in the clock's nanoseconds, for all attempts and the waits between them */
    Reasoned reply(Engine engine, Prompt prompt, long deadline, Deltas heard)
            throws EngineException, InterruptedException {
        TokenUsage spent = TokenUsage.ZERO;
        for (int retry = 1; ; retry++) {
            try {
                return once(engine, prompt, deadline, heard).afterSpending(spent);
            } catch (EngineException failure) {
                heard.again();
                spent = spent.plus(failure.usage());
                Duration wait = backoff.before(retry, failure);
                if (!failure.retryable() || retry > Backoff.RETRIES || wait.compareTo(left(deadline)) >= 0) {
                    throw failure.costing(spent);
                }
                metrics.retried(engine.name());
                clock.pause(wait);
            }
        }
    }

    private Reasoned once(Engine engine, Prompt prompt, long deadline, Deltas heard)
            throws EngineException, InterruptedException {
        Duration left = left(deadline);
        if (!left.isPositive()) {
            throw EngineException.timedOut("Engine " + engine.name() + " was not asked: the task's time is over.");
        }
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
