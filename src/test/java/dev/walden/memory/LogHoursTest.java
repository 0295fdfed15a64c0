package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.ActivityEvent;
import dev.walden.activity.RecordedEvent;
import dev.walden.activity.TaskEvent.TaskCancelled;
import dev.walden.activity.TaskEvent.TaskPaused;
import dev.walden.activity.TaskId;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LogHoursTest {

    private static final TaskId TASK = new TaskId("taaaaaaaaaaaaaaaa");
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private final LogHours hours = new LogHours();
    private Connection views;

    @BeforeEach
    void open() throws SQLException {
        views = DriverManager.getConnection("jdbc:sqlite::memory:");
        MemoryTables.create(views);
    }

    @AfterEach
    void close() throws SQLException {
        views.close();
    }

    @Test
    void theFirstRecordOfALaterHourIsTold() throws SQLException {
        apply(1, NOON, new TaskCancelled(TASK, "k"));
        apply(2, NOON.plus(HOUR), new TaskCancelled(TASK, "k"));
        apply(3, NOON.plus(HOUR), new TaskCancelled(TASK, "k"));

        assertThat(LogHours.after(views, NOON, NOON.plus(HOUR))).isEqualTo(2);
        assertThat(LogHours.after(views, NOON, NOON)).isEqualTo(Long.MAX_VALUE);
    }

    /** A rebuild after the task expired finds them no more, and must come to the same. */
    @Test
    void stepsOfTasksSayNothing() throws SQLException {
        apply(1, NOON, new TaskPaused(TASK, "k"));
        apply(2, NOON, new TaskCancelled(TASK, "k"));

        assertThat(LogHours.after(views, NOON.minus(HOUR), NOON)).isEqualTo(2);
    }

    private void apply(long seq, Instant at, ActivityEvent event) throws SQLException {
        hours.apply(views, new RecordedEvent(seq, at, event));
    }
}
