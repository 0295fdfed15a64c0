package dev.walden.memory;

import dev.walden.activity.MemoryEvent.EpisodeRecorded;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a transaction adds to how many items there are and to how often each way of working was gone: counted in memory and
 * written at its end. Confined to the thread of the views.
 */
final class Totals {

    private final Map<ItemKind, Integer> items = new EnumMap<>(ItemKind.class);
    private final Map<Way, WayUses> ways = new LinkedHashMap<>();

    void count(ItemKind kind, int more) {
        items.merge(kind, more, Integer::sum);
    }

    /** Counts the procedure that an episode followed, if it used any tool. */
    void count(long seq, EpisodeRecorded event) {
        if (!event.tools().isEmpty()) {
            ways.merge(Way.of(event), WayUses.of(seq, event), WayUses::with);
        }
    }

    void flush(Connection views) throws SQLException {
        for (Map.Entry<ItemKind, Integer> entry : items.entrySet()) {
            Sql.update(views, """
                    INSERT INTO memory_counts (kind, items) VALUES (?, ?)
                      ON CONFLICT (kind) DO UPDATE SET items = items + excluded.items""", entry.getKey().code(), entry.getValue());
        }
        for (Map.Entry<Way, WayUses> entry : ways.entrySet()) {
            WayUses uses = entry.getValue();
            Sql.update(
                    views,
                    """
                    INSERT INTO memory_procedures (space, tools, uses, successes, total_millis, last_seq, recent)
                      VALUES (?, ?, ?, ?, ?, ?, ?)
                      ON CONFLICT (space, tools) DO UPDATE SET uses = uses + excluded.uses, successes = successes + excluded.successes,
                        total_millis = total_millis + excluded.total_millis, last_seq = excluded.last_seq,
                        recent = substr(excluded.recent || recent, 1, ?)""",
                    entry.getKey().space(),
                    entry.getKey().tools(),
                    uses.number(),
                    uses.successes(),
                    uses.millis(),
                    uses.lastSeq(),
                    uses.recent(),
                    WayUses.KEPT_LENGTH);
        }
        clear();
    }

    /** Forgets what was not written. */
    void clear() {
        items.clear();
        ways.clear();
    }
}
