package dev.walden.memory;

import dev.walden.memory.feed.IndexedItem;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The items of one session, in order: what was said before and after an item helps to find it.
 */
record Conversation(String space, String session) {

    /** Items on either side whose words count for an item; two found more than one or three did. */
    private static final int REACH = 2;

    private static final String SAID = "SELECT " + ItemTable.COLUMNS
            + " FROM memory_items WHERE space = ? AND session = ? AND erased = 0 AND kind NOT IN ('episode', 'summary') AND weight > 0 AND seq ";

    /**
     * Adds all items in a stretch and those within reach of it, each with its neighbours: a new or an erased item changes the
     * neighbourhood of those beside it.
     */
    void around(Connection views, Stretch stretch, Map<String, IndexedItem> items) throws SQLException {
        List<MemoryItem> said =
                new ArrayList<>(said(views, "< ? ORDER BY seq DESC, rowid DESC LIMIT " + 2 * REACH, stretch.first())
                        .reversed());
        int from = Math.max(0, said.size() - REACH);
        said.addAll(Sql.query(
                views,
                SAID + "BETWEEN ? AND ? ORDER BY seq, rowid", // the chunks of a document share a record
                ItemTable::read,
                space,
                session,
                stretch.first(),
                stretch.last()));
        int to = said.size() + REACH;
        said.addAll(said(views, "> ? ORDER BY seq, rowid LIMIT " + 2 * REACH, stretch.last()));
        for (int i = from; i < Math.min(to, said.size()); i++) {
            items.put(said.get(i).id(), IndexText.of(said.get(i), beside(said, i)));
        }
    }

    private List<MemoryItem> said(Connection views, String condition, long seq) throws SQLException {
        return Sql.query(views, SAID + condition, ItemTable::read, space, session, seq);
    }

    private static IndexedItem.Beside beside(List<MemoryItem> said, int at) {
        return new IndexedItem.Beside(
                words(said.subList(Math.max(0, at - REACH), at)),
                words(said.subList(at + 1, Math.min(said.size(), at + 1 + REACH))));
    }

    private static List<String> words(List<MemoryItem> said) {
        return said.stream().map(IndexText::said).toList();
    }

    /** Records from the first to the last. */
    record Stretch(long first, long last) {
        Stretch with(Stretch other) {
            return new Stretch(Math.min(first, other.first), Math.max(last, other.last));
        }
    }
}
