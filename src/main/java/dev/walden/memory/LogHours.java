package dev.walden.memory;

import dev.walden.activity.ActivityEvent;
import dev.walden.activity.MemoryEvent;
import dev.walden.activity.RecordedEvent;
import dev.walden.activity.ServiceEvent;
import dev.walden.activity.TaskEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/**
 * By which record the log came to each hour, whatever was recorded: what lies behind it was recorded no earlier, though a clock that was
 * behind says otherwise. Records that go when their task expires, or their key, say nothing: a rebuild would not find them. Confined to
 * the thread of the views.
 */
final class LogHours {

    private static final long SECONDS = Duration.ofHours(1).toSeconds();
    private static final long NONE = Long.MIN_VALUE;

    private long last = NONE;

    void apply(Connection views, RecordedEvent entry) throws SQLException {
        long hour = of(entry.at());
        if (hour != last && stays(entry.event())) {
            Sql.update(views, "INSERT OR IGNORE INTO memory_hours (hour, seq) VALUES (?, ?)", hour, entry.seq());
            last = hour;
        }
    }

    private static boolean stays(ActivityEvent event) {
        return switch (event) {
            case TaskEvent.TaskSubmitted _, TaskEvent.ContextGathered _ -> true;
            case TaskEvent.TaskCompleted _, TaskEvent.TaskFailed _, TaskEvent.TaskCancelled _ -> true;
            case TaskEvent _, ServiceEvent.IdempotencyKeyUsed _ -> false;
            case MemoryEvent _, ServiceEvent _ -> true;
        };
    }

    void rolledBack() {
        last = NONE;
    }

    /**
     * The first record of a later hour than that of a time. What a clock that was ahead says to be still to come does not count; the
     * largest number when there is none.
     */
    static long after(Connection views, Instant time, Instant now) throws SQLException {
        return Sql.query(
                        views,
                        "SELECT coalesce(min(seq), " + Long.MAX_VALUE
                                + ") FROM memory_hours WHERE hour > ? AND hour <= ?",
                        row -> row.getLong(1),
                        of(time),
                        of(now))
                .getFirst();
    }

    private static long of(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), SECONDS);
    }
}
