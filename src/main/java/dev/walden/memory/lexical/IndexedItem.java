package dev.walden.memory.lexical;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An item as the index needs it.
 *
 * @param id unique in all spaces
 * @param text its words, with whatever else it should be found by: date, tags
 * @param neighbours texts said around it in the same session, in order
 * @param labels what a search may ask for exactly
 * @param weight percent of its score that counts
 * @param seq decides between equal scores: the newer one first
 */
public record IndexedItem(
        String id, String space, String text, List<String> neighbours, Labels labels, int weight, long seq) {

    public IndexedItem {
        neighbours = List.copyOf(neighbours);
    }

    /** What an item is marked with. */
    public record Labels(
            String kind,
            @Nullable String session,
            @Nullable String speaker,
            @Nullable String domain) {}
}
