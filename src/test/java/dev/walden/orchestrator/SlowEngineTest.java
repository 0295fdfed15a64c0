package dev.walden.orchestrator;

import static dev.walden.orchestrator.FakeReasoningGateway.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.activity.TaskEvent.ReasoningStarted;
import dev.walden.activity.TaskId;
import dev.walden.orchestrator.CallRules.DoubtGoesTo;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks that pile up for an engine which does not answer hold up nobody who asks another. */
final class SlowEngineTest {

    private static final int MAX_RUNNING = 2;

    private final CountDownLatch answers = new CountDownLatch(1);

    @TempDir
    private Path folder;

    private OrchestratorFixture walden;

    @BeforeEach
    void open() {
        walden = new OrchestratorFixture(folder)
                .with(OrchestratorFixture.properties(MAX_RUNNING, 3, DoubtGoesTo.PERSON));
        walden.gateway.with("silent", (_, _) -> {
            answers.await();
            return answer("late");
        });
    }

    @AfterEach
    void close() {
        walden.close();
    }

    private List<TaskId> submitToSilent(int number) {
        return Stream.generate(() -> walden.submitTo("silent", "wait"))
                .limit(number)
                .toList();
    }

    private String state(TaskId task) {
        return walden.rest(task).state();
    }

    @Test
    void aTaskOfAnotherEngineRunsWhileAllPlacesOfASilentOneAreTaken() {
        List<TaskId> waiting = submitToSilent(MAX_RUNNING + 1);
        waiting.stream().limit(MAX_RUNNING).forEach(each -> walden.awaitEvent(each, ReasoningStarted.class));

        assertThat(state(walden.submitTo("fake", "now"))).isEqualTo("completed");
        assertThat(state(walden.submitTo(null, "now"))).isEqualTo("completed");
        assertThat(walden.events(waiting.getLast()))
                .as("records of one that waits for its engine")
                .hasSize(1);
        answers.countDown();
        assertThat(waiting).allSatisfy(each -> assertThat(state(each)).isEqualTo("completed"));
    }

    @Test
    void aRestartKnowsWhichEngineATaskWaitsFor() {
        List<TaskId> waiting = submitToSilent(MAX_RUNNING + 1);

        walden.killAndRestart();

        assertThat(state(walden.submitTo("fake", "now"))).isEqualTo("completed");
        answers.countDown();
        assertThat(waiting).allSatisfy(each -> assertThat(state(each)).isEqualTo("completed"));
    }

    @Test
    void aQueueThatIsFullOfTasksForASilentEngineLeavesOthersTheirPlaces() {
        List<TaskId> waiting = submitToSilent(MAX_RUNNING + 3);

        assertThatThrownBy(() -> walden.submitTo("silent", "one more"))
                .isInstanceOf(TaskException.QueueFull.class)
                .hasMessageContaining("engine silent");
        assertThat(state(walden.submitTo("fake", "now"))).isEqualTo("completed");
        answers.countDown();
        assertThat(waiting).allSatisfy(each -> assertThat(state(each)).isEqualTo("completed"));
        assertThat(state(walden.submitTo("silent", "one more"))).isEqualTo("completed");
    }
}
