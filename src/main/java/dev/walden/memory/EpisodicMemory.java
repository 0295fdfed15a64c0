package dev.walden.memory;

import dev.walden.activity.Space;
import dev.walden.activity.Views;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What tasks were about and what they came to. Thread-safe. */
public final class EpisodicMemory {

    private static final int MAX_LISTED = 1_000;

    private final Views views;

    EpisodicMemory(Views views) {
        this.views = views;
    }

    /** The episodes of a space, newest first, at most {@value #MAX_LISTED}. */
    public List<Episode> newest(Space space, int limit) {
        return views.read(connection -> Sql.query(
                connection,
                "SELECT * FROM memory_episodes WHERE space = ? ORDER BY seq DESC LIMIT ?",
                EpisodicMemory::read,
                space.name(),
                Math.clamp(limit, 0, MAX_LISTED)));
    }

    private static Episode read(ResultSet row) throws SQLException {
        String task = row.getString("task");
        return new Episode(
                "e" + task.substring(1),
                task,
                new Space(row.getString("space")),
                row.getString("session"),
                row.getString("outcome"),
                row.getString("goal"),
                row.getString("answer"),
                row.getString("lesson"),
                PackedStrings.unpack(row.getString("tools")),
                Duration.ofMillis(row.getLong("duration_millis")),
                Instant.parse(row.getString("ended_at")),
                row.getLong("seq"));
    }

    /**
     * One task, looked back at.
     *
     * @param id of the item by which it is recalled
     * @param outcome {@code completed}, {@code failed} or {@code cancelled}
     * @param goal the task's input, clipped; empty when it was forgotten
     * @param answer what it came to, clipped; empty when there was none or it was forgotten
     * @param tools whose calls succeeded, in order
     * @param duration time in working states
     * @param seq the record it was learned from
     */
    public record Episode(
            String id,
            String task,
            Space space,
            String session,
            String outcome,
            String goal,
            String answer,
            @Nullable String lesson,
            List<String> tools,
            Duration duration,
            Instant endedAt,
            long seq) {
        public Episode {
            tools = List.copyOf(tools);
        }
    }
}
