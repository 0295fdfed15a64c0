package dev.walden.memory;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The tables of memory's views. A change here or in how events are applied needs a new {@link MemoryProjection#VERSION}, but for a table that
 * only a new kind of event fills: with that all views are built anew, and the indexes, which are named by the version, need not be.
 */
final class MemoryTables {

    private static final List<String> TABLES = List.of(
            // What the feed of the word index is called: the first event applied tells one log from another.
            "CREATE TABLE IF NOT EXISTS memory_feed (one INTEGER PRIMARY KEY CHECK (one = 1), identity TEXT NOT NULL)",
            // Erased items stay, without their words: a repeated store of the same id finds them, and seqs keep their
            // meaning. "erased" is 0 for those that live, 1 for those that somebody wanted gone, 2 for those that were
            // too old.
            """
            CREATE TABLE IF NOT EXISTS memory_items (
              id TEXT PRIMARY KEY, space TEXT NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL,
              session TEXT, speaker TEXT, domain TEXT, tags TEXT NOT NULL, metadata TEXT NOT NULL,
              observed_at TEXT, stored_at TEXT NOT NULL, trusted INTEGER NOT NULL, source TEXT NOT NULL,
              seq INTEGER NOT NULL, changed_seq INTEGER NOT NULL, erased INTEGER NOT NULL,
              valid_from INTEGER NOT NULL, valid_to INTEGER, disputed INTEGER NOT NULL, weight INTEGER NOT NULL DEFAULT 100)""",
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
              goal TEXT NOT NULL, answer TEXT NOT NULL, lesson TEXT, actions TEXT NOT NULL,
              duration_millis INTEGER NOT NULL, input_tokens INTEGER NOT NULL, output_tokens INTEGER NOT NULL,
              cost_micros INTEGER NOT NULL, ended_at INTEGER NOT NULL, seq INTEGER NOT NULL, summary TEXT)""",
            """
            CREATE TABLE IF NOT EXISTS memory_procedures (
              space TEXT NOT NULL, tools TEXT NOT NULL, uses INTEGER NOT NULL, successes INTEGER NOT NULL,
              total_millis INTEGER NOT NULL, last_seq INTEGER NOT NULL, recent TEXT NOT NULL, PRIMARY KEY (space, tools))
              WITHOUT ROWID""",
            // What the knowledge bases hold. A document that is gone stays without its words.
            """
            CREATE TABLE IF NOT EXISTS memory_documents (
              document TEXT PRIMARY KEY, space TEXT NOT NULL, domain TEXT NOT NULL, name TEXT NOT NULL, title TEXT NOT NULL,
              state TEXT NOT NULL, code TEXT, reason TEXT, sha256 TEXT NOT NULL, bytes INTEGER NOT NULL,
              characters INTEGER NOT NULL, chunks INTEGER NOT NULL, received_seq INTEGER NOT NULL, chunks_of INTEGER NOT NULL,
              first_seq INTEGER NOT NULL, changed_at TEXT NOT NULL, source TEXT NOT NULL)""",
            "CREATE INDEX IF NOT EXISTS memory_documents_of ON memory_documents (space, domain, first_seq)",
            "CREATE INDEX IF NOT EXISTS memory_documents_queued ON memory_documents (received_seq) WHERE state = 'queued'",
            // Which records hold words of a document.
            "CREATE TABLE IF NOT EXISTS memory_document_records (seq INTEGER PRIMARY KEY, document TEXT NOT NULL)",
            "CREATE INDEX IF NOT EXISTS memory_document_records_of ON memory_document_records (document)",
            // Who sent which version of a document, named by the record that says so.
            """
            CREATE TABLE IF NOT EXISTS memory_document_claims (
              source TEXT NOT NULL, document TEXT NOT NULL, said INTEGER NOT NULL, version INTEGER NOT NULL,
              PRIMARY KEY (source, document, said)) WITHOUT ROWID""",
            "CREATE INDEX IF NOT EXISTS memory_document_claims_of ON memory_document_claims (document)",
            // When a source was last taken back.
            """
            CREATE TABLE IF NOT EXISTS memory_undone (
              space TEXT NOT NULL, source TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (space, source)) WITHOUT ROWID""",
            "CREATE INDEX IF NOT EXISTS memory_items_chunks ON memory_items (session) WHERE kind = 'document'",
            // How often a named procedure was got, and what became of its tasks.
            """
            CREATE TABLE IF NOT EXISTS memory_procedure_uses (
              space TEXT NOT NULL, name TEXT NOT NULL, uses INTEGER NOT NULL, successes INTEGER NOT NULL,
              failures INTEGER NOT NULL, total_millis INTEGER NOT NULL, last_seq INTEGER NOT NULL, last_at TEXT NOT NULL,
              PRIMARY KEY (space, name)) WITHOUT ROWID""",
            // What was learned of tasks, and what became of it; its words are in the log alone. "recent" is how it went
            // since it was approved: s or f for each use, the last one last.
            """
            CREATE TABLE IF NOT EXISTS memory_learned (
              space TEXT NOT NULL, name TEXT NOT NULL, seq INTEGER NOT NULL, state TEXT NOT NULL, trusted INTEGER NOT NULL,
              erased INTEGER NOT NULL, decided_by TEXT, decided_at TEXT, recent TEXT NOT NULL, why TEXT,
              PRIMARY KEY (space, name)) WITHOUT ROWID""",
            """
            CREATE TABLE IF NOT EXISTS memory_learned_from (
              task TEXT NOT NULL, space TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (task, space, name)) WITHOUT ROWID""",
            // What was forgotten and whose words are still in the log: an item by its record, or a task.
            """
            CREATE TABLE IF NOT EXISTS memory_forgotten (
              since INTEGER NOT NULL, item INTEGER, task TEXT, UNIQUE (item), UNIQUE (task))""",
            "CREATE INDEX IF NOT EXISTS memory_forgotten_since ON memory_forgotten (since)",
            // What is known of facts beside their words; times are microseconds since 1970. The numbers of the words
            // find those that may say the same or otherwise, "until" is the end by a fact's own words, "ends" by all
            // that is known, "used" the end of the day on which a task last had use for it.
            """
            CREATE TABLE IF NOT EXISTS memory_facts (
              item TEXT PRIMARY KEY, space TEXT NOT NULL, subject TEXT, attribute TEXT, words INTEGER NOT NULL,
              negated INTEGER NOT NULL, numbers INTEGER, until INTEGER, ends INTEGER NOT NULL,
              confirmations INTEGER NOT NULL, last_seen INTEGER NOT NULL, last_said INTEGER NOT NULL,
              used INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID""",
            // Who stated a fact: one row for each set of sources, named by the record that stated it first; "last_said"
            // is
            // the record that stated it last.
            """
            CREATE TABLE IF NOT EXISTS memory_statements (
              item TEXT NOT NULL, said INTEGER NOT NULL, sources TEXT NOT NULL, trusted INTEGER NOT NULL,
              since INTEGER NOT NULL, times INTEGER NOT NULL, last_seen INTEGER NOT NULL, last_said INTEGER NOT NULL,
              PRIMARY KEY (item, said))
              WITHOUT ROWID""",
            """
            CREATE TABLE IF NOT EXISTS memory_sources (
              source TEXT NOT NULL, item TEXT NOT NULL, said INTEGER NOT NULL, PRIMARY KEY (source, item, said))
              WITHOUT ROWID""",
            // Which fact was confirmed by a place of a request with an idempotency key, in ids. No row is dropped: how
            // long
            // keys are remembered is configured, without a bound, and views do not depend on configuration.
            """
            CREATE TABLE IF NOT EXISTS memory_confirmed (
              id TEXT PRIMARY KEY, item TEXT NOT NULL, at TEXT NOT NULL) WITHOUT ROWID""",
            // Which fact ended another one, and when; without a time it is only disputed by it.
            """
            CREATE TABLE IF NOT EXISTS memory_contradictions (
              item TEXT NOT NULL, other TEXT NOT NULL, since INTEGER, why TEXT NOT NULL, PRIMARY KEY (item, other))
              WITHOUT ROWID""",
            "CREATE INDEX IF NOT EXISTS memory_contradictions_other ON memory_contradictions (other)",
            // What operators said of how to behave in a space, each time: the last one holds, and prompts are put
            // together
            // again from all. No text takes the rules away.
            """
            CREATE TABLE IF NOT EXISTS memory_rules (
              seq INTEGER PRIMARY KEY, space TEXT NOT NULL, text TEXT, set_by TEXT NOT NULL, set_at TEXT NOT NULL)""",
            // What tasks were told of procedures whose words are in no other record; their contexts name the record.
            "CREATE TABLE IF NOT EXISTS memory_offers (seq INTEGER PRIMARY KEY, digest TEXT NOT NULL, told TEXT NOT NULL)",
            // Which record came first in an hour since 1970, whatever it says.
            "CREATE TABLE IF NOT EXISTS memory_hours (hour INTEGER PRIMARY KEY, seq INTEGER NOT NULL)",
            "CREATE TABLE IF NOT EXISTS memory_erasures (erased_by TEXT PRIMARY KEY, items TEXT NOT NULL) WITHOUT ROWID");

    /** That only readers need. */
    private static final List<String> INDEXES = List.of(
            "CREATE INDEX IF NOT EXISTS memory_rules_of ON memory_rules (space, seq)",
            "CREATE INDEX IF NOT EXISTS memory_offers_digest ON memory_offers (digest, seq)",
            "CREATE INDEX IF NOT EXISTS memory_items_changed ON memory_items (changed_seq)",
            "CREATE INDEX IF NOT EXISTS memory_items_living ON memory_items (kind) WHERE erased = 0",
            """
            CREATE INDEX IF NOT EXISTS memory_items_said ON memory_items (space, session, seq)
              WHERE session IS NOT NULL AND erased = 0 AND kind NOT IN ('episode', 'summary')""",
            "CREATE INDEX IF NOT EXISTS memory_items_source ON memory_items (source) WHERE source NOT GLOB 'key:*'",
            "CREATE INDEX IF NOT EXISTS memory_facts_words ON memory_facts (space, words, ends)",
            """
            CREATE INDEX IF NOT EXISTS memory_facts_attribute ON memory_facts (space, subject, attribute, ends)
              WHERE subject IS NOT NULL""",
            "CREATE INDEX IF NOT EXISTS memory_facts_numbers ON memory_facts (space, numbers, ends) WHERE numbers IS NOT NULL",
            "CREATE INDEX IF NOT EXISTS memory_tasks_changed ON memory_tasks (space, session, changed_seq)",
            "CREATE INDEX IF NOT EXISTS memory_episodes_newest ON memory_episodes (space, seq)",
            "CREATE INDEX IF NOT EXISTS memory_episodes_ended ON memory_episodes (space, ended_at)",
            "CREATE INDEX IF NOT EXISTS memory_episodes_unsummarized ON memory_episodes (space, ended_at) WHERE summary IS NULL",
            """
            CREATE INDEX IF NOT EXISTS memory_episodes_session ON memory_episodes (space, session, ended_at)
              WHERE summary IS NULL AND session <> task""",
            "CREATE INDEX IF NOT EXISTS memory_episodes_summary ON memory_episodes (summary) WHERE summary IS NOT NULL");

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
