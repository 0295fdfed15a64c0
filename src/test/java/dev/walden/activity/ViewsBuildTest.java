package dev.walden.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.walden.wal.WriteAheadLog.Urgency;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Views that are built from nothing: whole and durable, or not there. */
class ViewsBuildTest {

    /** More than one transaction, of 400 bytes each and some. */
    private static final int EVENTS = 60_000;

    @TempDir
    Path home;

    private final EventTable table = new EventTable();
    private final AppliedPosition position = new AppliedPosition();
    private final InMemoryLog wal = new InMemoryLog(Instant.parse("2026-11-21T02:00:00.123456Z"));

    @Test
    void nobodyFindsViewsUnderTheirNameBeforeAllIsInThem() {
        record(5);
        List<Long> alone = new ArrayList<>();
        table.before((entry, views) -> {
            if (Files.notExists(file().path()) && Files.exists(file().building().path())) {
                alone.add(entry.seq());
            }
        });

        try (ActivityFixture activity = ActivityFixture.on(wal, home, table)) {
            assertThat(alone).containsExactly(1L, 2L, 3L, 4L, 5L);
            assertThat(file().building().path()).doesNotExist();
            assertThat(activity.dump("event")).hasSize(5);
            assertThat(table.committed()).isEqualTo(5);
        }
    }

    @Test
    void aBuildThatDiesBehindACommitIsBegunAgain() throws Exception {
        record(EVENTS);
        List<Long> applied = new ArrayList<>();
        table.before((entry, views) -> {
            applied.add(entry.seq());
            if (entry.seq() == EVENTS) {
                copy(file().building().path(), home.resolve("killed"));
                throw new IllegalStateException("dies here");
            }
        });
        assertThatThrownBy(() -> ActivityFixture.on(wal, home, table)).hasMessageContaining("dies here");
        assertThat(home.resolve("killed")).isNotEmptyFile();
        Files.move(
                home.resolve("killed"),
                file().building().path(),
                StandardCopyOption.REPLACE_EXISTING); // as a kill leaves it
        applied.clear();
        table.before((entry, views) -> applied.add(entry.seq()));

        try (ActivityFixture activity = ActivityFixture.on(wal, home, table)) {
            assertThat(applied).hasSize(EVENTS).startsWith(1L);
            assertThat(activity.dump("event")).hasSize(EVENTS);
        }
    }

    @Test
    void whatABuildLeftBehindDoesNotStayBesideViewsThatAreThere() throws Exception {
        record(1);
        ActivityFixture.on(wal, home, table).close();
        Files.writeString(file().building().path(), "half");

        ActivityFixture.on(wal, home, table).close();

        assertThat(file().path()).exists();
        assertThat(file().building().path()).doesNotExist();
    }

    @Test
    void viewsOfALogThatEndsWithRecordsOfItsOwnAreGoneOnWith() {
        record(1);
        for (int i = 0; i < 20_000; i++) { // parts without an event
            wal.appendRaw("\"type\":\"log-marker\",\"v\":1,\"data\":{}");
        }
        ActivityFixture.on(wal, home, table).close();
        List<Long> again = new ArrayList<>();
        table.before((entry, views) -> again.add(entry.seq()));

        ActivityFixture.on(wal, home, table).close();

        assertThat(again).isEmpty();
    }

    @Test
    void aJournalOfViewsThatAreGoneIsNotAppliedToTheNewOnes() throws Exception {
        Path journal = file().path().resolveSibling("walden.db-wal");
        record(5);
        try (ActivityFixture activity = ActivityFixture.on(wal, home, table)) {
            record(1);
            activity.settle();
            copy(journal, home.resolve("killed")); // as a kill leaves it
        }
        file().delete();
        Files.move(home.resolve("killed"), journal);
        InMemoryLog other = new InMemoryLog(Instant.parse("2026-11-22T02:00:00Z"));
        record(other, 2);

        try (ActivityFixture activity = ActivityFixture.on(other, home, table)) {
            assertThat(activity.dump("event")).hasSize(2).allMatch(row -> row.contains("2026-11-22"));
        }
    }

    @Test
    void aStopInTheMiddleLeavesNoViewsAndTheNextStartBuildsThem() {
        record(EVENTS);
        table.before((entry, views) -> limitPages(views.createStatement(), 1));
        try (Projector projector = projector()) {
            Thread.ofPlatform().start(() -> projector.start(ReplayListener.NONE));
            await().until(() -> position.obstacle().isPresent());
        }
        assertThat(file().path()).doesNotExist();
        table.before((entry, views) -> limitPages(views.createStatement(), 1_000_000));

        try (ActivityFixture activity = ActivityFixture.on(wal, home, table)) {
            assertThat(activity.dump("event")).hasSize(EVENTS);
        }
    }

    /** SQLite deletes such a file when it has opened it, so what can be seen is where it would be. */
    @Test
    void whatIsTooLargeToBeSortedInMemoryStaysInTheFolderOfTheViews(@TempDir Path folder) throws SQLException {
        Path home = folder.resolve("somebody's");

        try (Connection building = ViewsFile.in(home).building().openForBuilding();
                Statement statement = building.createStatement();
                ResultSet found = statement.executeQuery("pragma temp_store_directory")) {
            assertThat(found.next()).isTrue();
            assertThat(found.getString(1)).isEqualTo(home.resolve("views").toString());
        }
    }

    @Test
    void indexesThatOnlyReadersNeedAreThereWhenItIsDone() {
        record(1);
        Projection indexed = new Projection() {
            @Override
            public String name() {
                return "indexed";
            }

            @Override
            public int version() {
                return 1;
            }

            @Override
            public void createTables(Connection views) throws SQLException {
                execute(views.createStatement(), "create table if not exists indexed (seq integer)");
            }

            @Override
            public void createIndexes(Connection views) throws SQLException {
                execute(views.createStatement(), "create index if not exists indexed_seq on indexed (seq)");
            }

            @Override
            public void apply(RecordedEvent entry, Connection views) throws SQLException {
                execute(views.createStatement(), "insert into indexed values (1)");
                assertThat(indexes(views)).isZero();
            }
        };

        try (ActivityFixture activity = ActivityFixture.on(wal, home, indexed)) {
            assertThat(activity.views().read(ViewsBuildTest::indexes)).isOne();
        }
    }

    private Projector projector() {
        ActivityMetrics metrics = new ActivityMetrics(new SimpleMeterRegistry(), position, wal::durable);
        return new Projector(
                new LogTail(wal, codec()), file(), new ViewsReserve(file(), 0), List.of(table), position, metrics);
    }

    private void record(int events) {
        record(wal, events);
    }

    private void record(InMemoryLog log, int events) {
        byte[] body = codec().encode(Samples.submitted("x".repeat(200)));
        for (int i = 0; i < events; i++) {
            log.append(List.of(body), Urgency.NORMAL);
        }
    }

    private ViewsFile file() {
        return ViewsFile.in(home);
    }

    private EventCodec codec() {
        return new EventCodec(new BlobStore(home.resolve("blobs"), BlobFiles.DISK, bytes -> {}, failure -> {}));
    }

    private static void copy(Path from, Path to) {
        try {
            Files.copy(from, to);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static int indexes(Connection views) throws SQLException {
        try (Statement statement = views.createStatement();
                var row = statement.executeQuery("select count(*) from sqlite_master where name = 'indexed_seq'")) {
            return row.next() ? row.getInt(1) : 0;
        }
    }

    private static void limitPages(Statement statement, int pages) throws SQLException {
        execute(statement, "pragma max_page_count = " + pages);
    }

    private static void execute(Statement statement, String sql) throws SQLException {
        try (statement) {
            statement.execute(sql);
        }
    }
}
