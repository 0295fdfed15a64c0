package dev.walden.memory;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
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

    /** In microseconds. */
    static final long DAY = 86_400_000_000L;

    /** Each is looked up behind the one before. */
    static final String SPACES = """
            WITH RECURSIVE known (space) AS (
              SELECT min(space) FROM memory_episodes WHERE summary IS NULL
              UNION ALL SELECT (SELECT min(space) FROM memory_episodes WHERE summary IS NULL AND space > known.space)
                FROM known WHERE space IS NOT NULL)
            SELECT space FROM known WHERE space IS NOT NULL""";

    private static final String UNSUMMARIZED = " FROM memory_episodes WHERE space = ?1 AND summary IS NULL";
    private static final String OF_THE_DAY = " AND ended_at >= ?2 AND ended_at < ?2 + " + DAY;

    /** Younger episodes of a session have no summary either, so they are seen to tell whether it is quiet. */
    static final String SELECT =
            "SELECT named, group_concat(task, ' ' ORDER BY ended_at, seq) FILTER (WHERE ended_at < ?3) AS old"
                    + " FROM (SELECT NULL AS named, task, ended_at, seq, goal, answer" + UNSUMMARIZED + OF_THE_DAY
                    + " AND session = task UNION ALL SELECT session, task, ended_at, seq, goal, answer" + UNSUMMARIZED
                    + " AND session <> task AND session IN (SELECT session" + UNSUMMARIZED + OF_THE_DAY
                    + " AND session <> task))"
                    + " WHERE goal <> '' OR answer <> '' GROUP BY named"
                    + " HAVING sum(ended_at < ?3) >= CASE WHEN max(ended_at) < ?3 THEN " + LEAST + " ELSE " + ENOUGH
                    + " END"
                    + " ORDER BY named";

    SummaryGroup {
        tasks = List.copyOf(tasks);
    }

    /** The beginning of a day, of UTC. */
    static long dayOf(long micros) {
        return Math.floorDiv(micros, DAY) * DAY;
    }

    /** Those with episodes that have no summary. */
    static List<String> spaces(Connection views) throws SQLException {
        return Sql.query(views, SPACES, row -> row.getString(1));
    }

    /** The first day from this time on in which such an episode of a space ended, before another time. */
    static OptionalLong nextDay(Connection views, String space, long from, long before) throws SQLException {
        return Sql.query(
                        views,
                        "SELECT ended_at" + UNSUMMARIZED
                                + " AND ended_at >= ?2 AND ended_at < ?3 ORDER BY ended_at LIMIT 1",
                        row -> dayOf(row.getLong(1)),
                        space,
                        from,
                        before)
                .stream()
                .mapToLong(Long::longValue)
                .findFirst();
    }

    /**
     * Those of a space that have episodes of a day; a session with all that it has.
     *
     * @param day its beginning
     * @param before when they ended at the latest
     */
    static List<SummaryGroup> of(Connection views, String space, long day, long before) throws SQLException {
        return Sql.query(
                views,
                SELECT,
                row -> new SummaryGroup(
                        space,
                        row.getString("named"),
                        List.of(row.getString("old").split(" ", -1))),
                space,
                day,
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
