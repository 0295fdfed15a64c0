package dev.walden.memory;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Older episodes that belong together and have no summary: those of one session that has been quiet since, or enough of one that has
 * not; those of tasks without a session that ended on one day.
 *
 * @param session null for those without
 * @param tasks the old ones, the oldest first
 */
record SummaryGroup(String space, @Nullable String session, List<String> tasks) {

    /** One alone keeps its own words. */
    static final int LEAST = 2;

    /** A session that goes on gets one for so many. */
    private static final int ENOUGH = 20;

    private static final int GROUPS = 2_000;
    private static final long MICROS_A_DAY = 86_400_000_000L;

    SummaryGroup {
        tasks = List.copyOf(tasks);
    }

    static List<String> spaces(Connection views) throws SQLException {
        return Sql.query(views, "SELECT DISTINCT space FROM memory_episodes ORDER BY space", row -> row.getString(1));
    }

    /**
     * Some of those of a space. Younger episodes have no summary either, so they are seen to tell whether a session is quiet.
     *
     * @param before when they ended at the latest
     */
    static List<SummaryGroup> of(Connection views, String space, long before) throws SQLException {
        return Sql.query(
                views,
                """
                SELECT iif(session = task, NULL, session) AS named, iif(session = task, ended_at / %d, 0) AS day,
                    group_concat(task, ' ' ORDER BY ended_at, seq) FILTER (WHERE ended_at < ?2) AS old
                  FROM memory_episodes
                  WHERE space = ?1 AND summary IS NULL AND (goal <> '' OR answer <> '')
                  GROUP BY named, day
                  HAVING sum(ended_at < ?2) >= CASE WHEN max(ended_at) < ?2 THEN %d ELSE %d END
                  ORDER BY named, day LIMIT %d""".formatted(MICROS_A_DAY, LEAST, ENOUGH, GROUPS),
                row -> new SummaryGroup(
                        space,
                        row.getString("named"),
                        List.of(row.getString("old").split(" ", -1))),
                space,
                before);
    }

    /** Those of some tasks that live and have no summary yet. */
    static List<Member> members(Connection views, List<String> tasks) throws SQLException {
        return Sql.query(
                views,
                "SELECT e.*, i.trusted FROM memory_episodes e JOIN memory_items i ON i.id = 'e' || substr(e.task, 2)"
                        + " WHERE i.erased = 0 AND e.summary IS NULL AND e.task IN " + Sql.list(tasks.size())
                        + " ORDER BY e.ended_at, e.seq",
                row -> new Member(Episode.read(row), row.getInt("trusted") == 1),
                tasks.toArray());
    }

    /** An episode, and whether it is trusted. */
    record Member(Episode episode, boolean trusted) {}
}
