package dev.walden.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
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
}
