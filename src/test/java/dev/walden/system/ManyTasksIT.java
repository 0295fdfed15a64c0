package dev.walden.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * As many tasks at once as wait for a slow model: all end well, none asks the model more often than it must, and the heap is bounded, which
 * the JVM itself holds: it ends at once when there is no room.
 */
class ManyTasksIT {

    private static final Duration LATENCY = Duration.ofSeconds(2);
    private static final Pattern COMPLETED =
            Pattern.compile("(?m)^walden_orchestrator_tasks_ended_total\\{.*outcome=\"completed\".*} (\\S+)$");

    @TempDir
    Path folder;

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void aThousandTasksInTheModelAtOnceEndInASmallHeap() throws Exception {
        run(Duration.ofMinutes(2), "-Xmx144m", 1_000, 1_000, 1);
    }

    @Test
    @Tag("nightly")
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void tenThousandTasksEndInASmallHeapWhereAThousandRunAtOnce() throws Exception {
        run(Duration.ofMinutes(8), "-Xmx256m", 10_000, 1_024, 3);
    }

    @Test
    @Tag("nightly")
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void tenThousandTasksThatAllRunAtOnceEnd() throws Exception {
        run(Duration.ofMinutes(8), "-Xmx1g", 10_000, 10_000, 3);
    }

    /** The model answers none before all that run are in it. */
    private void run(Duration patience, String heap, int tasks, int running, int callsEach) throws Exception {
        try (SlowModel model = new SlowModel()) {
            model.takes(LATENCY, callsEach);
            model.gathers(running);
            String[] arguments = {
                "--walden.reasoning.default-engine=slow",
                "--walden.reasoning.engines.slow.type=openai",
                "--walden.reasoning.engines.slow.base-url=" + model.baseUrl(),
                "--walden.reasoning.engines.slow.model=slow",
                "--walden.reasoning.engines.slow.timeout=5m",
                "--walden.orchestrator.max-running=" + Math.max(running, 1_024),
                "--walden.orchestrator.max-queued=" + tasks
            };
            try (WaldenProcess life = WaldenProcess.startWith(
                            List.of(heap, "-XX:+ExitOnOutOfMemoryError"), folder.resolve("home"), arguments)
                    .awaitReady()) {
                Set<String> ids = submitted(life, tasks);

                Awaitility.await("all tasks to end")
                        .atMost(patience)
                        .until(() -> !life.alive() || completed(life) == tasks);

                assertThat(life.alive()).as(() -> life.output()).isTrue();
                assertThat(ids).hasSize(tasks);
                assertThat(model.held()).hasSize(tasks * callsEach);
                assertThat(model.most()).isGreaterThanOrEqualTo(running);
            }
        }
    }

    /** The ids of tasks that were acknowledged. */
    private static Set<String> submitted(WaldenProcess life, int tasks) throws Exception {
        Set<String> ids = ConcurrentHashMap.newKeySet();
        AtomicInteger next = new AtomicInteger();
        Callable<Void> client = () -> {
            WaldenClient connection = life.client();
            for (int number = next.getAndIncrement(); number < tasks; number = next.getAndIncrement()) {
                var answer = connection.post("/api/v1/tasks", Map.of("input", "number " + number));
                assertThat(answer.status()).as(answer::body).isEqualTo(202);
                ids.add(answer.json().path("id").asString());
            }
            return null;
        };
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Void> done : clients.invokeAll(Collections.nCopies(16, client))) {
                done.get();
            }
        }
        return ids;
    }

    private static int completed(WaldenProcess life) throws IOException {
        Matcher count =
                COMPLETED.matcher(life.client().get("/actuator/prometheus").body());
        return count.find() ? (int) Double.parseDouble(count.group(1)) : 0;
    }
}
