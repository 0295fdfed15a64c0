package dev.walden.memory.feed;

import java.util.List;

/** Where a an index takes items from. Called on the thread of the index only. */
public interface ItemFeed {

    /** Names what is fed: with another name than last time, the index is filled anew. */
    String identity();

    /**
     * What has changed after {@code position}, as it is now, oldest change first.
     *
     * @param upTo nothing that changed later is told
     * @param limit about how many changes
     */
    Changes after(long position, long upTo, int limit);

    /**
     * A stretch of the feed.
     *
     * @param present items to be found as they are here
     * @param gone ids of items that are to be found no more
     * @param position up to which this tells all; {@code upTo} when nothing is left
     */
    record Changes(List<IndexedItem> present, List<String> gone, long position) {
        public Changes {
            present = List.copyOf(present);
            gone = List.copyOf(gone);
        }
    }
}
