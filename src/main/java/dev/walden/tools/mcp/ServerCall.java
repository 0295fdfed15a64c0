package dev.walden.tools.mcp;

import dev.walden.plugin.OutcomeUnknownException;
import dev.walden.plugin.ToolContext;
import dev.walden.plugin.ToolException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks a server on behalf of a tool call. Thread-safe.
 *
 * @param server the server
 * @param timeout how long a call may take
 */
record ServerCall(McpServer server, Duration timeout) {

    /** The caller's own deadline comes first; this one is for a caller that has none. */
    private static final Duration SLACK = Duration.ofSeconds(5);

    private static final String PREFIX = "dev.walden/";

    Map<String, @Nullable Object> ask(
            String method, Map<String, ? extends @Nullable Object> params, ToolContext context)
            throws ToolException, OutcomeUnknownException, InterruptedException {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(params);
        all.put("_meta", meta(context));
        try (var _ = server.progress().hear(context.idempotencyKey(), context.progress())) {
            return server.request(method, all, timeout.plus(SLACK));
        } catch (ServerException e) {
            switch (e.kind()) {
                case NOT_SENT -> throw ToolException.trusted(e.getMessage(), e);
                case REFUSED, TURNED_AWAY -> throw ToolException.untrusted(e.getMessage(), e);
                case UNKNOWN -> throw new OutcomeUnknownException(e.getMessage(), e);
            }
            throw new IllegalStateException("not reached", e);
        }
    }

    private static Map<String, String> meta(ToolContext context) {
        Map<String, String> meta = new LinkedHashMap<>();
        meta.put(PREFIX + "taskId", context.taskId());
        meta.put(PREFIX + "session", context.session());
        meta.put(PREFIX + "toolCallId", context.toolCallId());
        meta.put(PREFIX + "idempotencyKey", context.idempotencyKey());
        meta.put("progressToken", context.idempotencyKey());
        return meta;
    }
}
