package dev.walden.memory;

import dev.walden.activity.MemoryEvent.SourceUndone;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * When sources were last taken back. A task that was shown words of one before that, and still runs, has them in its prompt: what it
 * wants kept afterwards is refused. What comes from the source afterwards is learned again.
 */
final class UndoneTable {

    private UndoneTable() {}

    /** Notes it of the source, and of documents that go with it. */
    static void add(Connection views, long seq, SourceUndone event) throws SQLException {
        mark(views, seq, event.space().name(), event.origin());
        for (String item : event.items()) {
            if (DocumentRow.find(views, item).isPresent()) {
                mark(views, seq, event.space().name(), "document:" + item);
            }
        }
    }

    private static void mark(Connection views, long seq, String space, String source) throws SQLException {
        Sql.update(
                views,
                "INSERT INTO memory_undone (space, source, seq) VALUES (?, ?, ?)"
                        + " ON CONFLICT (space, source) DO UPDATE SET seq = excluded.seq",
                space,
                source,
                seq);
    }

    /** Whether what is to be kept may be words that were taken back; of what cannot be traced, when any were taken back since. */
    static boolean holds(Connection views, Told told) throws SQLException {
        Seen seen = told.seen();
        if (!told.byTask()) {
            return false;
        }
        boolean[] held = new boolean[1];
        Sql.each(
                views,
                "SELECT source, seq FROM memory_undone WHERE space = ? AND seq > ?",
                row -> {
                    String source = row.getString(1);
                    @Nullable
                    Long since = source.equals(told.item().source())
                            ? Long.valueOf(0)
                            : seen.sources().get(source);
                    held[0] |= !seen.whole() || (since != null && since < row.getLong(2));
                },
                told.item().space().name(),
                seen.whole() ? 0 : seen.first());
        return held[0];
    }
}
