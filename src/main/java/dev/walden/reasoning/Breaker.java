package dev.walden.reasoning;

import dev.walden.reasoning.ReasoningProperties.BreakerProperties;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.StateTransition;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets an engine rest that failed too often, and then tries it with one request: an answer ends the rest, a failure begins
 * another. Thread-safe.
 */
final class Breaker {

    private static final Logger LOG = LoggerFactory.getLogger(Breaker.class);
    private static final int PROBES = 1;
    private static final int NONE = -1;
    private static final float PERCENT = 100;

    private final String engine;
    private final Duration rest;
    private final RetryClock clock;
    private final CircuitBreaker breaker;
    private volatile Turn turn;
    /** The number of the turn whose one request is under way; {@link #NONE} before the first, and once it was abandoned. */
    private volatile int probed = NONE;

    Breaker(String engine, BreakerProperties properties, RetryClock clock) {
        this.engine = engine;
        this.rest = properties.rest();
        this.clock = clock;
        this.turn = new Turn(0, clock.nanos(), "");
        InstantSource time = () -> Instant.EPOCH.plusNanos(clock.nanos());
        this.breaker = CircuitBreaker.of(
                engine,
                CircuitBreakerConfig.custom()
                        .clock(time.withZone(ZoneOffset.UTC))
                        .slidingWindowType(SlidingWindowType.COUNT_BASED)
                        .slidingWindowSize(properties.window())
                        .minimumNumberOfCalls(properties.minimumCalls())
                        .failureRateThreshold((float) (PERCENT * properties.failureShare()))
                        .waitDurationInOpenState(rest)
                        .permittedNumberOfCallsInHalfOpenState(PROBES)
                        .build());
        breaker.getEventPublisher().onStateTransition(event -> turned(event.getStateTransition()));
    }

    /** Whether the rest goes on, so that nobody need try {@link #enter()}. */
    boolean resting() {
        return breaker.getState() == State.OPEN && rested().compareTo(rest) <= 0;
    }

    /** Whether {@link #enter()} refuses all for a while: the rest goes on, or the one request that tries the engine has no answer yet. */
    boolean refusing() {
        return resting() || probed == turn.number();
    }

    /** 0 requests pass, 1 one of them tries the engine, 2 the engine rests. */
    int state() {
        if (resting()) {
            return 2;
        }
        return breaker.getState() == State.CLOSED ? 0 : 1;
    }

    /**
     * Asks for one request, whose end must be told.
     *
     * @return what is to be given back when it has ended
     * @throws EngineException {@code engine_resting}
     */
    synchronized int enter() throws EngineException {
        if (!breaker.tryAcquirePermission()) {
            throw refusal();
        }
        if (breaker.getState() == State.HALF_OPEN) {
            probed = turn.number();
        }
        return turn.number();
    }

    /** The engine works, whatever it said. */
    synchronized void answered(int entered) {
        if (entered == turn.number()) {
            breaker.onSuccess(0, TimeUnit.NANOSECONDS);
        }
    }

    /** The engine does not work. What began before the breaker last turned says nothing of the engine now. */
    synchronized void failed(int entered, EngineException failure) {
        if (entered == turn.number()) {
            breaker.onError(0, TimeUnit.NANOSECONDS, failure);
        }
    }

    /** A request ended in a way that says nothing of the engine. */
    synchronized void abandoned(int entered) {
        if (entered == turn.number()) {
            breaker.releasePermission();
            probed = NONE;
        }
    }

    EngineException refusal() {
        Duration left = rest.minus(rested());
        String until =
                left.isPositive() ? "for " + seconds(left) + " more" : "until a request that tries it has its answer";
        return EngineException.permanent(
                "engine_resting",
                "Engine " + engine + " rests since " + seconds(rested()) + ", " + until + ": " + turn.reason()
                        + ". The service's log says with what. Ask again later, or name another engine in"
                        + " walden.reasoning.fallback.");
    }

    private Duration rested() {
        return Duration.ofNanos(clock.nanos() - turn.rests());
    }

    private static String seconds(Duration time) {
        return time.plusNanos(999_999_999).toSeconds() + " s";
    }

    /** Called within the methods that are synchronized, so that whoever enters gets the number of the turn that let it in. */
    private void turned(StateTransition transition) {
        int number = turn.number() + 1;
        switch (transition.getToState()) {
            case OPEN -> {
                turn = new Turn(number, clock.nanos(), reason(transition));
                LOG.atWarn()
                        .addKeyValue("engine", engine)
                        .addKeyValue("durationMs", rest.toMillis())
                        .addKeyValue("reason", turn.reason())
                        .log("engine rests");
            }
            case CLOSED -> {
                turn = new Turn(number, turn.rests(), "");
                LOG.atInfo().addKeyValue("engine", engine).log("engine answers again");
            }
            default -> turn = new Turn(number, turn.rests(), turn.reason());
        }
    }

    private String reason(StateTransition transition) {
        if (transition.getFromState() == State.HALF_OPEN) {
            return "it failed when it was tried again";
        }
        CircuitBreaker.Metrics metrics = breaker.getMetrics();
        return metrics.getNumberOfFailedCalls() + " of its last " + metrics.getNumberOfBufferedCalls()
                + " requests failed";
    }

    /**
     * What holds since the breaker last opened, was tried or closed.
     *
     * @param rests since when it rests or last rested, in the clock's nanoseconds
     */
    private record Turn(int number, long rests, String reason) {}
}
