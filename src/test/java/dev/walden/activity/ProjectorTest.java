package dev.walden.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the log becomes views. */
class ProjectorTest {

    @TempDir
    Path home;

    @Test
    void anAcknowledgedEventIsSeenOnceTheViewsHaveAppliedIt() {
        EventTable table = new EventTable();
        try (ActivityFixture activity = ActivityFixture.open(home, table)) {
            activity.append(Samples.submitted("hello"), new TaskEvent.TaskStarted(Samples.TASK));

            assertThat(activity.dump("event"))
                    .hasSize(2)
                    .first()
                    .asString()
                    .startsWith("1|")
                    .contains("hello");
            assertThat(table.committed()).isGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void whatNobodyWaitsForIsAppliedAllTheSame() {
        EventTable table = new EventTable();
        try (ActivityFixture activity = ActivityFixture.open(home, table)) {
            long last =
                    activity.log().append(List.of(Samples.submitted("hello"))).last();

            Awaitility.await().until(() -> table.committed() >= last);

            assertThat(activity.dump("event")).hasSize(1);
        }
    }

    @Test
    void replayAfterDeletingTheViewsGivesIdenticalTables() {
        try (ActivityFixture activity = ActivityFixture.open(home, new EventTable())) {
            activity.log().append(Samples.all());
            activity.append(Samples.submitted("x".repeat(100_000)));
            List<String> before = activity.dump("event");

            activity.deleteViews();

            assertThat(activity.dump("event"))
                    .isEqualTo(before)
                    .hasSize(Samples.all().size() + 1);
        }
    }

    @Test
    void aRestartGoesOnWhereTheViewsStood() {
        EventTable table = new EventTable();
        try (ActivityFixture activity = ActivityFixture.open(home, table)) {
            activity.append(Samples.submitted("one"));
            table.before((entry, views) -> assertThat(entry.seq()).isGreaterThan(1));

            activity.restart();
            activity.append(Samples.submitted("two"));

            assertThat(activity.dump("event")).hasSize(2);
        }
    }

    @Test
    void viewsOfAVersionThatKnowsOtherEventsAreBuiltAnew() throws SQLException {
        EventTable table = new EventTable();
        List<Long> applied = new CopyOnWriteArrayList<>();
        try (ActivityFixture activity = ActivityFixture.open(home, table)) {
            activity.append(Samples.submitted("one"));
            try (Connection views = DriverManager.getConnection(
                            "jdbc:sqlite:" + ViewsFile.in(home).path());
                    Statement statement = views.createStatement()) {
                int changed = statement.executeUpdate("update position set projections = replace(projections, '"
                        + EventTypes.CURRENT.signature() + "', 'other')");
                assertThat(changed).isEqualTo(1);
            }
            table.before((entry, views) -> applied.add(entry.seq()));

            activity.restart();

            assertThat(applied).contains(1L);
        }
    }
}
