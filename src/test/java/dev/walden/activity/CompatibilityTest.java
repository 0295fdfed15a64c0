package dev.walden.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.access.AccessViews;
import dev.walden.activity.GoldenFolder.Newer;
import dev.walden.memory.MemoryViews;
import dev.walden.orchestrator.OrchestratorViews;
import dev.walden.orchestrator.ReplayReport;
import dev.walden.orchestrator.StateKind;
import dev.walden.orchestrator.TaskReplay;
import dev.walden.wal.WalException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole data folders of every released version open with today's code and give what they gave then; those of newer versions are
 * refused and left as they are. See docs/CONTRIBUTING.md, "Changing what is written".
 */
class CompatibilityTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final String UPDATE = "walden.golden.update";
    private static final int LONGEST_CELL = 200;

    @TempDir
    Path home;

    static List<Path> folders() {
        return GoldenFiles.named("folder");
    }

    /** Writes what is not there: {@code -Dwalden.golden.update=true}. */
    @Test
    void theFoldersOfThisVersionAreThere() throws Exception {
        Path newest = GOLDEN.resolve("v10/folder");
        if (Boolean.getBoolean(UPDATE) && Files.notExists(newest)) {
            GoldenFolder.write(newest);
        }
        if (Boolean.getBoolean(UPDATE) && Files.notExists(GOLDEN.resolve("newer"))) {
            GoldenFolder.writeNewer(GOLDEN.resolve("newer"));
        }

        assertThat(folders()).contains(newest);
    }

    @Test
    void theNewestFolderHoldsEveryTypeOfEventAndATaskInEveryState() throws IOException {
        GoldenFolder.copy(folders().getLast(), home);

        List<RecordedEvent> events = open(ActivityFixture::log);

        assertThat(new HashSet<>(events.stream()
                        .map(entry -> EventTypes.CURRENT.of(entry.event()))
                        .toList()))
                .containsExactlyInAnyOrderElementsOf(EventTypes.CURRENT.all());
        assertThat(states(events).values())
                .containsAll(
                        Arrays.stream(StateKind.values()).map(StateKind::code).toList());
    }

    @ParameterizedTest
    @MethodSource("folders")
    void viewsOfAnOldFolderAreBuiltAsTheyWereAndItsTasksStandWhereTheyStood(Path folder) throws IOException {
        GoldenFolder.copy(folder, home);

        List<String> found = new ArrayList<>();
        List<RecordedEvent> events;
        try (ActivityFixture activity = open()) {
            found.addAll(activity.views().read(CompatibilityTest::tables));
            events = read(activity.log());
        }
        states(events).forEach((task, state) -> found.add("state of " + task + ": " + state));

        Path expected = folder.resolveSibling("folder.txt");
        if (Boolean.getBoolean(UPDATE)) {
            Files.write(expected, found);
        }
        assertThat(found).containsExactlyElementsOf(Files.readAllLines(expected));
    }

    /** As long as the type has had no newer version: a record of an older one is written as the newest. */
    @ParameterizedTest
    @MethodSource("folders")
    void everyRecordIsWrittenByteForByteAsItWas(Path folder) throws IOException {
        GoldenFolder.copy(folder, home);
        try (BlobStore blobs = new BlobStore(home.resolve("blobs"), BlobFiles.DISK, bytes -> {}, failure -> {})) {
            EventCodec codec = new EventCodec(blobs);
            for (String line : lines()) {
                List<RecordedEvent> event = RecordLines.events(List.of(line), home.resolve("blobs"));
                if (event.isEmpty() || isOfOlderVersion(line, event.getFirst().event())) {
                    continue;
                }
                String again = new String(codec.encode(event.getFirst().event()), StandardCharsets.UTF_8);

                assertThat(line).contains("Z\"," + again + ",\"crc\":\"");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatANewerVersionWroteIsRefusedWithPlaceAndRemedyAndNotChanged(Newer kind) throws IOException {
        Path golden = GOLDEN.resolve("newer").resolve(kind.folder);
        GoldenFolder.copy(golden, home);
        String what = switch (kind) {
            case FORMAT -> "00000000000000000001.jsonl has format 2";
            case EVENT_VERSION -> "is a service-stopped of version 99";
            case EVENT_TYPE -> "is a service-dreamed of version 1";
        };

        assertThatThrownBy(this::open)
                .hasMessageContaining(what)
                .hasMessageContaining("newer")
                .extracting(CompatibilityTest::code)
                .isEqualTo("log_unknown_format");
        assertThat(contents(home)).isEqualTo(contents(golden));
    }

    /** Views hold nothing of their own: of whatever version they are, they are built anew from a log that is understood. */
    @Test
    void viewsOfANewerVersionAreBuiltAnew() throws Exception {
        GoldenFolder.copy(folders().getLast(), home);
        List<String> before;
        try (ActivityFixture activity = open()) {
            before = activity.views().read(CompatibilityTest::tables);
        }
        try (Connection views = ViewsFile.in(home).openForWriting();
                Statement statement = views.createStatement()) {
            statement.execute("update position set projections = 'of a newer version'");
            statement.execute("update task set state = 'dreaming'");
        }

        try (ActivityFixture activity = open()) {
            assertThat(activity.views().read(CompatibilityTest::tables)).isEqualTo(before);
        }
    }

    private ActivityFixture open() {
        return ActivityFixture.open(
                home, OrchestratorViews.projection(), MemoryViews.projection(), AccessViews.projection());
    }

    private List<RecordedEvent> open(Function<ActivityFixture, ActivityLog> log) {
        try (ActivityFixture activity = open()) {
            return read(log.apply(activity));
        }
    }

    private static List<RecordedEvent> read(ActivityLog log) {
        return log.read(LongStream.rangeClosed(1, log.durable()).boxed().toList());
    }

    private static Map<TaskId, String> states(List<RecordedEvent> events) {
        Map<TaskId, List<RecordedEvent>> tasks = new LinkedHashMap<>();
        for (RecordedEvent entry : events) {
            if (entry.event() instanceof TaskEvent event) {
                tasks.computeIfAbsent(event.task(), id -> new ArrayList<>()).add(entry);
            }
        }
        Map<TaskId, String> states = new LinkedHashMap<>();
        tasks.forEach((id, records) -> {
            ReplayReport report = TaskReplay.of(records);
            states.put(id, report.steps().getLast().after());
            assertThat(report.steps()).hasSize((int)
                    records.stream().mapToLong(entry -> entry.parts().size()).sum());
        });
        return states;
    }

    static List<String> tables(Connection views) throws SQLException {
        List<String> rows = new ArrayList<>();
        for (String table : names(views)) {
            rows.add("table " + table);
            TableDump.of(views, table)
                    .forEach(row -> rows.add(Arrays.stream(row.split("\\|", -1))
                            .map(CompatibilityTest::shortened)
                            .reduce((left, right) -> left + "|" + right)
                            .orElse("")));
        }
        return rows;
    }

    private static List<String> names(Connection views) throws SQLException {
        Set<String> names = new TreeSet<>();
        try (Statement statement = views.createStatement();
                ResultSet tables = statement.executeQuery(
                        "select name from sqlite_master where type = 'table' and name <> 'position'")) {
            while (tables.next()) {
                names.add(tables.getString(1));
            }
        }
        return List.copyOf(names);
    }

    private static String shortened(String cell) {
        String line = cell.replace("\n", "\\n").replace("\u2028", "\\u2028");
        return line.length() <= LONGEST_CELL
                ? line
                : "%d characters, SHA-256 %s"
                        .formatted(line.length(), Sha256.hex(line.getBytes(StandardCharsets.UTF_8)));
    }

    private static boolean isOfOlderVersion(String line, ActivityEvent event) {
        EventType type = EventTypes.CURRENT.of(event);
        return !line.contains("\"type\":\"%s\",\"v\":%d,".formatted(type.name(), type.version()));
    }

    private List<String> lines() throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> segments = Files.list(home.resolve("log"))) {
            for (Path segment : segments.filter(Files::isRegularFile).sorted().toList()) {
                lines.addAll(Files.readAllLines(segment));
            }
        }
        return lines;
    }

    private static String code(Throwable refused) {
        return switch (refused) {
            case ActivityException typed -> typed.code();
            case WalException typed -> WalFailures.atOpening(typed).code();
            default -> refused.toString();
        };
    }

    /** The lock says who has the folder, the filler kept ahead has no content, and views are made of the rest. */
    private static Map<String, String> contents(Path folder) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(file).toString();
                if (!name.equals("LOCK") && !name.endsWith(".prefill") && !name.startsWith("views/")) {
                    contents.put(name, Files.readString(file));
                }
            }
        }
        return contents;
    }
}
