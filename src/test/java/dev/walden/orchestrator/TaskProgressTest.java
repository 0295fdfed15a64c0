package dev.walden.orchestrator;

import static dev.walden.orchestrator.FakeReasoningGateway.answer;
import static dev.walden.orchestrator.FakeReasoningGateway.calls;
import static dev.walden.orchestrator.FakeReasoningGateway.replies;
import static dev.walden.orchestrator.FakeToolbox.succeeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import dev.walden.activity.TaskEvent;
import dev.walden.activity.TaskId;
import dev.walden.activity.ToolCallEvent.ToolCallStarted;
import dev.walden.orchestrator.Follower.Reached;
import dev.walden.plugin.CallProgress;
import dev.walden.plugin.ProgressListener;
import dev.walden.plugin.SideEffect;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What those who follow a task hear of its calls. */
@Timeout(value = 60, threadMode = SEPARATE_THREAD)
final class TaskProgressTest {

    @TempDir
    Path folder;

    OrchestratorFixture walden;

    private final CompletableFuture<ProgressListener> speaks = new CompletableFuture<>();
    private final CountDownLatch goOn = new CountDownLatch(1);

    @BeforeEach
    void open() {
        walden = new OrchestratorFixture(folder);
        walden.gateway.think(replies(calls("count"), answer("done")));
        walden.toolbox.with("count", SideEffect.NONE, (_, context) -> {
            speaks.complete(context.progress());
            assertThat(goOn.await(60, TimeUnit.SECONDS)).isTrue();
            return succeeded("3");
        });
    }

    @AfterEach
    void close() {
        goOn.countDown();
        walden.close();
    }

    @Test
    void whoFollowsHearsTheNewestOfACallThatIsOnRecordAsBegun() throws Exception {
        TaskId task = walden.submit("count");
        ProgressListener tool = speaks.get();
        Follower follower = walden.service().follow(task);
        assertThat(follower.progress()).isEmpty();
        follower.words();

        tool.heard(CallProgress.of(1, 3));

        assertThat(follower.await(OrchestratorFixture.LONG)).isTrue();
        Reached first = new Reached(call(task), CallProgress.of(1, 3));
        assertThat(follower.progress()).containsExactly(first);
        assertThat(follower.progress()).isEmpty();
        assertThat(walden.service().follow(task).progress())
                .as("who comes late")
                .containsExactly(first);

        tool.heard(CallProgress.of(2, 3));
        tool.heard(CallProgress.of(3, 3));

        assertThat(follower.progress()).containsExactly(new Reached(call(task), CallProgress.of(3, 3)));
    }

    @Test
    void behindItsEndNothingIsHeardOfACallAndNothingIsRecorded() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answers = new CountDownLatch(1);
        walden.gateway.speak((call, _) -> {
            if (call == 1) {
                asked.countDown();
                assertThat(answers.await(60, TimeUnit.SECONDS)).isTrue();
            }
        });
        TaskId task = walden.submit("count");
        ProgressListener tool = speaks.get();
        Follower follower = walden.service().follow(task);
        tool.heard(CallProgress.of(1, 3).saying("halfway"));

        goOn.countDown();
        asked.await(); // the task goes on
        tool.heard(CallProgress.of(2, 3));

        assertThat(follower.progress()).isEmpty();
        answers.countDown();
        walden.rest(task);
        assertThat(walden.events(task)).extracting(TaskEvent::toString).noneMatch(text -> text.contains("halfway"));
    }

    private String call(TaskId task) {
        return walden.events(task, ToolCallStarted.class).getFirst().call();
    }
}
