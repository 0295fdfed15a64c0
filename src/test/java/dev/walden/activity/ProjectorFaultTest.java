package dev.walden.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.walden.activity.ActivityCondition.ViewsState;
import dev.walden.wal.WriteAheadLog.Urgency;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Views when something goes wrong. */
class ProjectorFaultTest {

    private static final String NEWER = "\"type\":\"task-flown\",\"v\":1,\"task\":\"tabcdefghijkl2345\",\"data\":{}";

    @TempDir
    Path home;

    private final EventTable table = new EventTable();
    private final InMemoryLog wal = new InMemoryLog(Instant.parse("2026-11-21T02:00:00.123456Z"));

    @Test
    void whatWasAppendedButNotAppliedBeforeAKillIsAppliedAtTheNextStart() {
        try (ActivityFixture activity = ActivityFixture.on(wal, home, table)) {
            activity.append(Samples.submitted("one"));
        }
        new DurableActivityLog(wal, codec(), new AppliedPosition()).append(List.of(Samples.submitted("two")));

        try (ActivityFixture activity = ActivityFixture.on(wal, home, table)) {
            assertThat(activity.dump("event")).hasSize(2);
            assertThat(activity.runtime().start().replayedRecords()).isEqualTo(1);
        }
    }

    @Test
    void aBatchThatFailsHalfwayLeavesNothingBehind() {
        table.before((entry, views) -> {
            if (entry.seq() == 3) {
                throw new IllegalStateException("not this one");
            }
        });
        wal.append(
                IntStream.range(0, 5)
                        .mapToObj(i -> codec().encode(Samples.submitted("e" + i)))
                        .toList(),
                Urgency.NORMAL);

        assertThatThrownBy(() -> ActivityFixture.on(wal, home, table))
                .isInstanceOf(ActivityException.ViewFailed.class)
                .hasMessageStartingWith("The view events cannot apply record 3 (task-submitted):");

        table.before((entry, views) -> {});
        try (ActivityFixture activity = ActivityFixture.on(wal, home, table)) {
            assertThat(activity.dump("event")).hasSize(5);
        }
    }

    @Test
    void aRecordOfANewerVersionStopsTheStartWithItsPlace() {
        wal.appendRaw(NEWER);

        assertThatThrownBy(() -> ActivityFixture.on(wal, home, table))
                .isInstanceOf(ActivityException.OfNewerVersion.class)
                .hasMessageStartingWith("Record 1 of the log is a task-flown of version 1");
    }

    @Test
    void aViewThatFailsLiveStopsTheViewsAndNotTheLog() {
        try (ActivityFixture activity = ActivityFixture.on(wal, home, table)) {
            wal.appendRaw(NEWER);

            assertThatThrownBy(activity::settle)
                    .isInstanceOf(ActivityException.ViewFailed.class)
                    .hasMessageStartingWith("The views stopped at record 0. Record 1 of the log is a task-flown");
            assertThat(activity.runtime().condition().views()).isEqualTo(ViewsState.STOPPED);
            assertThat(activity.runtime().condition().ready()).isFalse();
            assertThat(activity.log()
                            .append(List.of(Samples.submitted("still")))
                            .last())
                    .isEqualTo(2);
        }
    }

    @Test
    void aViewThatHangsHoldsTheCloseForItsTimeAndTheNextOneNotAtAll() throws InterruptedException {
        Semaphore hanging = new Semaphore(0);
        Semaphore end = new Semaphore(0);
        table.before((entry, views) -> {
            hanging.release();
            end.acquireUninterruptibly();
        });
        try (ActivityFixture activity = ActivityFixture.on(wal, home, table)) {
            activity.log().append(List.of(Samples.submitted("one")));
            hanging.acquire();
            long begun = System.nanoTime();

            activity.runtime().close(Duration.ofMillis(50));
            activity.runtime().close();

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
            end.release();
        }
    }

    @Test
    void viewsOfAnotherVersionAreBuiltAnew() {
        try (ActivityFixture activity = ActivityFixture.on(wal, home, table)) {
            activity.append(Samples.submitted("one"));
        }

        try (ActivityFixture activity = ActivityFixture.on(wal, home, new EventTable(2))) {
            assertThat(activity.runtime().start().replayedRecords()).isEqualTo(1);
            assertThat(activity.dump("event")).hasSize(1);
        }
    }

    @Test
    void viewsOfAnotherLogAreBuiltAnew() {
        try (ActivityFixture activity = ActivityFixture.on(wal, home, table)) {
            activity.append(Samples.submitted("one"));
        }
        InMemoryLog other = new InMemoryLog(Instant.parse("2026-11-22T02:00:00.123456Z"));
        other.append(List.of(codec().encode(Samples.submitted("other"))), Urgency.NORMAL);

        try (ActivityFixture activity = ActivityFixture.on(other, home, table)) {
            assertThat(activity.dump("event")).singleElement().asString().contains("other");
        }
    }

    @Test
    void viewsAheadOfAnOlderCopyOfTheLogAreBuiltAnew() {
        try (ActivityFixture activity = ActivityFixture.on(wal, home, table)) {
            activity.append(Samples.submitted("one"), Samples.submitted("two"));
        }
        InMemoryLog older = new InMemoryLog(Instant.parse("2026-11-21T02:00:00.123456Z"));
        older.append(List.of(codec().encode(Samples.submitted("one"))), Urgency.NORMAL);

        try (ActivityFixture activity = ActivityFixture.on(older, home, table)) {
            assertThat(activity.dump("event")).hasSize(1);
        }
    }

    @Test
    void aFileThatIsNoDatabaseIsMovedAsideAndBuiltAnew() throws Exception {
        wal.append(List.of(codec().encode(Samples.submitted("one"))), Urgency.NORMAL);
        Files.createDirectories(home.resolve("views"));
        Files.writeString(ViewsFile.in(home).path(), "this is no database ".repeat(1_000));

        try (ActivityFixture activity = ActivityFixture.on(wal, home, table)) {
            assertThat(activity.dump("event")).hasSize(1);
            assertThat(ViewsFile.in(home).broken()).exists();
        }
    }

    @Test
    void aFileThatIsDamagedInsideIsMovedAsideAndBuiltAnew() throws Exception {
        try (ActivityFixture activity = ActivityFixture.on(wal, home, table)) {
            IntStream.range(0, 200).forEach(i -> activity.log().append(List.of(Samples.submitted("x".repeat(500)))));
            activity.settle();
        }
        damage(ViewsFile.in(home).path());
        wal.append(List.of(codec().encode(Samples.submitted("last"))), Urgency.NORMAL);

        try (ActivityFixture activity = ActivityFixture.on(wal, home, table)) {
            assertThat(activity.dump("event")).hasSize(201);
        }
    }

    @Test
    void viewsWithoutSpaceWaitAndGoOnByThemselves() {
        AtomicBoolean full = new AtomicBoolean(true);
        table.before((entry, views) -> limitPages(views.createStatement(), full.get()));
        try (ActivityFixture activity = ActivityFixture.on(wal, home, table)) {
            activity.log().append(List.of(Samples.submitted("x".repeat(100_000))));
            await().until(() -> activity.runtime().condition().views() == ViewsState.STALLED);
            assertThatThrownBy(() -> activity.log().awaitApplied(1, Duration.ofMillis(1)))
                    .isInstanceOf(ActivityException.ViewsBehind.class);

            full.set(false);
            activity.settle();

            assertThat(activity.dump("event")).hasSize(1);
            assertThat(activity.runtime().condition().problems()).isEmpty();
        }
    }

    @Test
    void aStalledViewDoesNotHoldTheStop() {
        table.before((entry, views) -> limitPages(views.createStatement(), true));
        ActivityFixture activity = ActivityFixture.on(wal, home, table);
        activity.log().append(List.of(Samples.submitted("x".repeat(100_000))));
        await().until(() -> activity.runtime().condition().views() == ViewsState.STALLED);

        activity.close();

        assertThat(activity.runtime().condition().applied()).isZero();
    }

    private EventCodec codec() {
        return new EventCodec(new BlobStore(home.resolve("blobs"), BlobFiles.DISK, bytes -> {}, failure -> {}));
    }

    private static void limitPages(Statement statement, boolean full) throws SQLException {
        try (statement) {
            statement.execute("pragma max_page_count = " + (full ? 1 : 1_000_000));
        }
    }

    /** Overwrites all pages but the first. */
    private static void damage(Path database) throws Exception {
        byte[] bytes = Files.readAllBytes(database);
        Arrays.fill(bytes, 4_096, bytes.length, (byte) 0x5a);
        Files.write(database, bytes);
    }
}
