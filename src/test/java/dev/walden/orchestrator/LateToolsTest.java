package dev.walden.orchestrator;

import static dev.walden.orchestrator.FakeReasoningGateway.answer;
import static dev.walden.orchestrator.FakeReasoningGateway.calls;
import static dev.walden.orchestrator.FakeReasoningGateway.replies;
import static dev.walden.orchestrator.FakeToolbox.succeeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.walden.activity.TaskId;
import dev.walden.activity.ToolCallEvent.ToolCallStarted;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.ToolOutput;
import dev.walden.tools.CallResult;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of calls that were under way at a stop when their tools are not there at the start, or when they fail the second time. */
class LateToolsTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    OrchestratorFixture walden;
    final FirstLife firstLife = new FirstLife();

    @BeforeEach
    void open() {
        walden = new OrchestratorFixture(folder);
        walden.gateway.think(replies(calls("act"), answer("ok")));
    }

    @AfterEach
    void close() {
        walden.close();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNSAFE")
    void aCallWaitsForItsToolAndRunsAgain(SideEffect sideEffect) throws InterruptedException {
        dyingTool(sideEffect, succeeded("done"));
        TaskId id = startWithoutTool();

        walden.toolbox.comes("act");

        assertThat(walden.rest(id).state()).isEqualTo("completed");
        assertThat(walden.gateway.lastResult().text()).isEqualTo("done");
        assertThat(walden.events(id, ToolCallStarted.class))
                .extracting(ToolCallStarted::attempt)
                .containsExactly(1, 2);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNSAFE")
    void aToolThatDoesNotComeIsWaitedForSoLongAndNoLonger(SideEffect sideEffect) throws InterruptedException {
        dyingTool(sideEffect, succeeded("done"));
        TaskId id = startWithoutTool();

        walden.now.updateAndGet(now -> now.plus(StepPlanner.TOOLS_COME));

        assertThat(walden.rest(id).state()).isEqualTo(sideEffect == SideEffect.NONE ? "completed" : "in_doubt");
        assertThat(walden.toolbox.calls()).hasSize(1);
    }

    @Test
    void anUnsafeCallDoesNotWaitForItsTool() throws InterruptedException {
        dyingTool(SideEffect.UNSAFE, succeeded("done"));

        assertThat(walden.rest(startWithoutTool(0)).state()).isEqualTo("in_doubt");
    }

    @Test
    void aWaitingTaskCanBeCancelled() throws InterruptedException {
        dyingTool(SideEffect.IDEMPOTENT, succeeded("done"));
        TaskId id = startWithoutTool();

        walden.service().cancel(id, "key1");

        assertThat(walden.rest(id).state()).isEqualTo("cancelled");
    }

    @Test
    void aNewCallOfAToolThatIsAwayIsToldSoAtOnce() {
        walden.toolbox.with("act", SideEffect.NONE, (_, _) -> succeeded("done"));
        walden.toolbox.goes("act");

        assertThat(walden.run("do it").state()).isEqualTo("completed");
        assertThat(walden.gateway.lastResult().text()).isEqualTo("act is away.");
    }

    @ParameterizedTest
    @EnumSource(
            value = SideEffect.class,
            names = {"IDEMPOTENT", "KEYED"})
    void aSecondAttemptThatWasNotMadeSaysNothingOfTheFirst(SideEffect sideEffect) throws InterruptedException {
        dyingTool(sideEffect, new CallResult.Failed("It was not sent.", true));
        TaskId id = walden.submit("do it");
        firstLife.awaitEnd();

        walden.killAndRestart();

        // told of a failure, the model would ask for a new call, which has another key
        assertThat(walden.rest(id).state()).isEqualTo(sideEffect == SideEffect.KEYED ? "in_doubt" : "completed");
    }

    /** Policy may have become stricter in between, for tasks that have read what this one has. */
    @ParameterizedTest
    @EnumSource(
            value = SideEffect.class,
            names = {"IDEMPOTENT", "KEYED"})
    void aCallIsNotMadeAgainThatPolicyNowKeepsFromWhatTheTaskHasRead(SideEffect sideEffect)
            throws InterruptedException {
        walden.toolbox.with("read", SideEffect.NONE, (_, _) -> new CallResult.Succeeded(ToolOutput.untrusted("words")));
        walden.gateway.think(replies(calls("read"), calls("act"), answer("ok")));
        dyingTool(sideEffect, succeeded("done"));
        TaskId id = walden.submit("do it");
        firstLife.awaitEnd();
        walden.toolbox.keepFromUntrusted("act");

        walden.killAndRestart();

        assertThat(walden.rest(id).state()).isEqualTo("in_doubt");
        assertThat(walden.events(id, ToolCallStarted.class))
                .filteredOn(started -> started.tool().equals("act"))
                .hasSize(1);
    }

    @Test
    void aFirstAttemptThatWasNotMadeIsAFailure() {
        walden.toolbox.withKeyed("act", LONG, (_, _) -> new CallResult.Failed("It was not sent.", true));

        assertThat(walden.run("do it").state()).isEqualTo("completed");
        assertThat(walden.gateway.lastResult().text()).isEqualTo("It was not sent.");
    }

    /** The process dies in the call; the next one starts without the tool, and has looked for it. */
    private TaskId startWithoutTool() throws InterruptedException {
        return startWithoutTool(1);
    }

    private TaskId startWithoutTool(int looks) throws InterruptedException {
        TaskId id = walden.submit("do it");
        firstLife.awaitEnd();
        walden.toolbox.goes("act");
        int before = walden.toolbox.asked().size();
        walden.killAndRestart();
        await().atMost(LONG).until(() -> walden.toolbox.asked().size() >= before + looks);
        return id;
    }

    private void dyingTool(SideEffect sideEffect, CallResult later) {
        FakeToolbox.Behaviour behaviour = (_, _) -> {
            firstLife.endsHere();
            return later;
        };
        if (sideEffect == SideEffect.KEYED) {
            walden.toolbox.withKeyed("act", Duration.ofDays(1), behaviour);
        } else {
            walden.toolbox.with("act", sideEffect, behaviour);
        }
    }
}
