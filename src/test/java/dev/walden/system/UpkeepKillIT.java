package dev.walden.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.walden.activity.ActivityEvent;
import dev.walden.activity.ActivityFixture;
import dev.walden.activity.MemoryEvent.EpisodeRecorded;
import dev.walden.activity.MemoryEvent.FactStored;
import dev.walden.activity.Space;
import dev.walden.activity.StoredItem;
import dev.walden.activity.TaskEvent.TaskCompleted;
import dev.walden.activity.TaskEvent.TaskStarted;
import dev.walden.activity.TaskEvent.TaskSubmitted;
import dev.walden.activity.TaskId;
import dev.walden.activity.TaskLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/** Kills the real service while it keeps memory in order: what it decided stands, and is decided once. */
class UpkeepKillIT {

    private static final int PAIRS = 120;
    private static final int SESSIONS = 30; // far more than are summarized until the last kill, also when it comes late
    private static final int TASKS_A_SESSION = 3;

    /** After so many decisions: facts are merged first, then sessions summarized. */
    private static final int[] KILLS = {1, 40, 90, PAIRS + 1, PAIRS + 5, PAIRS + 10};

    private static final Duration AGE = Duration.ofDays(60);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String[] SOON = {"--walden.memory.upkeep.interval=1s", "--walden.log.segment-size=1MB"};

    @TempDir
    private Path folder;

    @Test
    void nothingIsMergedOrSummarizedTwiceAndNothingIsLost() throws Exception {
        Path home = folder.resolve("home");
        List<String> episodes = longAgo(home);
        FileSystemUtils.deleteRecursively(home.resolve("views"));

        for (int decisions : KILLS) {
            try (WaldenProcess life = WaldenProcess.start(home, SOON)) {
                awaitDecisions(home, decisions);
                life.kill();
            }
            assertThat(decisions(home)).as("kill at work").isLessThan(PAIRS + SESSIONS);
        }
        try (WaldenProcess life = WaldenProcess.ready(home, SOON)) {
            awaitDecisions(home, PAIRS + SESSIONS);
            awaitAnotherRound(life);
            assertThatAllIsThere(life);
            life.kill();
        }

        assertThat(named(home, "facts-merged", "items")).hasSize(PAIRS).doesNotHaveDuplicates();
        assertThat(named(home, "session-summarized", "tasks")).containsExactlyInAnyOrderElementsOf(episodes);
    }

    /** Facts that nobody compared, and sessions that nobody summarized; tells the tasks of these. */
    private static List<String> longAgo(Path home) {
        Random random = new Random(11);
        List<ActivityEvent> events = new ArrayList<>();
        for (int i = 0; i < PAIRS; i++) {
            events.add(fact("a" + i, "The lamp " + i + " is lit.", "key:a"));
            events.add(fact("b" + i, "the lamp " + i + " is lit", "key:b"));
        }
        List<String> tasks = new ArrayList<>();
        for (int i = 0; i < SESSIONS * TASKS_A_SESSION; i++) {
            TaskId task = TaskId.random(random);
            events.addAll(ended(task, "session-" + i / TASKS_A_SESSION, "Walk to tower " + i + "."));
            tasks.add(task.value());
        }
        InstantSource then = InstantSource.fixed(Instant.now().minus(AGE));
        try (ActivityFixture past = ActivityFixture.open(home, then, (_, _) -> List.of())) {
            past.append(events.toArray(ActivityEvent[]::new));
        }
        return tasks;
    }

    private static FactStored fact(String id, String text, String source) {
        return new FactStored(
                new StoredItem(id, Space.DEFAULT, text, null, null, null, List.of(), null, Map.of(), true, source));
    }

    private static List<ActivityEvent> ended(TaskId task, String session, String input) {
        TaskLimits limits = new TaskLimits(10, 10, 10_000, Duration.ofMinutes(1));
        return List.of(
                new TaskSubmitted(
                        task, Space.DEFAULT, session, input, null, limits, Map.of(), "key:a", null, null, null, null),
                new TaskStarted(task),
                new TaskCompleted(task, "There.", List.of()),
                new EpisodeRecorded(
                        task, Space.DEFAULT, session, "completed", List.of("clock"), null, Duration.ofMillis(20)));
    }

    private static void awaitDecisions(Path home, int number) {
        await("%d decisions".formatted(number))
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> decisions(home) >= number);
    }

    private static long decisions(Path home) {
        return LogFiles.count(home, "facts-merged") + LogFiles.count(home, "session-summarized");
    }

    private static void awaitAnotherRound(WaldenProcess life) {
        Instant since = Instant.now();
        await("another round").atMost(PATIENCE).until(() -> {
            JsonNode last = life.client().get("/api/v1/memory/audit").json().path("lastUpkeep");
            return last.isString() && Instant.parse(last.asString()).isAfter(since);
        });
    }

    private static void assertThatAllIsThere(WaldenProcess life) throws IOException {
        for (int i = 0; i < PAIRS; i++) {
            assertThat(fact(life, "a" + i).path("sources")).as("a" + i).hasSize(2);
            assertThat(fact(life, "b" + i).at("/supersededBy/0").asString()).isEqualTo("a" + i);
        }
        JsonNode episodes =
                life.client().get("/api/v1/memory/episodes?limit=100").json().path("episodes");
        assertThat(episodes)
                .hasSize(SESSIONS * TASKS_A_SESSION)
                .allMatch(episode -> episode.path("summary").isString());
    }

    private static JsonNode fact(WaldenProcess life, String id) throws IOException {
        return life.client().get("/api/v1/memory/items/" + id).json().path("fact");
    }

    /** All that records of a type name in a list. */
    private static List<String> named(Path home, String type, String list) {
        return LogFiles.records(home).stream()
                .filter(record -> record.path("type").asString().equals(type))
                .flatMap(record -> Stream.of(record.path("data").path(list)))
                .flatMap(JsonNode::valueStream)
                .map(JsonNode::asString)
                .toList();
    }
}
