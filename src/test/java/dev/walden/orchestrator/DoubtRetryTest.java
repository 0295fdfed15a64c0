package dev.walden.orchestrator;

import static dev.walden.orchestrator.FakeReasoningGateway.answer;
import static dev.walden.orchestrator.FakeReasoningGateway.calls;
import static dev.walden.orchestrator.FakeReasoningGateway.replies;
import static dev.walden.orchestrator.FakeToolbox.succeeded;
import static dev.walden.orchestrator.OrchestratorFixture.admin;
import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.ToolCallEvent.Resolution;
import dev.walden.activity.ToolCallEvent.ToolCallFinished;
import dev.walden.activity.ToolCallEvent.ToolCallInDoubt;
import dev.walden.activity.ToolCallEvent.ToolCallSettled;
import dev.walden.conversation.ToolCall;
import dev.walden.orchestrator.TaskService.ControlResult;
import dev.walden.orchestrator.TaskService.Settlement;
import dev.walden.orchestrator.ToolBatch.CallStatus;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.ToolInput;
import dev.walden.plugin.ToolOutput;
import dev.walden.tools.CallCheck.Callable;
import dev.walden.tools.CallCheck.Permission;
import dev.walden.tools.CallResult;
import dev.walden.tools.KeyRole;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A second attempt that comes to nothing says nothing of the first, which may have had its effect. */
class DoubtRetryTest {

    private static final Duration A_DAY = Duration.ofDays(1);

    @TempDir
    Path folder;

    OrchestratorFixture walden;

    @BeforeEach
    void open() {
        walden = new OrchestratorFixture(folder);
        walden.toolbox.with("act", SideEffect.UNSAFE, (_, _) -> new CallResult.Unknown("no answer"));
        walden.gateway.think(replies(calls("act"), answer("ok")));
    }

    @AfterEach
    void close() {
        walden.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"act is away", "no tool named act", "act is reserved"})
    void aRetryThatCannotBeMadeNowIsRefusedAndTheDoubtStands(String why) {
        TaskView doubtful = walden.run("pay");
        switch (why) {
            case "act is away" -> walden.toolbox.goes("act");
            case "no tool named act" -> walden.toolbox.vanishes("act");
            default -> walden.toolbox.reserve("act", KeyRole.ADMIN);
        }

        ControlResult result = retry(doubtful);

        assertThat(result)
                .isInstanceOfSatisfying(
                        ControlResult.NotNow.class,
                        no -> assertThat(no.message()).contains(why));
        assertThat(walden.rest(doubtful.id()).state()).isEqualTo("in_doubt");
        assertThat(walden.events(doubtful.id(), ToolCallSettled.class)).isEmpty();
    }

    /** What the task has read is not at hand when a person speaks, and what is there may go before the call begins. */
    @Test
    void aRetryThatTurnsOutNotToBeMadeIsADoubtAgain() {
        walden.toolbox.with("read", SideEffect.NONE, (_, _) -> new CallResult.Succeeded(ToolOutput.untrusted("words")));
        walden.gateway.think(replies(calls("read"), calls("act"), answer("ok")));
        TaskView doubtful = walden.run("pay");
        walden.toolbox.keepFromUntrusted("act");

        ControlResult result = retry(doubtful);
        TaskView after = walden.rest(doubtful.id());

        assertThat(result).isInstanceOf(ControlResult.Done.class);
        assertThat(after.state()).isEqualTo("in_doubt");
        assertThat(after.inDoubt().getFirst().reason())
                .contains("could not be")
                .contains("an earlier attempt may have had its effect")
                .contains("kept from what was read outside");
        assertThat(walden.toolbox.calls()).hasSize(2);
        assertThat(walden.events(doubtful.id(), ToolCallInDoubt.class)).hasSize(2);
        RecordedTask.assertNoDivergence(TaskReplay.of(walden.records(doubtful.id())));
    }

    @Test
    void anUnsafeAttemptThatFailsAfterAPersonsRetryIsADoubtAgain() {
        TaskView doubtful = walden.run("pay");
        walden.toolbox.with("act", SideEffect.UNSAFE, (_, _) -> new CallResult.Failed("It was not sent.", true));

        retry(doubtful);
        TaskView after = walden.rest(doubtful.id());

        assertThat(after.state()).isEqualTo("in_doubt");
        assertThat(after.inDoubt().getFirst().reason()).contains("An earlier attempt may have had its effect");
        assertThat(walden.events(doubtful.id(), ToolCallFinished.class)).isEmpty();
        RecordedTask.assertNoDivergence(TaskReplay.of(walden.records(doubtful.id())));
    }

    /** The probe has found out that there was no effect. */
    @Test
    void anUnsafeAttemptThatFailsAfterAProbesRetryHasFailed() {
        walden.remedies.probe("act", "look", true);
        walden.toolbox.with("look", SideEffect.NONE, (_, _) -> {
            walden.toolbox.with("act", SideEffect.UNSAFE, (_, _) -> new CallResult.Failed("It was not sent.", true));
            return succeeded("no");
        });

        TaskView task = walden.run("pay");

        assertThat(task.state()).isEqualTo("completed");
        assertThat(walden.gateway.lastResult().text()).isEqualTo("It was not sent.");
    }

    @Test
    void aKeyedAttemptThatFailsAfterAProbesRetryHasFailed() {
        walden.toolbox.withKeyed("act", A_DAY, (_, _) -> new CallResult.Unknown("no answer"));
        walden.remedies.probe("act", "look", true);
        walden.toolbox.with("look", SideEffect.NONE, (_, _) -> {
            walden.toolbox.withKeyed("act", A_DAY, (_, _) -> new CallResult.Failed("It was not sent.", true));
            return succeeded("no");
        });

        TaskView task = walden.run("pay");

        assertThat(task.state()).isEqualTo("completed");
        assertThat(walden.gateway.lastResult().text()).isEqualTo("It was not sent.");
        assertThat(walden.toolbox.calls()).hasSize(3);
        RecordedTask.assertNoDivergence(TaskReplay.of(walden.records(task.id())));
    }

    @Test
    void whatAProbeClearedSaysNothingOfTheKeyedAttemptsBehindIt() {
        ToolBatch.Past cleared = ToolBatch.Past.NONE
                .and(new CallStatus.Started(SideEffect.KEYED, "key", 1))
                .and(new CallStatus.ToRetry(null));
        ToolBatch.Past cut = cleared.and(new CallStatus.Started(SideEffect.KEYED, "key", 2));

        assertThat(keyedMayHaveActed(cleared, 2)).isFalse();
        assertThat(keyedMayHaveActed(cut, 3)).isTrue();
    }

    private static boolean keyedMayHaveActed(ToolBatch.Past past, int attempt) {
        ToolCall call = ToolCall.of("c1", "act", Map.of());
        ToolBatch.Entry entry = new ToolBatch.Entry(call, new CallStatus.ToRetry(null), null, null, false, past);
        Callable keyed =
                new Callable(new ToolInput(Map.of()), SideEffect.KEYED, Duration.ZERO, A_DAY, new Permission.Allow());
        return CallPlanner.ReadyCall.of(entry, keyed, attempt).mayHaveActed();
    }

    private ControlResult retry(TaskView doubtful) {
        return walden.service()
                .settle(doubtful.id(), new Settlement(null, Resolution.RETRY, null, null), admin("key1"));
    }
}
