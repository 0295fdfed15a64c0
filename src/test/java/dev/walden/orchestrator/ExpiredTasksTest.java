package dev.walden.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.ActivityEvent;
import dev.walden.activity.RecordedEvent;
import dev.walden.activity.ServiceEvent.TasksExpired;
import dev.walden.activity.Space;
import dev.walden.activity.TaskEvent;
import dev.walden.activity.TaskExpiry;
import dev.walden.activity.TaskId;
import dev.walden.activity.TaskLimits;
import dev.walden.conversation.Cost;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which tasks expire, over the real tables. */
class ExpiredTasksTest {

    private static final TaskId ENDED = new TaskId("taaaaaaaaaaaaaaaa");
    private static final TaskId OPEN = new TaskId("tbbbbbbbbbbbbbbbb");
    private static final TaskId LATE = new TaskId("tcccccccccccccccc");

    private final TaskProjection projection = new TaskProjection();
    private final ExpiredTasks expired = new ExpiredTasks();
    private Connection views;

    @BeforeEach
    void threeTasks() throws SQLException {
        views = DriverManager.getConnection("jdbc:sqlite::memory:");
        projection.createTables(views);
        apply(1, submitted(ENDED));
        apply(2, submitted(OPEN));
        apply(3, new TaskEvent.TaskStarted(ENDED));
        apply(4, submitted(LATE));
        apply(5, new TaskEvent.TaskCompleted(ENDED, "391", List.of()));
        apply(6, new TaskEvent.TaskStarted(OPEN));
        apply(11, new TaskEvent.TaskCompleted(LATE, "391", List.of()));
    }

    @AfterEach
    void close() throws SQLException {
        views.close();
    }

    private void apply(long seq, ActivityEvent event) throws SQLException {
        projection.apply(new RecordedEvent(seq, Instant.ofEpochSecond(seq), event), views);
        projection.flush(views);
    }

    private static TaskEvent submitted(TaskId task) {
        TaskLimits limits = new TaskLimits(50, 200, 1_000_000, Duration.ofHours(1));
        return new TaskEvent.TaskSubmitted(
                task,
                Space.DEFAULT,
                task.value(),
                "What is 17 * 23?",
                null,
                limits,
                Map.of(),
                "k1",
                null,
                null,
                null,
                null);
    }

    @Test
    void anEndedTaskWithoutALaterRecordIsDue() throws SQLException {
        assertThat(expired.due(4, 10, views)).isEmpty();
        assertThat(expired.due(10, 10, views)).containsExactly(1L);
        assertThat(expired.due(11, 10, views)).containsExactly(1L, 4L);
        assertThat(expired.due(11, 1, views)).containsExactly(1L);
    }

    @Test
    void anExpiredTaskIsDueNoMoreAndOthersAreKept() throws SQLException {
        apply(12, new TasksExpired(1, 10));

        assertThat(expired.due(11, 10, views)).containsExactly(4L);
        assertThat(expired.kept(10, views)).containsExactlyInAnyOrder(OPEN, LATE);
        assertThat(expired.kept(1, views)).isEmpty();
        assertThat(expired.newest(views))
                .get()
                .isEqualTo(new TaskExpiry.Expired(new TasksExpired(1, 10), Instant.ofEpochSecond(12)));
    }

    @Test
    void whatMemoryNeedsOfAnExpiredTaskIsStillFound() throws SQLException {
        apply(12, new TasksExpired(1, 10));

        assertThat(new EndedTaskRecords().ofEnded(ENDED, views)).isEqualTo(Optional.of(List.of(1L, 5L)));
        assertThat(new EndedTaskRecords().ofEnded(OPEN, views)).isEmpty();
        assertThat(new EndedTaskRecords().ofEnded(LATE, views)).isEqualTo(Optional.of(List.of(4L, 11L)));
    }

    /** A rebuild does not find it either: the records are gone. */
    @Test
    void whatAnExpiredTaskSpentIsForgotten() throws SQLException {
        TaskId paid = new TaskId("tpppppppppppppppp");
        apply(7, submitted(paid));
        apply(8, new TaskEvent.ReasoningStarted(paid, "gpt", "1", "00", 100, new Cost(500)));
        apply(9, new TaskEvent.ReasoningStarted(OPEN, "gpt", "1", "00", 100, new Cost(30)));
        apply(10, new TaskEvent.TaskCancelled(paid, "k1"));
        assertThat(spent()).isEqualTo(530);

        apply(12, new TasksExpired(1, 10));

        assertThat(spent()).isEqualTo(30);
        assertThat(count("spending_open")).isOne();
    }

    private long spent() throws SQLException {
        return number("SELECT SUM(micros) FROM spending");
    }

    private long count(String table) throws SQLException {
        return number("SELECT COUNT(*) FROM " + table);
    }

    private long number(String sql) throws SQLException {
        try (Statement statement = views.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.getLong(1);
        }
    }
}
