package dev.walden.memory;

import dev.walden.activity.Space;
import dev.walden.activity.Views;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** How often each way of working was gone, and how it went. A way is the ordered tools of an episode. Thread-safe. */
public final class ProcedureStatistics {

    private static final int MAX_LISTED = 1_000;

    private final Views views;

    ProcedureStatistics(Views views) {
        this.views = views;
    }

    /** The procedures of a space, the last used first, at most {@value #MAX_LISTED}. */
    public List<Procedure> lastUsed(Space space, int limit) {
        return views.read(connection -> Sql.query(
                connection,
                "SELECT * FROM memory_procedures WHERE space = ? ORDER BY last_seq DESC LIMIT ?",
                row -> new Procedure(
                        PackedStrings.unpack(row.getString("tools")),
                        row.getLong("uses"),
                        row.getLong("successes"),
                        Duration.ofMillis(row.getLong("total_millis")),
                        row.getLong("last_seq")),
                space.name(),
                Math.clamp(limit, 0, MAX_LISTED)));
    }

    /** How often named procedures were used in a space, by their names. */
    public Map<String, ProcedureUses> uses(Space space) {
        return views.read(connection -> ProcedureUses.of(connection, space.name()));
    }

    /**
     * One way of working.
     *
     * @param uses tasks that ended after going this way, however they ended
     * @param successes those that completed
     * @param totalDuration of all uses, time in working states
     * @param seq the record of its last use
     */
    public record Procedure(List<String> tools, long uses, long successes, Duration totalDuration, long seq) {
        public Procedure {
            tools = List.copyOf(tools);
        }
    }
}
