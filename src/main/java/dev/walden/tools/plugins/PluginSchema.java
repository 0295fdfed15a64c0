package dev.walden.tools.plugins;

import dev.walden.tools.BoundedSchema;
import dev.walden.tools.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The schema of what a plugin's tool is called with: one that somebody outside wrote, so that checks with it must be bounded. Pure. */
public final class PluginSchema {

    /** What each must be, for a sentence about one that is not. */
    public static final String EXPECTED = "a JSON Schema whose type is \"object\"";

    private static final int MOST_BYTES = 256 * 1024;

    private PluginSchema() {}

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException when it is none, with what is wrong, as words that follow a colon
     */
    public static Map<String, @Nullable Object> of(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MOST_BYTES) {
            throw new IllegalArgumentException(bytes.length + " bytes, more than " + MOST_BYTES + ".");
        }
        Map<String, @Nullable Object> members = Json.object(bytes);
        fault(members).ifPresent(fault -> {
            throw new IllegalArgumentException(fault);
        });
        return members;
    }

    /** What is wrong with one, as words that follow a colon; empty when nothing is. */
    public static Optional<String> fault(Map<String, @Nullable Object> members) {
        Optional<String> fault = BoundedSchema.of(members).fault();
        return fault.isPresent() || "object".equals(members.get("type"))
                ? fault
                : Optional.of("the type " + members.get("type") + ".");
    }
}
