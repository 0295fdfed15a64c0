package dev.walden.memory.lexical;

import java.util.List;
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
 * @param at the time at which items are to be true
 * @param during when they were observed, or else stored; null for ever
 * @param traits that they must all have
 * @param closed domains of which no documents are wanted
 */
public record LexicalQuery(
        String space,
        String text,
        int limit,
        Set<String> kinds,
        @Nullable String domain,
        @Nullable String session,
        Time at,
        @Nullable During during,
        List<String> traits,
        Set<String> closed) {

    /** Whatever was ever true. */
    public LexicalQuery(
            String space,
            String text,
            int limit,
            Set<String> kinds,
            @Nullable String domain,
            @Nullable String session) {
        this(space, text, limit, kinds, domain, session, Time.ANY, null, List.of(), Set.of());
    }

    public LexicalQuery {
        kinds = Set.copyOf(kinds);
        traits = List.copyOf(traits);
        closed = Set.copyOf(closed);
    }

    /** Whether only a part of the space is looked at, whatever is closed. */
    public boolean isFiltered() {
        return !kinds.isEmpty() || domain != null || session != null || during != null || !traits.isEmpty();
    }

    /** From one second to another, both included, since 1970. */
    public record During(long first, long last) {}

    /**
     * A time, in microseconds since 1970.
     *
     * @param past whether it is one before now: then what came later is not looked for, however it was dated
     */
    public record Time(long micros, boolean past) {

        static final Time ANY = new Time(Long.MIN_VALUE, false);
    }
}
