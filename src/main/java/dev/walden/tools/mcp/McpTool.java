package dev.walden.tools.mcp;

import dev.walden.plugin.Tool;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A tool that a server brings. */
public interface McpTool extends Tool {

    /** The input schema of its descriptor as JSON values of JDK types; somebody outside wrote it. */
    Map<String, @Nullable Object> inputSchema();

    /** The server that it is one of. */
    String server();

    /** Every call carries the key in its {@code _meta}, whether the server looks at it or not. */
    @Override
    default boolean sendsKeyAlways() {
        return true;
    }
}
