package dev.walden.memory;

import dev.walden.activity.RecordedEvent;
import dev.walden.activity.Views;
import dev.walden.memory.feed.IndexedItem;
import dev.walden.memory.feed.ItemFeed;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The table of items as the word index follows it. */
final class IndexFeed implements ItemFeed {

    private static final Set<ItemKind> NOT_SAID = Set.of(ItemKind.EPISODE, ItemKind.SUMMARY);
    private static final String NOTHING_YET = "nothing";

    private final Views views;

    IndexFeed(Views views) {
        this.views = views;
    }

    /** Another log has another first event, and another way to fill the tables another version. */
    static void nameAfterFirst(Connection views, RecordedEvent first) throws SQLException {
        Sql.update(
                views,
                "INSERT OR IGNORE INTO memory_feed (one, identity) VALUES (1, ?)",
                "%d/%d/%s".formatted(MemoryProjection.VERSION, first.seq(), first.at()));
    }

    @Override
    public String identity() {
        return views.read(
                connection -> Sql.first(connection, "SELECT identity FROM memory_feed", row -> row.getString(1))
                        .orElse(NOTHING_YET));
    }

    @Override
    public Changes after(long position, long upTo, int limit) {
        return views.read(connection -> {
            long end = endOfStretch(connection, position, upTo, limit);
            List<Changed> changed = Sql.query(
                    connection,
                    "SELECT " + ItemTable.COLUMNS
                            + ", erased FROM memory_items WHERE changed_seq > ? AND changed_seq <= ? ORDER BY changed_seq, seq, rowid",
                    row -> new Changed(ItemTable.read(row), row.getInt("erased") > 0),
                    position,
                    end);
            return changes(connection, changed, position, end);
        });
    }

    /** An erasure changes many items in one record, so a stretch ends with a record rather than with a row. */
    private static long endOfStretch(Connection connection, long position, long upTo, int limit) throws SQLException {
        List<Long> seqs = Sql.query(
                connection,
                "SELECT changed_seq FROM memory_items WHERE changed_seq > ? AND changed_seq <= ? ORDER BY changed_seq LIMIT ?",
                row -> row.getLong(1),
                position,
                upTo,
                limit);
        return seqs.size() < limit ? upTo : seqs.getLast();
    }

    private static Changes changes(Connection connection, List<Changed> changed, long position, long end)
            throws SQLException {
        Map<String, IndexedItem> present = new LinkedHashMap<>();
        List<String> gone = new ArrayList<>();
        Map<Conversation, Conversation.Stretch> stretches = new LinkedHashMap<>();
        for (Changed change : changed) {
            MemoryItem item = change.item();
            if (change.erased() || item.isRetired()) {
                gone.add(item.id());
            } else {
                present.put(item.id(), IndexText.of(item, IndexedItem.Beside.NOTHING));
            }
            if (item.session() == null || NOT_SAID.contains(item.kind())) {
                continue;
            }
            Conversation conversation = new Conversation(item.space().name(), item.session());
            if (item.seq() > position) {
                stretches.merge(
                        conversation, new Conversation.Stretch(item.seq(), item.seq()), Conversation.Stretch::with);
            } else {
                conversation.around(connection, new Conversation.Stretch(item.seq(), item.seq()), present);
            }
        }
        for (Map.Entry<Conversation, Conversation.Stretch> entry : stretches.entrySet()) {
            entry.getKey().around(connection, entry.getValue(), present);
        }
        return new Changes(List.copyOf(present.values()), gone, end);
    }

    private record Changed(MemoryItem item, boolean erased) {}
}
