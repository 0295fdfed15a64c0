package dev.walden.memory;

import dev.walden.activity.Space;
import dev.walden.conversation.Cost;
import dev.walden.conversation.TokenUsage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One task, looked back at.
 *
 * @param id of the item by which it is recalled
 * @param outcome {@code completed}, {@code failed} or {@code cancelled}
 * @param goal the task's input, clipped; empty when it was forgotten
 * @param answer what it came to, clipped; empty when there was none or it was forgotten
 * @param lesson what to do differently, if there is something
 * @param actions what it did, in order
 * @param duration time in working states
 * @param usage tokens as engines told them, or as they were estimated where none did
 * @param cost of the model calls, in the currency that was configured then
 * @param seq the record it was learned from
 * @param summary the item that stands for it and others beside it, null while there is none
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
        List<Action> actions,
        Duration duration,
        TokenUsage usage,
        Cost cost,
        Instant endedAt,
        long seq,
        @Nullable String summary) {

    private static final int BYTES_BESIDE_WORDS = 600;
    private static final int BYTES_AN_ACTION = 200;

    public Episode {
        actions = List.copyOf(actions);
    }

    static Episode read(ResultSet row) throws SQLException {
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
                Action.ofColumn(row.getString("actions")),
                Duration.ofMillis(row.getLong("duration_millis")),
                new TokenUsage(row.getLong("input_tokens"), row.getLong("output_tokens")),
                new Cost(row.getLong("cost_micros")),
                Validity.instant(row.getLong("ended_at")),
                row.getLong("seq"),
                row.getString("summary"));
    }

    /** The tools whose calls succeeded, in order, a tool several times in a row once. */
    public List<String> tools() {
        List<String> tools = new ArrayList<>();
        for (Action action : actions) {
            if (action.succeeded() && (tools.isEmpty() || !tools.getLast().equals(action.tool()))) {
                tools.add(action.tool());
            }
        }
        return List.copyOf(tools);
    }

    /** About how much memory it takes. */
    int bytes() {
        int words = goal.length() + answer.length() + (lesson == null ? 0 : lesson.length()) + session.length();
        return BYTES_BESIDE_WORDS + 2 * words + BYTES_AN_ACTION * actions.size();
    }
}
