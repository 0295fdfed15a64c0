package dev.walden.memory;

import dev.walden.activity.MemoryEvent.SourceUndone;
import dev.walden.activity.Space;
import dev.walden.activity.TaskId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When sources were last taken back. A task that was shown words of one before that, and still runs, has them in its prompt: what it
 * wants kept afterwards is refused. What comes from the source afterwards is learned again.
 */
final class UndoneTable {

    private UndoneTable() {}

    /** Notes it of the source, and of documents that go with it. */
    static void add(Connection views, long seq, SourceUndone event) throws SQLException {
        mark(views, seq, event.space().name(), event.origin());
        for (String item : event.items()) {
            if (DocumentRow.find(views, item).isPresent()) {
                mark(views, seq, event.space().name(), "document:" + item);
            }
        }
    }

    private static void mark(Connection views, long seq, String space, String source) throws SQLException {
        Sql.update(
                views,
                "INSERT INTO memory_undone (space, source, seq) VALUES (?, ?, ?)"
                        + " ON CONFLICT (space, source) DO UPDATE SET seq = excluded.seq",
                space,
                source,
                seq);
    }

    /** Before its task was submitted, it was shown nothing; 0 when that is not known. */
    private static long asked(Connection views, String by) throws SQLException {
        Optional<TaskId> task = Erasure.task(by);
        return task.isEmpty()
                ? 0
                : Sql.first(
                                views,
                                "SELECT asked_seq FROM memory_tasks WHERE task = ?",
                                row -> row.getLong(1),
                                task.get().value())
                        .orElse(0L);
    }

    /** Whether what is to be kept may be words that were taken back. */
    static boolean holds(Connection views, Told told) throws SQLException {
        return told.byTask() && holds(views, told.item().space(), told.item().source(), told.seen());
    }

    /**
     * Whether words that a task was shown have been taken back since; of one that cannot be traced, whether any have.
     *
     * @param by the task, {@code task:ID}
     */
    static boolean holds(Connection views, Space space, String by, Seen seen) throws SQLException {
        boolean[] held = new boolean[1];
        Sql.each(
                views,
                "SELECT source, seq FROM memory_undone WHERE space = ? AND seq > ?",
                row -> {
                    String source = row.getString(1);
                    @Nullable Long since = source.equals(by) ? Long.valueOf(0) : seen.since(source);
                    held[0] |= !seen.whole() || (since != null && since < row.getLong(2));
                },
                space.name(),
                seen.whole() ? 0 : asked(views, by));
        return held[0];
    }
}
