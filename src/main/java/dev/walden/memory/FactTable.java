package dev.walden.memory;

import dev.walden.activity.Claim;
import dev.walden.activity.MemoryEvent.FactConfirmed;
import dev.walden.activity.MemoryEvent.FactsWeighed;
import dev.walden.activity.RecordedEvent;
import dev.walden.activity.StoredItem;
import dev.walden.memory.semantic.FactWords;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The tables of what is known of facts beside their words: when they are true and who stated them. */
final class FactTable {

    private FactTable() {}

    /** Adds what is known of a fact that {@link ItemTable} has just added. */
    static void add(Connection views, RecordedEvent entry, ItemTable.NewRow row, @Nullable Claim claim)
            throws SQLException {
        StoredItem item = row.item();
        FactWords words = FactWords.of(item.text());
        OptionalLong numbers = words.numbersKey();
        Sql.update(
                views,
                """
                INSERT INTO memory_facts (item, space, subject, attribute, words, negated, numbers, until, ends, confirmations, last_seen,
                  last_said) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?)""",
                item.id(),
                item.space().name(),
                claim == null ? null : claim.subject(),
                claim == null ? null : claim.attribute(),
                words.key(),
                words.negated() ? 1 : 0,
                numbers.isPresent() ? numbers.getAsLong() : null,
                row.validTo(),
                row.validTo() == null ? Validity.OPEN : row.validTo(),
                Validity.micros(entry.at()),
                entry.seq());
        List<String> sources = sources(item.source(), claim == null ? List.of() : claim.from());
        insert(views, entry, new Statement(item.id(), sources, item.trusted(), row.validFrom()));
    }

    /** Counts another statement of a fact; of one that is there no more, nothing. */
    static void confirm(Connection views, RecordedEvent entry, FactConfirmed event) throws SQLException {
        if (event.id() != null) {
            Sql.update(
                    views,
                    "INSERT OR IGNORE INTO memory_confirmed (id, item, at) VALUES (?, ?, ?)",
                    event.id(),
                    event.item(),
                    entry.at().toString());
        }
        if (!isThere(views, event.space().name(), event.item())) {
            return;
        }
        // Without a time of its own, a statement tells of now, and nothing of when it began.
        long since = Validity.micros(event.since() == null ? entry.at() : event.since());
        state(views, entry, new Statement(event.item(), sources(event.by(), event.from()), event.trusted(), since));
        count(views, event.item());
        Sql.update(
                views,
                "UPDATE memory_items SET weight = ?, changed_seq = ? WHERE id = ? AND weight < ?",
                MemoryItem.WHOLE,
                entry.seq(),
                event.item(),
                MemoryItem.WHOLE);
        if (event.since() != null) {
            refresh(views, event.item(), entry.seq());
        }
    }

    /** Has facts count so much in searches; those that are there no more are let be. */
    static void weigh(Connection views, long seq, FactsWeighed event) throws SQLException {
        for (String item : event.items()) {
            Sql.update(
                    views,
                    "UPDATE memory_items SET weight = ?, changed_seq = ? WHERE id = ? AND space = ? AND kind = 'fact' AND erased = 0",
                    event.weight(),
                    seq,
                    item,
                    event.space().name());
        }
    }

    static boolean isThere(Connection views, String space, String id) throws SQLException {
        return Sql.first(views, "SELECT 1 FROM memory_facts WHERE item = ? AND space = ?", row -> 1, id, space)
                .isPresent();
    }

    private static void state(Connection views, RecordedEvent entry, Statement said) throws SQLException {
        int known = Sql.update(
                views,
                """
                UPDATE memory_statements SET times = times + 1, since = min(since, ?), last_seen = max(last_seen, ?), last_said = ?
                  WHERE item = ? AND sources = ? AND trusted = ?""",
                said.since(),
                Validity.micros(entry.at()),
                entry.seq(),
                said.item(),
                PackedStrings.pack(said.sources()),
                said.trusted() ? 1 : 0);
        if (known == 0) {
            insert(views, entry, said);
        }
    }

    private static void insert(Connection views, RecordedEvent entry, Statement said) throws SQLException {
        Sql.update(
                views,
                "INSERT INTO memory_statements (item, said, sources, trusted, since, times, last_seen, last_said)"
                        + " VALUES (?, ?, ?, ?, ?, 1, ?, ?)",
                said.item(),
                entry.seq(),
                PackedStrings.pack(said.sources()),
                said.trusted() ? 1 : 0,
                said.since(),
                Validity.micros(entry.at()),
                entry.seq());
        for (String source : said.sources()) {
            Sql.update(
                    views,
                    "INSERT OR IGNORE INTO memory_sources (source, item, said) VALUES (?, ?, ?)",
                    source,
                    said.item(),
                    entry.seq());
        }
    }

    /** Takes back what a source said of a fact. */
    static void unstate(Connection views, String id, String source) throws SQLException {
        List<Long> said = Sql.query(
                views,
                "SELECT said FROM memory_sources WHERE source = ? AND item = ?",
                row -> row.getLong(1),
                source,
                id);
        for (long seq : said) {
            removeStatement(views, id, seq);
        }
    }

    /** Forgets all but how it ended others. */
    static void erase(Connection views, String id) throws SQLException {
        if (Sql.update(views, "DELETE FROM memory_facts WHERE item = ?", id) > 0) {
            List<Long> said =
                    Sql.query(views, "SELECT said FROM memory_statements WHERE item = ?", row -> row.getLong(1), id);
            for (long seq : said) {
                removeStatement(views, id, seq);
            }
            Sql.update(views, "DELETE FROM memory_contradictions WHERE item = ?", id);
        }
    }

    private static void removeStatement(Connection views, String id, long seq) throws SQLException {
        Optional<List<String>> sources = Sql.first(
                views,
                "SELECT sources FROM memory_statements WHERE item = ? AND said = ?",
                row -> PackedStrings.unpack(row.getString(1)),
                id,
                seq);
        for (String source : sources.orElse(List.of())) {
            Sql.update(views, "DELETE FROM memory_sources WHERE source = ? AND item = ? AND said = ?", source, id, seq);
        }
        Sql.update(views, "DELETE FROM memory_statements WHERE item = ? AND said = ?", id, seq);
    }

    private static void count(Connection views, String id) throws SQLException {
        Sql.update(views, """
                UPDATE memory_facts SET
                  confirmations = coalesce((SELECT sum(times) - 1 FROM memory_statements WHERE item = ?1), 0),
                  last_seen = coalesce((SELECT max(last_seen) FROM memory_statements WHERE item = ?1), last_seen),
                  last_said = coalesce((SELECT max(last_said) FROM memory_statements WHERE item = ?1), last_said)
                  WHERE item = ?1""", id);
    }

    /** Works out anew when a fact is true, whether it is trusted and how often it was stated. */
    static void refresh(Connection views, String id, long seq) throws SQLException {
        count(views, id);
        Sql.update(views, """
                UPDATE memory_facts SET ends = min(
                  coalesce(until, 9223372036854775807),
                  coalesce((SELECT min(since) FROM memory_contradictions WHERE item = ?1), 9223372036854775807))
                  WHERE item = ?1""", id);
        Sql.update(views, """
                UPDATE memory_items SET
                  valid_from = coalesce((SELECT min(since) FROM memory_statements WHERE item = ?1), valid_from),
                  valid_to = (SELECT nullif(ends, 9223372036854775807) FROM memory_facts WHERE item = ?1),
                  trusted = coalesce((SELECT max(trusted) FROM memory_statements WHERE item = ?1), trusted),
                  disputed = EXISTS (SELECT 1 FROM memory_contradictions WHERE item = ?1 AND since IS NULL),
                  changed_seq = ?2
                  WHERE id = ?1 AND erased = 0""", id, seq);
    }

    private static List<String> sources(String by, List<String> from) {
        List<String> all = new ArrayList<>(List.of(by));
        from.stream().filter(source -> !source.equals(by)).sorted().distinct().forEach(all::add);
        return all;
    }

    private record Statement(String item, List<String> sources, boolean trusted, long since) {}
}
