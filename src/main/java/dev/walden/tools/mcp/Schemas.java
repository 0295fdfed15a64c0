package dev.walden.tools.mcp;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is made of JSON Schemas that a server wrote. Both are bounded in time, and fetch nothing. */
public interface Schemas {

    /** Why these members are no schema, as words that follow a colon; empty when they are one. */
    Optional<String> fault(Map<String, @Nullable Object> schema);

    /** What is wrong with a value, as words that follow a colon; empty when it fits. */
    Optional<String> complaint(Map<String, @Nullable Object> schema, Map<String, @Nullable Object> value);
}
