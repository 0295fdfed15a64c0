package dev.walden.memory;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The tables of memory's views. A change here or in how events are applied needs a new {@link MemoryProjection#VERSION}. */
final class MemoryTables {

    private static final List<String> TABLES = List.of(
            // What the feed of the word index is called: the first event applied tells one log from another.
            "CREATE TABLE IF NOT EXISTS memory_feed (one INTEGER PRIMARY KEY CHECK (one = 1), identity TEXT NOT NULL)",
            // Erased items stay, without their words: a repeated store of the same id finds them, and seqs keep their
            // meaning.
            """
            CREATE TABLE IF NOT EXISTS memory_items (
              id TEXT PRIMARY KEY, space TEXT NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL,
              session TEXT, speaker TEXT, domain TEXT, tags TEXT NOT NULL, metadata TEXT NOT NULL,
              observed_at TEXT, stored_at TEXT NOT NULL, trusted INTEGER NOT NULL, source TEXT NOT NULL,
              seq INTEGER NOT NULL, changed_seq INTEGER NOT NULL, erased INTEGER NOT NULL)""",
            "CREATE TABLE IF NOT EXISTS memory_counts (kind TEXT PRIMARY KEY, items INTEGER NOT NULL)",
            """
            CREATE TABLE IF NOT EXISTS memory_tasks (
              asked_seq INTEGER PRIMARY KEY, task TEXT NOT NULL UNIQUE, space TEXT NOT NULL, session TEXT NOT NULL,
              input TEXT NOT NULL, ended_seq INTEGER, answer TEXT, spoken INTEGER NOT NULL,
              trusted INTEGER NOT NULL, erased INTEGER NOT NULL, changed_seq INTEGER)""",
            "CREATE INDEX IF NOT EXISTS memory_tasks_session ON memory_tasks (space, session, ended_seq)",
            "CREATE INDEX IF NOT EXISTS memory_tasks_ended ON memory_tasks (ended_seq)",
            // Which tasks hold words of an item: they stored it, erased it, or rest their answer on it.
            """
            CREATE TABLE IF NOT EXISTS memory_origins (
              item TEXT NOT NULL, task TEXT NOT NULL, PRIMARY KEY (item, task)) WITHOUT ROWID""",
            """
            CREATE TABLE IF NOT EXISTS memory_episodes (
              task TEXT PRIMARY KEY, space TEXT NOT NULL, session TEXT NOT NULL, outcome TEXT NOT NULL,
              goal TEXT NOT NULL, answer TEXT NOT NULL, lesson TEXT, tools TEXT NOT NULL,
              duration_millis INTEGER NOT NULL, ended_at TEXT NOT NULL, seq INTEGER NOT NULL)""",
            """
            CREATE TABLE IF NOT EXISTS memory_procedures (
              space TEXT NOT NULL, tools TEXT NOT NULL, uses INTEGER NOT NULL, successes INTEGER NOT NULL,
              total_millis INTEGER NOT NULL, last_seq INTEGER NOT NULL, PRIMARY KEY (space, tools)) WITHOUT ROWID""",
            // What was forgotten and whose words are still in the log: an item by its record, or a task.
            """
            CREATE TABLE IF NOT EXISTS memory_forgotten (
              since INTEGER NOT NULL, item INTEGER, task TEXT, UNIQUE (item), UNIQUE (task))""",
            "CREATE INDEX IF NOT EXISTS memory_forgotten_since ON memory_forgotten (since)",
            "CREATE TABLE IF NOT EXISTS memory_erasures (erased_by TEXT PRIMARY KEY, items TEXT NOT NULL) WITHOUT ROWID");

    /** That only readers need. */
    private static final List<String> INDEXES = List.of(
            "CREATE INDEX IF NOT EXISTS memory_items_changed ON memory_items (changed_seq)",
            """
            CREATE INDEX IF NOT EXISTS memory_items_said ON memory_items (space, session, seq)
              WHERE session IS NOT NULL AND erased = 0 AND kind <> 'episode'""",
            "CREATE INDEX IF NOT EXISTS memory_tasks_changed ON memory_tasks (space, session, changed_seq)",
            "CREATE INDEX IF NOT EXISTS memory_episodes_newest ON memory_episodes (space, seq)");

    private MemoryTables() {}

    /** Creates the tables, with the indexes that events are applied by. */
    static void create(Connection views) throws SQLException {
        execute(TABLES, views);
    }

    static void createIndexes(Connection views) throws SQLException {
        execute(INDEXES, views);
    }

    private static void execute(List<String> all, Connection views) throws SQLException {
        try (Statement statement = views.createStatement()) {
            for (String one : all) {
                statement.execute(one);
            }
        }
    }
}
