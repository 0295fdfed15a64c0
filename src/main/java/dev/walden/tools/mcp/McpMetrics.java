package dev.walden.tools.mcp;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.BooleanSupplier;

/** The meters of servers. Thread-safe. */
public final class McpMetrics {

    private final MeterRegistry registry;

    /** @param registry gets them */
    public McpMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void watch(String server, BooleanSupplier up) {
        Gauge.builder("walden.tools.mcp.up", up, state -> state.getAsBoolean() ? 1 : 0)
                .description("Whether an MCP server is connected, 1 or 0.")
                .tag("server", server)
                .strongReference(true)
                .register(registry);
    }
}
