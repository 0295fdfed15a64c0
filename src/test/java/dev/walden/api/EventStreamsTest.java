package dev.walden.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.walden.activity.Space;
import dev.walden.activity.TaskId;
import dev.walden.orchestrator.TaskException;
import dev.walden.orchestrator.TaskSubmission;
import dev.walden.orchestrator.TaskSubmission.WantedLimits;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class EventStreamsTest {

    private final ScriptedTasks tasks = new ScriptedTasks();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final EventStreams streams = new EventStreams(tasks, JsonMapper.shared(), new ApiMetrics(meters));
    private final TaskId task = tasks.submit(new TaskSubmission(
            "go on", null, Space.DEFAULT, null, new WantedLimits(null, null, null, null), Map.of(), "k", null));

    @Test
    void oneStreamTooManyIsRefusedAndAnEndedOneMakesRoom() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> open = new ArrayList<>();
            for (int i = 0; i < EventStreams.MOST; i++) {
                open.add(threads.submit(this::follow));
            }
            await().until(() -> streams() == EventStreams.MOST);

            assertThatThrownBy(() -> streams.stream(task, 0, OutputStream.nullOutputStream()))
                    .isInstanceOfSatisfying(
                            Refusal.class,
                            refusal -> assertThat(refusal.problem().status()).isEqualTo(429));

            tasks.complete(task, "done");
            for (Future<?> each : open) {
                each.get();
            }
        }
        assertThat(streams()).isZero();
        streams.stream(task, 0, OutputStream.nullOutputStream());
    }

    @Test
    void closingEndsOpenStreamsAndLetsNoneBegin() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> open = threads.submit(this::follow);
            await().until(() -> streams() == 1);

            streams.close();

            open.get();
        }
        assertThatThrownBy(() -> streams.stream(task, 0, OutputStream.nullOutputStream()))
                .isInstanceOf(TaskException.Stopping.class);
    }

    @Test
    void clientThatIsGoneFreesItsStream() {
        OutputStream gone = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("connection reset");
            }
        };

        assertThatThrownBy(() -> streams.stream(task, 0, gone)).isInstanceOf(IOException.class);

        assertThat(streams()).isZero();
    }

    private double streams() {
        return meters.get("walden.api.event.streams").gauge().value();
    }

    private boolean follow() throws Exception {
        streams.stream(task, 0, OutputStream.nullOutputStream());
        return true;
    }
}
