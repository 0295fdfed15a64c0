package dev.walden.tools.mcp;

import dev.walden.plugin.CallProgress;
import dev.walden.plugin.ProgressListener;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Who hears how far requests have come, by the token that each was sent with. Thread-safe. What fits none that is under way is passed over. */
final class ProgressTokens {

    private static final int LONGEST_MESSAGE = 1000;

    private final Map<String, ProgressListener> listeners = new ConcurrentHashMap<>();

    /** Has somebody hear of a request until what is given back is closed. */
    Hearing hear(String token, ProgressListener listener) {
        listeners.put(token, listener);
        return () -> listeners.remove(token, listener);
    }

    /** Tells what a server says of a request, in parameters that may be anything. */
    void notified(Map<String, @Nullable Object> params) {
        ProgressListener listener = params.get("progressToken") instanceof String token ? listeners.get(token) : null;
        if (listener == null || !(params.get("progress") instanceof Number progress)) {
            return;
        }
        String message = Foreign.text(params, "message", LONGEST_MESSAGE);
        listener.heard(new CallProgress(
                progress.doubleValue(),
                params.get("total") instanceof Number total ? total.doubleValue() : null,
                message.isEmpty() ? null : message));
    }

    /** Lasts as long as a request. */
    interface Hearing extends AutoCloseable {
        @Override
        void close();
    }
}
