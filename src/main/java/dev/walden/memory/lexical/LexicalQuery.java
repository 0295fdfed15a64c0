package dev.walden.memory.lexical;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is looked for.
 *
 * @param space the only one looked into
 * @param text plain words; nothing in it is syntax
 * @param limit the most hits wanted
 * @param kinds those looked for; empty for all
 * @param domain the only one looked for, null for all
 * @param session the only one looked for, null for all
 */
public record LexicalQuery(
        String space,
        String text,
        int limit,
        Set<String> kinds,
        @Nullable String domain,
        @Nullable String session) {

    public LexicalQuery {
        kinds = Set.copyOf(kinds);
    }

    /** Whether only a part of the space is looked at. */
    public boolean isFiltered() {
        return !kinds.isEmpty() || domain != null || session != null;
    }
}
