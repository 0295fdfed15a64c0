package dev.walden.memory.vector;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;

/**
 * What searches keep of each space and segment in RAM as long as the segment lives: nine bytes an item, two more in spaces
 * with documents, and 52 more in those that are searched by signs. Thread-safe.
 */
final class SpaceColumns {

    private static final int MAX_SPACES_A_SEGMENT = 10_000;

    private final Map<IndexReader.CacheKey, Map<String, SpaceColumn>> segments = new ConcurrentHashMap<>();

    SpaceColumn of(String space, LeafReader leaf) throws IOException {
        IndexReader.CacheHelper helper = leaf.getCoreCacheHelper();
        Map<String, SpaceColumn> spaces = segments.computeIfAbsent(helper.getKey(), key -> {
            helper.addClosedListener(segments::remove);
            return new ConcurrentHashMap<>();
        });
        SpaceColumn column = spaces.get(space);
        if (column == null) {
            column = SpaceColumn.read(leaf, space);
            if (spaces.size() < MAX_SPACES_A_SEGMENT) {
                spaces.put(space, column);
            }
        }
        return column;
    }
}
