package dev.walden.memory;

import dev.walden.activity.Space;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is looked for. Words only: nothing in the text is syntax.
 *
 * @param k the most hits wanted, 1 to {@value #MAX_K}
 * @param kinds those looked for; empty for all
 * @param domain the only one looked for, null for all
 * @param session the only one looked for, null for all
 * @param asOf finds what was true then, null for what is true now
 * @param narrowing to a time, an outcome, a tool
 * @param closed knowledge bases of which nothing is wanted
 */
public record MemoryQuery(
        Space space,
        String text,
        int k,
        Set<ItemKind> kinds,
        @Nullable String domain,
        @Nullable String session,
        @Nullable Instant asOf,
        Narrowing narrowing,
        Set<String> closed) {

    /** The most hits of one search. */
    public static final int MAX_K = 100;

    /** What is true now. */
    public MemoryQuery(
            Space space, String text, int k, Set<ItemKind> kinds, @Nullable String domain, @Nullable String session) {
        this(space, text, k, kinds, domain, session, null);
    }

    /** What was true at a time, from any knowledge base. */
    public MemoryQuery(
            Space space,
            String text,
            int k,
            Set<ItemKind> kinds,
            @Nullable String domain,
            @Nullable String session,
            @Nullable Instant asOf) {
        this(space, text, k, kinds, domain, session, asOf, Narrowing.NONE, Set.of());
    }

    /** @throws MemoryException.Unacceptable when k is out of bounds, or an outcome or a tool is asked for of what is no episode */
    public MemoryQuery {
        closed = Set.copyOf(closed);
        kinds = narrowing.isOfEpisodes() && kinds.isEmpty() ? Set.of(ItemKind.EPISODE) : Set.copyOf(kinds);
        if (narrowing.isOfEpisodes() && !kinds.equals(Set.of(ItemKind.EPISODE))) {
            throw new MemoryException.Unacceptable(
                    "invalid_search",
                    "Only episodes have an outcome and tools; leave out the kind, or ask for episode.");
        }
        if (k < 1 || k > MAX_K) {
            throw new MemoryException.Unacceptable(
                    "invalid_search", "A search has 1 to %d hits (k); found: %d.".formatted(MAX_K, k));
        }
    }

    /** A search of everything in a space. */
    public static MemoryQuery of(Space space, String text, int k) {
        return new MemoryQuery(space, text, k, Set.of(), null, null);
    }

    /** The same without what is in these knowledge bases. */
    MemoryQuery without(Set<String> others) {
        return new MemoryQuery(space, text, k, kinds, domain, session, asOf, narrowing, others);
    }

    /** Whether an item was true at the time that is asked for, and is wanted. */
    boolean shows(MemoryItem item, Instant now) {
        if (item.kind() == ItemKind.DOCUMENT && closed.contains(String.valueOf(item.domain()))) {
            return false;
        }
        return asOf == null ? item.isTrue(now) : item.validity().includes(asOf);
    }
}
