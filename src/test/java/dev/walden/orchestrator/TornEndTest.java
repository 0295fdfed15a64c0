package dev.walden.orchestrator;

import static dev.walden.orchestrator.FakeReasoningGateway.answer;
import static dev.walden.orchestrator.FakeReasoningGateway.calls;
import static dev.walden.orchestrator.FakeReasoningGateway.replies;
import static dev.walden.orchestrator.FakeToolbox.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.ActivityEvent;
import dev.walden.activity.MemoryEvent.EpisodeRecorded;
import dev.walden.activity.RecordedEvent;
import dev.walden.activity.TaskEvent;
import dev.walden.activity.TaskId;
import dev.walden.activity.TornLog;
import dev.walden.conversation.Reply;
import dev.walden.plugin.SideEffect;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A task whose last commit was cut by a crash, between its end and its episode. */
final class TornEndTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(
            value = StateKind.class,
            names = {"COMPLETED", "FAILED", "CANCELLED"})
    void theEpisodeIsRecordedAtTheNextStart(StateKind kind) throws Exception {
        TaskId id;
        List<ActivityEvent> whole;
        try (OrchestratorFixture walden = new OrchestratorFixture(folder)) {
            id = ended(walden, kind);
            whole = told(walden, id);
        }
        assertThat(whole.getLast()).isInstanceOf(EpisodeRecorded.class);
        TornLog.cutBehind(0, line -> line.contains("episode-recorded"), folder);

        for (int start = 0; start < 2; start++) {
            try (OrchestratorFixture walden = new OrchestratorFixture(folder)) {
                walden.engine().makeGood();
                walden.engine().resumeAll();

                assertThat(told(walden, id)).isEqualTo(whole);
            }
        }
    }

    @Test
    void aTaskThatHasNotEndedLeavesNoEpisodeYet() throws Exception {
        TaskId id;
        try (OrchestratorFixture walden = new OrchestratorFixture(folder)) {
            id = ended(walden, StateKind.COMPLETED);
        }
        TornLog.cutBehind(0, line -> line.contains("task-completed"), folder);

        try (OrchestratorFixture walden = new OrchestratorFixture(folder)) {
            walden.gateway.think((_, _) -> answer("3"));
            walden.engine().makeGood();
            walden.engine().resumeAll();

            assertThat(walden.rest(id).state()).isEqualTo("completed");
            assertThat(told(walden, id))
                    .filteredOn(EpisodeRecorded.class::isInstance)
                    .hasSize(1);
        }
    }

    private static TaskId ended(OrchestratorFixture walden, StateKind kind) {
        walden.toolbox.with("add", SideEffect.NONE, (_, _) -> succeeded("3"));
        walden.gateway.think(
                switch (kind) {
                    case COMPLETED -> replies(calls("add"), answer("3"));
                    case FAILED -> replies(calls("add"), new Reply.Refusal("No."));
                    default ->
                        (_, _) -> {
                            new CountDownLatch(1).await();
                            return answer("never");
                        };
                });
        TaskId id = walden.submit("1 + 2?");
        if (kind == StateKind.CANCELLED) {
            walden.awaitEvent(id, TaskEvent.ReasoningStarted.class);
            walden.service().cancel(id, "key1");
        }
        assertThat(walden.rest(id).state()).isEqualTo(kind.code());
        return id;
    }

    private static List<ActivityEvent> told(OrchestratorFixture walden, TaskId id) {
        return walden.records(id).stream().map(RecordedEvent::event).toList();
    }
}
