package dev.walden.tools;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** The meters of this module. Thread-safe. Every tool has all its meters, at zero, from the start. */
final class ToolMetrics {

    private final MeterRegistry registry;
    private final AtomicInteger abandoned = new AtomicInteger();

    ToolMetrics(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder("walden.tools.abandoned", abandoned, AtomicInteger::get)
                .description("Threads of calls that were given up and have not ended.")
                .baseUnit("threads")
                .strongReference(true)
                .register(registry);
    }

    void register(Collection<String> tools) {
        for (String tool : tools) {
            timer(tool);
            for (Outcome outcome : Outcome.values()) {
                calls(tool, outcome);
            }
        }
    }

    void ended(String tool, Outcome outcome, Duration took) {
        calls(tool, outcome).increment();
        timer(tool).record(took);
    }

    /** Threads of calls that were given up and have not ended. */
    AtomicInteger abandoned() {
        return abandoned;
    }

    private Timer timer(String tool) {
        return Timer.builder("walden.tools.call.duration")
                .description("Time of a tool call.")
                .tag("tool", tool)
                .register(registry);
    }

    private Counter calls(String tool, Outcome outcome) {
        return Counter.builder("walden.tools.calls")
                .description("Tool calls, by what came of them.")
                .tags("tool", tool, "outcome", outcome.tag())
                .register(registry);
    }

    /** How a call ended, for the counter. */
    enum Outcome {
        SUCCEEDED,
        FAILED,
        TIMED_OUT,
        UNKNOWN,
        INTERRUPTED;

        static Outcome of(CallResult result) {
            return switch (result) {
                case CallResult.Succeeded _ -> SUCCEEDED;
                case CallResult.Failed _ -> FAILED;
                case CallResult.TimedOut _ -> TIMED_OUT;
                case CallResult.Unknown _ -> UNKNOWN;
            };
        }

        private String tag() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
