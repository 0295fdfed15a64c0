package dev.walden.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import dev.walden.activity.Answered;
import dev.walden.activity.Space;
import dev.walden.activity.TaskEvent;
import dev.walden.activity.TaskId;
import dev.walden.activity.ToolCallEvent;
import dev.walden.activity.ToolCallEvent.ToolCallOutcome;
import dev.walden.conversation.TokenUsage;
import dev.walden.orchestrator.StateKind;
import dev.walden.orchestrator.TaskException;
import dev.walden.orchestrator.TaskSubmission;
import dev.walden.orchestrator.TaskSubmission.WantedLimits;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.json.JsonMapper;

class EventStreamsTest {

    private final ScriptedTasks tasks = new ScriptedTasks();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final EventStreams streams =
            new EventStreams(tasks, JsonMapper.shared(), new ApiMetrics(meters), System::nanoTime);
    private final TaskId task = tasks.submit(
            new TaskSubmission("go on", null, Space.DEFAULT, null, WantedLimits.NONE, Map.of(), "k", null, null, null));

    @AfterEach
    void endWhatIsLeft() {
        streams.close();
    }

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
    @Timeout(value = 20, threadMode = SEPARATE_THREAD)
    void streamOfACancelledTaskEndsBehindAnOutcomeThatCameLate() throws Exception {
        cancelWithALateOutcome();

        assertThat(streamed(0)).containsSubsequence("task-submitted", "task-cancelled", "tool-call-finished");
    }

    @Test
    @Timeout(value = 20, threadMode = SEPARATE_THREAD)
    void streamThatGoesOnBehindTheEndBringsWhatCameLateAndEnds() throws Exception {
        long end = cancelWithALateOutcome();

        assertThat(streamed(end)).contains("tool-call-finished").doesNotContain("task-cancelled");
        assertThat(streamed(end + 1_000)).isEmpty();
    }

    @Test
    @Timeout(value = 20, threadMode = SEPARATE_THREAD)
    void openStreamEndsWhenTheTaskEndsAlthoughItsClientClaimsToHaveSeenTheEnd() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<String> open = threads.submit(() -> streamed(1_000));
            await().until(() -> streams() == 1);

            tasks.complete(task, "done");

            assertThat(open.get()).isEmpty();
        }
    }

    /** Cut off before it, a client goes on with all of them. */
    @Test
    @Timeout(value = 20, threadMode = SEPARATE_THREAD)
    void ofEventsThatShareARecordOnlyTheLastHasItsNumber() throws Exception {
        tasks.moveTo(task, StateKind.COMPLETED, "done");
        Answered answered = new Answered("rules", TokenUsage.ZERO, Duration.ZERO);
        tasks.record(task, new TaskEvent.TaskCompleted(task, "done", List.of(), answered));
        long end = tasks.events(task, 0, 100).orElseThrow().getLast().seq();

        assertThat(streamed(end - 1))
                .containsSubsequence("data: ", "reasoning-finished", "id: " + end, "data: ", "task-completed")
                .containsOnlyOnce("id: ");
    }

    /** News of which this client is told nothing, as one who came late to a long reply. */
    @Test
    @Timeout(value = 20, threadMode = SEPARATE_THREAD)
    void signOfLifeComesWhenNothingWasWrittenForLongAlthoughThereIsNewsAllTheTime() throws Exception {
        AtomicLong seconds = new AtomicLong();
        EventStreams ringing = new EventStreams(
                tasks,
                JsonMapper.shared(),
                new ApiMetrics(meters),
                () -> TimeUnit.SECONDS.toNanos(seconds.incrementAndGet()));
        tasks.ringAllTheTime();
        ByteArrayOutputStream target = new ByteArrayOutputStream() {
            private boolean alive;

            @Override
            public void flush() {
                if (!alive && toString(StandardCharsets.UTF_8).contains(": still here")) {
                    alive = true;
                    tasks.complete(task, "done");
                }
            }
        };

        ringing.stream(task, 0, target);

        assertThat(target.toString(StandardCharsets.UTF_8))
                .containsSubsequence("task-submitted", ": still here\n\n", "task-completed")
                .containsOnlyOnce(": still here");
        assertThat(seconds.get()).isGreaterThan(15);
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

    /** Returns where the end stands. */
    private long cancelWithALateOutcome() {
        tasks.moveTo(task, StateKind.CANCELLED, null);
        tasks.record(task, new TaskEvent.TaskCancelled(task, "k"));
        tasks.record(
                task,
                new ToolCallEvent.ToolCallFinished(
                        task, "c1", ToolCallOutcome.SUCCEEDED, "sent", true, Duration.ofSeconds(1)));
        return tasks.events(task, 0, 100).orElseThrow().reversed().get(1).seq();
    }

    private String streamed(long after) throws Exception {
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        streams.stream(task, after, target);
        return target.toString(StandardCharsets.UTF_8);
    }

    private boolean follow() throws Exception {
        streams.stream(task, 0, OutputStream.nullOutputStream());
        return true;
    }
}
