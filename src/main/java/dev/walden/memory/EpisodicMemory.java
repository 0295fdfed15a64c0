package dev.walden.memory;

import dev.walden.activity.Space;
import dev.walden.activity.Views;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What tasks were about and what they came to. Thread-safe. The newest are kept in RAM; what these do not answer is read from the views. */
public final class EpisodicMemory {

    private final Views views;
    private final RecentEpisodes recent;
    private final ZoneId zone;

    /** @param zone in which dates are understood, unless a request names another */
    EpisodicMemory(Views views, RecentEpisodes recent, ZoneId zone) {
        this.views = views;
        this.recent = recent;
        this.zone = zone;
    }

    /** In which dates are understood, unless a request names another. */
    public ZoneId zone() {
        return zone;
    }

    /** The episodes of a space that were not forgotten, newest first. */
    public List<Episode> newest(Space space, int limit) {
        return find(EpisodeQuery.of(space, limit));
    }

    /** Those that are asked for, newest first. */
    public List<Episode> find(EpisodeQuery query) {
        RecentEpisodes.Window newest = recent.of(query.space());
        List<Episode> found = newest.newestFirst().stream()
                .filter(query::matches)
                .limit(query.limit())
                .toList();
        return newest.all() || found.size() == query.limit()
                ? found
                : views.read(connection -> read(connection, query));
    }

    private static List<Episode> read(Connection views, EpisodeQuery query) throws SQLException {
        StringBuilder where =
                new StringBuilder("SELECT * FROM memory_episodes WHERE space = ? AND " + EpisodeTable.REMEMBERED);
        List<Object> values = new ArrayList<>(List.of(query.space().name()));
        add(where, values, " AND ended_at >= ?", query.from() == null ? null : Validity.micros(query.from()));
        add(where, values, " AND ended_at < ?", query.to() == null ? null : Validity.micros(query.to()));
        add(where, values, " AND outcome = ?", query.outcome());
        add(where, values, " AND session = ?", query.session());
        if (query.tool() != null) {
            where.append(" AND (instr(actions, ?) > 0 OR instr(actions, ?) > 0)");
            values.add("\n" + query.tool() + "\n");
            values.add("\n" + query.tool() + " ");
        }
        values.add(query.limit());
        return Sql.query(views, where + " ORDER BY seq DESC LIMIT ?", Episode::read, values.toArray());
    }

    private static void add(StringBuilder where, List<Object> values, String condition, @Nullable Object value) {
        if (value != null) {
            where.append(condition);
            values.add(value);
        }
    }
}
