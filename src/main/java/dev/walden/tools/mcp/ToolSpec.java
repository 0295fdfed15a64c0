package dev.walden.tools.mcp;

import dev.walden.plugin.SideEffect;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One tool as its server describes it, within bounds. Immutable.
 *
 * @param foreignName what the server calls it
 * @param description for models
 * @param inputSchema of its arguments
 * @param outputSchema of its structured result; empty when it says nothing of it
 * @param readOnly whether it says of itself that it changes nothing
 * @param idempotent whether it says of itself that twice is once
 */
record ToolSpec(
        String foreignName,
        String description,
        Map<String, @Nullable Object> inputSchema,
        Map<String, @Nullable Object> outputSchema,
        boolean readOnly,
        boolean idempotent) {

    private static final int LONGEST_NAME = 256;
    private static final int LONGEST_DESCRIPTION = 4000;

    /** Reads one; a name that is empty says that there is none. */
    static ToolSpec of(Map<String, @Nullable Object> tool) {
        Map<String, @Nullable Object> hints = Foreign.object(tool, "annotations");
        String description = Foreign.text(tool, "description", LONGEST_DESCRIPTION);
        return new ToolSpec(
                Foreign.text(tool, "name", LONGEST_NAME),
                description.isBlank() ? Foreign.text(tool, "title", LONGEST_DESCRIPTION) : description,
                schema(tool, "inputSchema"),
                schema(tool, "outputSchema"),
                Foreign.isTrue(hints, "readOnlyHint"),
                Foreign.isTrue(hints, "idempotentHint"));
    }

    /** The dialect is left out: what tools use of older ones reads the same, and what does not is found when it is checked. */
    private static Map<String, @Nullable Object> schema(Map<String, @Nullable Object> tool, String name) {
        Map<String, @Nullable Object> schema = new LinkedHashMap<>(Foreign.object(tool, name));
        schema.remove("$schema");
        return schema;
    }

    /** Its class, as far as its server is trusted to know. */
    SideEffect sideEffect(boolean trust) {
        if (!trust) {
            return SideEffect.UNSAFE;
        }
        if (readOnly) {
            return SideEffect.NONE;
        }
        return idempotent ? SideEffect.IDEMPOTENT : SideEffect.UNSAFE;
    }
}
