package dev.walden.memory;

import dev.walden.activity.Claim;
import dev.walden.activity.RecordedEvent;
import dev.walden.activity.Space;
import dev.walden.activity.StoredItem;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table of items: how a row is written, erased and read. */
final class ItemTable {

    static final String COLUMNS =
            "id, space, kind, text, session, speaker, domain, tags, metadata, observed_at, stored_at, trusted, source, seq,"
                    + " valid_from, valid_to, disputed, weight";

    private static final String INSERT = """
            INSERT OR IGNORE INTO memory_items (id, space, kind, text, session, speaker, domain, tags, metadata, observed_at,
              stored_at, trusted, source, seq, changed_seq, valid_from, valid_to, disputed, erased)
              VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0)""";

    private ItemTable() {}

    /**
     * Adds an item, unless there is one of this id: a repeated store changes nothing, nor does it bring back what was erased.
     *
     * @return whether there was none
     */
    static boolean add(Connection views, Totals totals, RecordedEvent entry, NewRow row) throws SQLException {
        StoredItem item = row.item();
        int added = Sql.update(
                views,
                INSERT,
                item.id(),
                item.space().name(),
                row.kind().code(),
                item.text(),
                item.session(),
                item.speaker(),
                item.domain(),
                PackedStrings.pack(item.tags()),
                PackedStrings.pack(item.metadata()),
                item.observedAt() == null ? null : item.observedAt().toString(),
                entry.at().toString(),
                item.trusted() ? 1 : 0,
                item.source(),
                entry.seq(),
                entry.seq(),
                row.validFrom(),
                row.validTo());
        if (added > 0) {
            totals.count(row.kind(), added);
        }
        return added > 0;
    }

    /** Gives an item other words. */
    static void reword(Connection views, String id, String text, long seq) throws SQLException {
        Sql.update(
                views, "UPDATE memory_items SET text = ?, changed_seq = ? WHERE id = ? AND erased = 0", text, seq, id);
    }

    /** Gives a living item other metadata. */
    static void note(Connection views, String id, Map<String, String> metadata, long seq) throws SQLException {
        Sql.update(
                views,
                "UPDATE memory_items SET metadata = ?, changed_seq = ? WHERE id = ? AND erased = 0",
                PackedStrings.pack(metadata),
                seq,
                id);
    }

    /**
     * Takes the words, and whatever else says something, from an item.
     *
     * @return whether it lived; of another space or erased already, it is let be
     */
    static boolean erase(Connection views, Totals totals, String space, String id, long seq) throws SQLException {
        Optional<ItemKind> kind = Sql.first(
                views,
                "SELECT kind FROM memory_items WHERE id = ? AND space = ? AND erased = 0",
                row -> ItemKind.ofCode(row.getString(1)),
                id,
                space);
        if (kind.isEmpty()) {
            return false;
        }
        blank(views, totals, kind.get(), id, seq);
        switch (kind.get()) {
            case FACT, MESSAGE -> {
                FactTable.erase(views, id);
                ForgottenTable.addItem(views, seq, id);
            }
            case EPISODE -> {} // its words are its task's
            case SUMMARY -> ForgottenTable.addItem(views, seq, id);
            case DOCUMENT -> DocumentTable.forgetRecordsOfChunk(views, seq, id);
        }
        return true;
    }

    /** The same for its age, which is told from what somebody wanted gone: what rests on it stays. */
    static boolean age(Connection views, Totals totals, String space, String id, long seq) throws SQLException {
        boolean lived = erase(views, totals, space, id, seq);
        if (lived) {
            Sql.update(views, "UPDATE memory_items SET erased = 2 WHERE id = ?", id);
        }
        return lived;
    }

    /** What was only too old is wanted gone now, so that what rests on it goes as well. */
    static void unwant(Connection views, String space, String id) throws SQLException {
        Sql.update(views, "UPDATE memory_items SET erased = 1 WHERE id = ? AND space = ? AND erased = 2", id, space);
    }

    /** Takes the words from an item that lives. */
    static void blank(Connection views, Totals totals, ItemKind kind, String id, long seq) throws SQLException {
        Sql.update(views, """
                UPDATE memory_items SET text = '', speaker = NULL, domain = NULL, tags = '', metadata = '', observed_at = NULL,
                  disputed = 0, changed_seq = ?, erased = 1 WHERE id = ?""", seq, id);
        totals.count(kind, -1);
    }

    /** Whether it lost its words, for whatever reason. */
    static boolean isErased(Connection views, String id) throws SQLException {
        return Sql.first(views, "SELECT 1 FROM memory_items WHERE id = ? AND erased > 0", row -> 1, id)
                .isPresent();
    }

    /** Whether somebody wanted it gone, and not its age, so that what rests on it goes as well. */
    static boolean isUnwanted(Connection views, String id) throws SQLException {
        return Sql.first(views, "SELECT 1 FROM memory_items WHERE id = ? AND erased = 1", row -> 1, id)
                .isPresent();
    }

    static boolean anyUntrusted(Connection views, List<String> ids) throws SQLException {
        return !ids.isEmpty()
                && Sql.first(
                                views,
                                "SELECT 1 FROM memory_items WHERE trusted = 0 AND id IN " + Sql.list(ids.size()),
                                row -> 1,
                                ids.toArray())
                        .isPresent();
    }

    static MemoryItem read(ResultSet row) throws SQLException {
        return new MemoryItem(
                row.getString("id"),
                new Space(row.getString("space")),
                ItemKind.ofCode(row.getString("kind")),
                row.getString("text"),
                row.getString("session"),
                row.getString("speaker"),
                row.getString("domain"),
                PackedStrings.unpack(row.getString("tags")),
                instant(row.getString("observed_at")),
                Instant.parse(row.getString("stored_at")),
                PackedStrings.unpackMap(row.getString("metadata")),
                row.getInt("trusted") == 1,
                row.getString("source"),
                row.getLong("seq"),
                Validity.read(row),
                row.getInt("weight"));
    }

    /** Living items of these ids, in no particular order. */
    static List<MemoryItem> living(Connection views, List<String> ids) throws SQLException {
        return ofIds(views, "erased = 0 AND ", ids);
    }

    /** Living items of these ids, and those that were only too old: others may have repeated their words. */
    static List<MemoryItem> forgettable(Connection views, List<String> ids) throws SQLException {
        return ofIds(views, "erased <> 1 AND ", ids);
    }

    /** Items of these ids, in no particular order; erased ones have no text. */
    static List<MemoryItem> ofIds(Connection views, List<String> ids) throws SQLException {
        return ofIds(views, "", ids);
    }

    private static List<MemoryItem> ofIds(Connection views, String condition, List<String> ids) throws SQLException {
        String select = "SELECT " + COLUMNS + " FROM memory_items WHERE " + condition + "id IN " + Sql.list(ids.size());
        return Sql.query(views, select, ItemTable::read, ids.toArray());
    }

    private static @Nullable Instant instant(@Nullable String text) {
        return text == null ? null : Instant.parse(text);
    }

    /** An item and when it is true, in microseconds since 1970. */
    record NewRow(
            ItemKind kind,
            StoredItem item,
            long validFrom,
            @Nullable Long validTo) {

        /** What was said is true from when it was said. */
        static NewRow said(RecordedEvent entry, ItemKind kind, StoredItem item) {
            return new NewRow(
                    kind, item, Validity.micros(item.observedAt() == null ? entry.at() : item.observedAt()), null);
        }

        static NewRow fact(RecordedEvent entry, StoredItem item, @Nullable Claim claim) {
            return claim == null
                    ? said(entry, ItemKind.FACT, item)
                    : new NewRow(
                            ItemKind.FACT,
                            item,
                            Validity.micros(claim.validFrom()),
                            claim.validTo() == null ? null : Validity.micros(claim.validTo()));
        }
    }
}
