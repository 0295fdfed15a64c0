package dev.walden.orchestrator;

import static dev.walden.orchestrator.FakeReasoningGateway.answer;
import static dev.walden.orchestrator.FakeReasoningGateway.call;
import static dev.walden.orchestrator.FakeReasoningGateway.replies;
import static dev.walden.orchestrator.FakeToolbox.succeeded;
import static dev.walden.orchestrator.OrchestratorFixture.admin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.activity.RecordedEvent;
import dev.walden.activity.TaskId;
import dev.walden.activity.ToolCallEvent.ApprovalDecided;
import dev.walden.activity.ToolCallEvent.ApprovalRequested;
import dev.walden.activity.ToolCallEvent.Resolution;
import dev.walden.activity.ToolCallEvent.ToolCallInDoubt;
import dev.walden.activity.ToolCallEvent.ToolCallStarted;
import dev.walden.orchestrator.TaskService.ControlResult;
import dev.walden.orchestrator.TaskService.Settlement;
import dev.walden.plugin.SideEffect;
import dev.walden.tools.CallCheck.Permission;
import dev.walden.tools.CallResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A person consents to a call with other arguments than the engine wanted: those, and no others, are what the tool is given. */
class EditedArgumentsTest {

    private static final Map<String, @Nullable Object> WANTED = Map.of("to", "ann", "sum", 500L);
    private static final Map<String, @Nullable Object> CHANGED = Map.of("to", "ann", "sum", 5L);

    @TempDir
    Path folder;

    OrchestratorFixture walden;
    final List<Map<String, @Nullable Object>> given = new CopyOnWriteArrayList<>();

    @BeforeEach
    void open() {
        walden = new OrchestratorFixture(folder);
        send(SideEffect.UNSAFE, new Permission.Ask("outside effect"));
        walden.gateway.think(replies(call("send", WANTED), answer("ok")));
    }

    @AfterEach
    void close() {
        walden.close();
    }

    @Test
    void theToolIsGivenWhatThePersonWroteAndTheEngineIsTold() {
        walden.engine().recordTools();
        TaskId task = waiting();

        ControlResult decided = walden.service().approveEdited(approval(), CHANGED, "Less.", admin("key7"));

        assertThat(decided).isInstanceOf(ControlResult.Done.class);
        assertThat(walden.rest(task).output()).isEqualTo("ok");
        assertThat(given).containsExactly(CHANGED);
        assertThat(walden.events(task, ApprovalDecided.class))
                .singleElement()
                .satisfies(event -> assertThat(event.decidedBy()).isEqualTo("key7"))
                .satisfies(event -> assertThat(event.arguments()).isEqualTo(CHANGED));
        assertThat(walden.events(task, ToolCallStarted.class))
                .extracting(ToolCallStarted::arguments)
                .containsExactly(CHANGED);
        assertThat(walden.gateway.lastResult().text())
                .startsWith("[A person changed the arguments of this call to {")
                .contains("\"sum\":5")
                .endsWith("]\nsent");
        assertThatItIsReplayed(task);
    }

    @Test
    void theArgumentsThatWereShownAreNoChange() {
        TaskId task = waiting();

        walden.service().approveEdited(approval(), WANTED, null, admin("key1"));

        assertThat(walden.rest(task).output()).isEqualTo("ok");
        assertThat(walden.events(task, ApprovalDecided.class).getFirst().arguments())
                .isNull();
        assertThat(walden.gateway.lastResult().text()).isEqualTo("sent");
    }

    @Test
    void whatTheToolDoesNotTakeIsRefusedAndTheRequestStands() {
        waiting();
        String approval = approval();

        assertThatThrownBy(() -> walden.service()
                        .approveEdited(approval, Map.of(FakeToolbox.NOT_TAKEN, true), null, admin("key1")))
                .isInstanceOf(TaskException.Unacceptable.class)
                .hasFieldOrPropertyWithValue("code", "invalid_arguments");
        assertThatThrownBy(() -> walden.service()
                        .approveEdited(
                                approval, Map.of("text", "x".repeat(EditedArguments.MOST_BYTES)), null, admin("key1")))
                .hasFieldOrPropertyWithValue("code", "arguments_too_large");

        assertThat(walden.service().pendingApprovals()).hasSize(1);
        assertThat(given).isEmpty();
    }

    @Test
    void whatPolicyDeniesIsRefusedAndTheRequestStands() {
        waiting();
        send(SideEffect.UNSAFE, new Permission.Deny("not there"));

        assertThatThrownBy(() -> walden.service().approveEdited(approval(), CHANGED, null, admin("key1")))
                .isInstanceOf(TaskException.Unacceptable.class)
                .hasFieldOrPropertyWithValue("code", "policy_denied")
                .hasMessage("not there");

        assertThat(walden.service().pendingApprovals()).hasSize(1);
    }

    @Test
    void aCrashBetweenTheDecisionAndTheCallLosesNoChange() {
        TaskId task = waiting();
        walden.service().pause(task, "key1");
        walden.service().approveEdited(approval(), CHANGED, null, admin("key1"));

        walden.killAndRestart();
        walden.service().resume(task, "key1");

        assertThat(walden.rest(task).output()).isEqualTo("ok");
        assertThat(given).containsExactly(CHANGED);
        assertThatItIsReplayed(task);
    }

    @Test
    void aCallThatACrashCutShortIsMadeAgainWithTheChange() throws InterruptedException {
        CountDownLatch reached = dieInside(SideEffect.IDEMPOTENT);
        TaskId task = waiting();
        walden.service().approveEdited(approval(), CHANGED, null, admin("key1"));
        reached.await();

        send(SideEffect.IDEMPOTENT, new Permission.Ask("outside effect"));
        walden.killAndRestart();

        assertThat(walden.rest(task).output()).isEqualTo("ok");
        assertThat(given).containsExactly(CHANGED, CHANGED);
        assertThatItIsReplayed(task);
    }

    @Test
    void aRetryOutOfDoubtIsMadeWithTheChange() throws InterruptedException {
        CountDownLatch reached = dieInside(SideEffect.UNSAFE);
        TaskId task = waiting();
        walden.service().approveEdited(approval(), CHANGED, null, admin("key1"));
        reached.await();

        send(SideEffect.UNSAFE, new Permission.Ask("outside effect"));
        walden.killAndRestart();
        walden.awaitEvent(task, ToolCallInDoubt.class);
        walden.rest(task);
        walden.service().settle(task, new Settlement(null, Resolution.RETRY, null, null), admin("key1"));

        assertThat(walden.rest(task).output()).isEqualTo("ok");
        assertThat(given).containsExactly(CHANGED, CHANGED);
        assertThatItIsReplayed(task);
    }

    @Test
    void aStepOfAPlanIsShownAsItIsFedAndKeepsWhatAPersonMadeOfIt() {
        walden.toolbox.with("look", SideEffect.NONE, (_, _) -> succeeded("seen"));
        walden.gateway.think(replies(
                Plans.of()
                        .step("first", "look", null)
                        .step("second", "send", "{{steps.first.result}}")
                        .step("third", "look", "{{steps.second.result}}")
                        .reply(),
                answer("ok")));
        TaskId task = waiting();
        PendingApproval shown = walden.service().pendingApprovals().getFirst();

        walden.service().approveEdited(approval(), Map.of("input", "{{steps.first.result}}"), null, admin("key1"));

        assertThat(walden.rest(task).output()).isEqualTo("ok");
        assertThat(shown.arguments()).isEqualTo(Map.of("input", "seen"));
        assertThat(walden.events(task, ApprovalRequested.class).getFirst().argumentsDigest())
                .isEqualTo(CallRules.digest(dev.walden.conversation.ToolCall.of("c1.2", "send", shown.arguments())));
        assertThat(given).containsExactly(Map.of("input", "{{steps.first.result}}"));
        assertThat(walden.events(task, ToolCallStarted.class).getLast().arguments())
                .isEqualTo(Map.of("input", "sent"));
        assertThat(walden.gateway.lastResult().text())
                .contains("second (send) succeeded:\n  [A person changed the arguments of this call to {");
        assertThatItIsReplayed(task);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSecondDecisionChangesNothing(boolean edited) {
        TaskId task = waiting();
        String approval = approval();
        walden.service().decide(approval, false, null, admin("key1"));

        ControlResult late = edited
                ? walden.service().approveEdited(approval, CHANGED, null, admin("key2"))
                : walden.service().decide(approval, true, null, admin("key2"));

        assertThat(late).isInstanceOf(ControlResult.NotNow.class);
        walden.rest(task);
        assertThat(given).isEmpty();
    }

    private void send(SideEffect sideEffect, Permission permission) {
        walden.toolbox.with("send", sideEffect, permission, (input, _) -> {
            given.add(input.values());
            return succeeded("sent");
        });
    }

    private CountDownLatch dieInside(SideEffect sideEffect) {
        CountDownLatch reached = new CountDownLatch(1);
        walden.toolbox.with("send", sideEffect, new Permission.Ask("outside effect"), (input, _) -> {
            given.add(input.values());
            reached.countDown();
            new CountDownLatch(1).await();
            return new CallResult.Unknown("never");
        });
        return reached;
    }

    private TaskId waiting() {
        TaskView task = walden.run("send it");
        assertThat(task.state()).isEqualTo("awaiting_approval");
        return task.id();
    }

    private String approval() {
        return walden.service().pendingApprovals().getFirst().id();
    }

    /** Today's code goes the way that was recorded, and asks as was asked. */
    private void assertThatItIsReplayed(TaskId task) {
        List<RecordedEvent> records = walden.service().events(task, 0, 1000).orElseThrow();
        RecordedTask.assertNoDivergence(TaskReplay.asRecorded().replay(records));
        RecordedTask.assertNoDivergence(TaskReplay.asRecorded()
                .replay(records.stream().map(RecordedEvent::wordless).toList()));
        StepPrompt prompt = walden.service().prompt(task, 2).orElseThrow();
        assertThat(prompt.prompt().sent().messages())
                .isEqualTo(walden.gateway.prompts().getLast().messages());
    }
}
