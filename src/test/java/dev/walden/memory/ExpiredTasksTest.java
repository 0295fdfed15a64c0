package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.ExpiredSamples;
import dev.walden.activity.RecordedEvent;
import dev.walden.activity.TaskEvent;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What the log loses of tasks that expired means nothing to memory, so that a rebuild gives the same. */
class ExpiredTasksTest {

    private final MemoryProjection memory = new MemoryProjection();

    @Test
    void noEventThatGoesChangesARow() throws SQLException {
        try (Connection views = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            memory.createTables(views);
            apply(1, ExpiredSamples.submitted(), views);
            for (String item : ExpiredSamples.shown()) {
                addUntrusted(item, views);
            }
            long changes = changes(views);
            assertThat(changes).isPositive();

            for (TaskEvent event : ExpiredSamples.going()) {
                apply(2, event, views);
                assertThat(changes(views)).as("%s", event).isEqualTo(changes);
            }
            assertThat(ExpiredSamples.going()).hasSizeGreaterThan(10);
        }
    }

    /** So that being shown it means something. */
    private static void addUntrusted(String item, Connection views) throws SQLException {
        try (var insert =
                views.prepareStatement("INSERT OR IGNORE INTO memory_items (id, space, kind, text, tags, metadata,"
                        + " stored_at, trusted, source, seq, changed_seq, erased, valid_from, disputed)"
                        + " VALUES (?, 'default', 'fact', 'x', '', '', '', 0, '', 1, 1, 0, 0, 0)")) {
            insert.setString(1, item);
            insert.executeUpdate();
        }
    }

    private void apply(long seq, TaskEvent event, Connection views) throws SQLException {
        memory.apply(new RecordedEvent(seq, Instant.EPOCH, event), views);
    }

    private static long changes(Connection views) throws SQLException {
        try (var statement = views.createStatement();
                ResultSet row = statement.executeQuery("SELECT total_changes()")) {
            return row.getLong(1);
        }
    }
}
