package dev.walden.memory.feed;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An item as the indexes need it.
 *
 * @param id unique in all spaces
 * @param said its words, and who said them
 * @param marks what else it should be found by: date, tags
 * @param beside what was said around it in the same session
 * @param labels what a search may ask for exactly
 * @param weight percent of its score that counts
 * @param at when it was said, became true or was stored, in seconds since 1970
 * @param seq unique in all spaces; decides between equal scores: the newer one first
 * @param period when it is true
 */
public record IndexedItem(
        String id,
        String space,
        String said,
        String marks,
        Beside beside,
        Labels labels,
        int weight,
        long at,
        long seq,
        Period period) {

    /** All words of its own that it is found by. */
    public String text() {
        return said + " " + marks;
    }

    /**
     * What was said around an item.
     *
     * @param before the nearest last, as it was said
     * @param after the nearest first
     */
    public record Beside(List<String> before, List<String> after) {

        /** Nothing. */
        public static final Beside NOTHING = new Beside(List.of(), List.of());

        public Beside {
            before = List.copyOf(before);
            after = List.copyOf(after);
        }
    }

    /**
     * What an item is marked with.
     *
     * @param traits whatever else a search may ask for
     */
    public record Labels(
            String kind,
            @Nullable String session,
            @Nullable String speaker,
            @Nullable String domain,
            List<String> traits) {

        /** The kind of parts of documents; others may have a domain, too, and are in no knowledge base. */
        public static final String DOCUMENT = "document";

        /** Without traits. */
        public Labels(String kind, @Nullable String session, @Nullable String speaker, @Nullable String domain) {
            this(kind, session, speaker, domain, List.of());
        }

        public Labels {
            traits = List.copyOf(traits);
        }

        /** The knowledge base that it is in, null for none. */
        public @Nullable String base() {
            return kind.equals(DOCUMENT) ? domain : null;
        }
    }

    /**
     * A time, in microseconds since 1970.
     *
     * @param from its begin
     * @param to its end, {@link Long#MAX_VALUE} for none
     * @param awaited whether it had not begun when the item was stored
     */
    public record Period(long from, long to, boolean awaited) {

        /** All times. */
        public static final Period ALWAYS = new Period(Long.MIN_VALUE, Long.MAX_VALUE, false);
    }
}
