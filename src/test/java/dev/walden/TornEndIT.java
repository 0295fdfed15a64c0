package dev.walden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.ActivityFixture;
import dev.walden.activity.Space;
import dev.walden.activity.TaskEvent.TaskCancelled;
import dev.walden.activity.TaskEvent.TaskSubmitted;
import dev.walden.activity.TaskId;
import dev.walden.activity.TaskLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** A start over a log that a crash has cut behind the end of a task. */
final class TornEndIT {

    @TempDir
    private Path home;

    /** What others record in front of it, and there is no bound to that, would bury the end. */
    @Test
    void theEpisodeIsTheFirstThingThatTheStartRecords() throws IOException {
        TaskId task = TaskId.of("torn");
        TaskLimits limits = new TaskLimits(10, 10, 10_000, Duration.ofMinutes(1));
        try (ActivityFixture activity = ActivityFixture.open(home)) {
            activity.append(
                    new TaskSubmitted(
                            task, Space.DEFAULT, "s", "Hello.", null, limits, Map.of(), "k", null, null, null, null),
                    new TaskCancelled(task, "k"));
        }

        new SpringApplicationBuilder(WaldenApplication.class)
                .run(
                        "--server.port=0",
                        "--logging.level.root=warn",
                        "--walden.home=" + home,
                        "--walden.memory.embedding-model=none")
                .close();

        List<String> lines = lines();
        int end = lines.indexOf(lines.stream()
                .filter(line -> line.contains("task-cancelled"))
                .findFirst()
                .orElseThrow());
        assertThat(lines.get(end + 1)).contains("episode-recorded", task.value());
        assertThat(lines).anyMatch(line -> line.contains("service-started"));
    }

    private List<String> lines() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("log"))) {
            Path segment = files.filter(file -> file.toString().endsWith(".jsonl"))
                    .findFirst()
                    .orElseThrow();
            try (Stream<String> lines = Files.lines(segment)) { // behind the records it is filled up, far and blank
                return lines.filter(line -> !line.isBlank() && !line.contains("log-marker"))
                        .toList();
            }
        }
    }
}
