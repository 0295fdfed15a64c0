package dev.walden.memory;

import dev.walden.activity.MemoryEvent.FactDisputed;
import dev.walden.activity.MemoryEvent.FactSuperseded;
import dev.walden.activity.MemoryEvent.SourceUndone;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The table of which fact ended or disputes another. Whoever decided wrongly: a fact that is not trusted never ends one that is, it is
 * disputed by it.
 */
final class Contradictions {

    private static final String ADD = """
            INSERT INTO memory_contradictions (item, other, since, why) VALUES (?, ?, ?, ?)
              ON CONFLICT (item, other) DO UPDATE SET since = coalesce(min(since, excluded.since), since, excluded.since)""";

    private Contradictions() {}

    static void supersede(Connection views, long seq, FactSuperseded event) throws SQLException {
        if (!FactTable.isThere(views, event.space().name(), event.by())) {
            return;
        }
        for (String item : event.items()) {
            if (!FactTable.isThere(views, event.space().name(), item)) {
                continue;
            }
            if (trusts(views, item) && !trusts(views, event.by())) {
                add(views, event.by(), item, null, event.why());
                FactTable.refresh(views, event.by(), seq);
            } else {
                add(views, item, event.by(), Validity.micros(event.from()), event.why());
                FactTable.refresh(views, item, seq);
            }
        }
    }

    static void dispute(Connection views, long seq, FactDisputed event) throws SQLException {
        if (FactTable.isThere(views, event.space().name(), event.item())) {
            for (String other : event.against()) {
                add(views, event.item(), other, null, event.why());
            }
            FactTable.refresh(views, event.item(), seq);
        }
    }

    /** Takes back what a source said, erases what nobody else said, and has true again what that had ended. */
    static void undo(Connection views, Changes changes, long seq, SourceUndone event) throws SQLException {
        UndoneTable.add(views, seq, event);
        Set<String> touched = new LinkedHashSet<>();
        for (String item : event.items()) {
            touched.addAll(Sql.query(
                    views,
                    "SELECT item FROM memory_contradictions WHERE other = ? ORDER BY item",
                    row -> row.getString(1),
                    item));
            Sql.update(views, "DELETE FROM memory_contradictions WHERE other = ?", item);
        }
        Erasure.forget(views, changes, event.space().name(), event.items(), seq);
        for (String item : event.kept()) {
            if (DocumentRow.find(views, item).isPresent()) {
                DocumentClaims.takeBack(views, changes.totals(), seq, item, event.origin());
                continue;
            }
            boolean trusted = trusts(views, item);
            FactTable.unstate(views, item, event.origin());
            FactTable.refresh(views, item, seq);
            if (trusted && !trusts(views, item)) {
                touched.addAll(doubt(views, item));
            }
            touched.add(item);
        }
        for (String item : touched) {
            FactTable.refresh(views, item, seq);
        }
    }

    /** What a fact ended while it was trusted, it only disputes from now on, if that is trusted; tells what. */
    private static List<String> doubt(Connection views, String item) throws SQLException {
        List<String> ended = Sql.query(
                views,
                "SELECT c.item FROM memory_contradictions c JOIN memory_items i ON i.id = c.item"
                        + " WHERE c.other = ? AND c.since IS NOT NULL AND c.why <> ? AND i.trusted = 1 ORDER BY c.item",
                row -> row.getString(1),
                item,
                MergedFacts.WHY);
        for (String other : ended) {
            Sql.update(
                    views,
                    "INSERT OR REPLACE INTO memory_contradictions (item, other, since, why)"
                            + " SELECT other, item, NULL, why FROM memory_contradictions WHERE item = ? AND other = ?",
                    other,
                    item);
            Sql.update(views, "DELETE FROM memory_contradictions WHERE item = ? AND other = ?", other, item);
        }
        return ended;
    }

    static boolean trusts(Connection views, String item) throws SQLException {
        return !ItemTable.anyUntrusted(views, List.of(item));
    }

    private static void add(Connection views, String item, String other, @Nullable Long since, String why)
            throws SQLException {
        Sql.update(views, ADD, item, other, since, why);
    }
}
