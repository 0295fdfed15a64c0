package dev.walden.api;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/** What the API counts. Thread-safe. Requests themselves are counted by {@code http.server.requests}. */
final class ApiMetrics {

    private final Counter keysRefused;
    private final AtomicInteger streams = new AtomicInteger();

    ApiMetrics(MeterRegistry registry) {
        keysRefused = Counter.builder("walden.api.keys.refused")
                .description("Requests without a key or with one that is not known")
                .register(registry);
        Gauge.builder("walden.api.event.streams", streams, AtomicInteger::get)
                .description("Event streams that are open")
                .register(registry);
    }

    void keyRefused() {
        keysRefused.increment();
    }

    void streamOpened() {
        streams.incrementAndGet();
    }

    void streamClosed() {
        streams.decrementAndGet();
    }
}
