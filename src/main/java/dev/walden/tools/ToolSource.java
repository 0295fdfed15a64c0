package dev.walden.tools;

import dev.walden.plugin.Tool;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tools that come and go while the service runs, of authors who are not ours. Thread-safe. */
interface ToolSource {

    /** No such tools. */
    ToolSource NONE = new ToolSource() {
        @Override
        public List<Sourced> tools() {
            return List.of();
        }

        @Override
        public Optional<String> absent(String tool) {
            return Optional.empty();
        }
    };

    /** Those that are known now; the same list as before while nothing has changed. Each schema has been found to be one. */
    List<Sourced> tools();

    /** Why a tool of this name is not known, though it may be at another time; for the model. */
    Optional<String> absent(String tool);

    /**
     * One of them.
     *
     * @param inputSchema that of its descriptor as JSON values of JDK types
     * @param meter under which name its calls are counted
     */
    record Sourced(Tool tool, Map<String, @Nullable Object> inputSchema, String meter) {}
}
