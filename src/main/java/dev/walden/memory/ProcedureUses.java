package dev.walden.memory;

import dev.walden.activity.MemoryEvent.EpisodeRecorded;
import dev.walden.activity.RecordedEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * How often a named procedure was used, and how that went. A use is a task that got it; a task that was cancelled is neither a success
 * nor a failure.
 *
 * @param totalDuration of all uses, time in working states
 * @param lastUsed when the last one ended
 * @param seq the record of that end
 */
public record ProcedureUses(
        long uses, long successes, long failures, Duration totalDuration, Instant lastUsed, long seq) {

    /** Counts the procedures of an episode. */
    static void add(Connection views, RecordedEvent entry, EpisodeRecorded event) throws SQLException {
        for (String name : event.procedures()) {
            Sql.update(
                    views,
                    """
                    INSERT INTO memory_procedure_uses (space, name, uses, successes, failures, total_millis, last_seq, last_at)
                      VALUES (?, ?, 1, ?, ?, ?, ?, ?)
                      ON CONFLICT (space, name) DO UPDATE SET uses = uses + 1, successes = successes + excluded.successes,
                        failures = failures + excluded.failures, total_millis = total_millis + excluded.total_millis,
                        last_seq = excluded.last_seq, last_at = excluded.last_at""",
                    event.space().name(),
                    name,
                    event.outcome().equals("completed") ? 1 : 0,
                    event.outcome().equals("failed") ? 1 : 0,
                    event.duration().toMillis(),
                    entry.seq(),
                    entry.at().toString());
        }
    }

    /** Those of a space, by the procedure's name. */
    static Map<String, ProcedureUses> of(Connection views, String space) throws SQLException {
        Map<String, ProcedureUses> all = new HashMap<>();
        Sql.each(
                views,
                "SELECT * FROM memory_procedure_uses WHERE space = ?",
                row -> all.put(
                        row.getString("name"),
                        new ProcedureUses(
                                row.getLong("uses"),
                                row.getLong("successes"),
                                row.getLong("failures"),
                                Duration.ofMillis(row.getLong("total_millis")),
                                Instant.parse(row.getString("last_at")),
                                row.getLong("last_seq"))),
                space);
        return all;
    }
}
