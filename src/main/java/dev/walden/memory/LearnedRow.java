package dev.walden.memory;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A learned procedure that was not forgotten, without its words.
 *
 * @param seq the record that has them
 * @param decidedBy who decided last
 * @param recent how it went since it was approved: {@code s} or {@code f} for each of the latest uses, the last one last
 * @param why it was retired
 */
record LearnedRow(
        String space,
        String name,
        long seq,
        LearnedState state,
        boolean trusted,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        String recent,
        @Nullable String why) {

    private static final int IN_A_ROW = 2;
    private static final int ENOUGH = 4;

    static List<LearnedRow> where(Connection views, String condition, @Nullable Object... values) throws SQLException {
        return Sql.query(
                views, "SELECT * FROM memory_learned WHERE erased = 0 AND " + condition, LearnedRow::read, values);
    }

    /** Why it should be followed no more; null when it goes well enough. */
    @Nullable
    String failure() {
        if (recent.endsWith("f".repeat(IN_A_ROW))) {
            return "failed-twice";
        }
        long successes = recent.chars().filter(use -> use == 's').count();
        return recent.length() >= ENOUGH && 2 * successes < recent.length() ? "fails-often" : null;
    }

    /** As somebody rejected it. */
    LearnedRow rejected(String by, Instant at) {
        return new LearnedRow(space, name, seq, LearnedState.REJECTED, trusted, by, at, "", why);
    }

    private static LearnedRow read(ResultSet row) throws SQLException {
        String decidedAt = row.getString("decided_at");
        return new LearnedRow(
                row.getString("space"),
                row.getString("name"),
                row.getLong("seq"),
                LearnedState.ofCode(row.getString("state")),
                row.getInt("trusted") == 1,
                row.getString("decided_by"),
                decidedAt == null ? null : Instant.parse(decidedAt),
                row.getString("recent"),
                row.getString("why"));
    }
}
