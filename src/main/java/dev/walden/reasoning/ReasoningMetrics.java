package dev.walden.reasoning;

import dev.walden.conversation.Reply;
import dev.walden.conversation.TokenUsage;
import dev.walden.reasoning.ReasoningGateway.Reasoned;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * What is measured of engines, each attempt by itself: {@code walden.reasoning.calls}, {@code .call.duration},
 * {@code .tokens}, {@code .cost}, {@code .retries}; and of what stands before them: {@code .breaker}, {@code .waiting}, {@code .refused}.
 * Thread-safe.
 */
final class ReasoningMetrics {

    private static final String CALLS = "walden.reasoning.calls";
    private static final String DURATION = "walden.reasoning.call.duration";
    private static final String TOKENS = "walden.reasoning.tokens";
    private static final String COST = "walden.reasoning.cost";
    private static final String RETRIES = "walden.reasoning.retries";
    private static final String REFUSED = "walden.reasoning.refused";

    /** Codes of a {@link Guard}. */
    private static final List<String> REFUSALS = List.of("engine_busy", "engine_resting", "rate_limited");

    private final MeterRegistry registry;
    private final Prices prices;

    /** Registers everything that these engines can count, at zero. */
    ReasoningMetrics(MeterRegistry registry, Collection<String> engines, Prices prices) {
        this.registry = registry;
        this.prices = prices;
        for (String engine : engines) {
            for (Outcome outcome : Outcome.values()) {
                calls(engine, outcome, 0);
            }
            tokens(engine, TokenUsage.ZERO);
            duration(engine);
            retries(engine);
            REFUSALS.forEach(code -> refused(engine, code, 0));
        }
    }

    /** Shows what stands before these engines; those without limits stay at zero. */
    void watch(Guards guards, Collection<String> engines) {
        for (String engine : engines) {
            Gauge.builder("walden.reasoning.breaker", guards, all -> all.breakerState(engine))
                    .description(
                            "0 requests to the engine pass, 1 one of them tries whether it answers again, 2 it rests after failures.")
                    .tag("engine", engine)
                    .register(registry);
            Gauge.builder("walden.reasoning.waiting", guards, all -> all.waiting(engine))
                    .description("Callers that wait until they may ask an engine.")
                    .tag("engine", engine)
                    .register(registry);
        }
    }

    void replied(Reasoned reasoned, Duration time) {
        String engine = reasoned.engine();
        calls(engine, outcome(reasoned.reply()), 1);
        tokens(engine, reasoned.usage());
        duration(engine).record(time);
    }

    void failed(String engine, TokenUsage usage, Duration time) {
        calls(engine, Outcome.FAILED, 1);
        tokens(engine, usage);
        duration(engine).record(time);
    }

    void retried(String engine) {
        retries(engine).increment();
    }

    void refused(String engine, String code) {
        refused(engine, code, 1);
    }

    private void refused(String engine, String code, int count) {
        Counter.builder(REFUSED)
                .description(
                        "Attempts that were not made, as the engine rests, is busy or has had its requests, by code.")
                .tags("engine", engine, "code", code)
                .register(registry)
                .increment(count);
    }

    private Timer duration(String engine) {
        return Timer.builder(DURATION)
                .description("Time of an attempt to get a reply from an engine.")
                .tag("engine", engine)
                .register(registry);
    }

    private Counter retries(String engine) {
        return Counter.builder(RETRIES)
                .description("Attempts that were made again after a passing failure.")
                .tag("engine", engine)
                .register(registry);
    }

    private void calls(String engine, Outcome outcome, int count) {
        Counter.builder(CALLS)
                .description("Attempts to get a reply from an engine, by what came of them.")
                .tags("engine", engine, "outcome", outcome.tag)
                .register(registry)
                .increment(count);
    }

    private void tokens(String engine, TokenUsage usage) {
        tokens(engine, "input", usage.input());
        tokens(engine, "output", usage.output());
        Counter.builder(COST)
                .description("Cost of attempts, in millionths of walden.reasoning.currency.")
                .baseUnit("millionths")
                .tag("engine", engine)
                .register(registry)
                .increment((double) prices.of(engine, usage).micros());
    }

    private void tokens(String engine, String direction, long count) {
        Counter.builder(TOKENS)
                .description("Tokens that engines used, as they told, or as was estimated where they did not.")
                .baseUnit("tokens")
                .tags("engine", engine, "direction", direction)
                .register(registry)
                .increment((double) count);
    }

    private static Outcome outcome(Reply reply) {
        return switch (reply) {
            case Reply.Answer _ -> Outcome.ANSWERED;
            case Reply.UseTools _ -> Outcome.TOOLS_WANTED;
            case Reply.Refusal _ -> Outcome.REFUSED;
            case Reply.Unavailable _ -> Outcome.FAILED;
        };
    }

    private enum Outcome {
        ANSWERED("answered"),
        TOOLS_WANTED("tools_wanted"),
        REFUSED("refused"),
        FAILED("failed");

        private final String tag;

        Outcome(String tag) {
            this.tag = tag;
        }
    }
}
