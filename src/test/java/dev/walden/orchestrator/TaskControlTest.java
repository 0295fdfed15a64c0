package dev.walden.orchestrator;

import static dev.walden.orchestrator.FakeReasoningGateway.answer;
import static dev.walden.orchestrator.FakeReasoningGateway.call;
import static dev.walden.orchestrator.FakeReasoningGateway.calls;
import static dev.walden.orchestrator.FakeReasoningGateway.replies;
import static dev.walden.orchestrator.FakeToolbox.succeeded;
import static dev.walden.orchestrator.OrchestratorFixture.admin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.activity.ActivityException;
import dev.walden.activity.TaskEvent;
import dev.walden.activity.TaskId;
import dev.walden.activity.ToolCallEvent;
import dev.walden.conversation.Message;
import dev.walden.conversation.RecalledItem;
import dev.walden.conversation.Reply;
import dev.walden.conversation.ToolCall;
import dev.walden.orchestrator.TaskService.ControlResult;
import dev.walden.orchestrator.TaskService.TaskQuery;
import dev.walden.orchestrator.TaskSubmission.Idempotency;
import dev.walden.plugin.SideEffect;
import dev.walden.tools.CallCheck.Permission;
import dev.walden.tools.CallResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskControlTest {

    @TempDir
    Path folder;

    OrchestratorFixture walden;
    final CountDownLatch inTool = new CountDownLatch(1);
    final CountDownLatch go = new CountDownLatch(1);

    @BeforeEach
    void open() {
        walden = new OrchestratorFixture(folder);
    }

    @AfterEach
    void close() {
        walden.close();
    }

    @Test
    void aPausedTaskFinishesItsStepAndGoesOnWhenResumed() throws InterruptedException {
        slowTool(SideEffect.UNSAFE);
        TaskId id = walden.submit("slowly");
        inTool.await();

        ControlResult paused = walden.service().pause(id, "key1");
        go.countDown();
        walden.awaitEvent(id, ToolCallEvent.ToolCallFinished.class);
        TaskView whilePaused = walden.service().find(id).orElseThrow();
        ControlResult resumed = walden.service().resume(id, "key1");

        assertThat(paused).isInstanceOf(ControlResult.Done.class);
        assertThat(whilePaused.state()).isEqualTo("paused");
        assertThat(walden.events(id, ToolCallEvent.ToolCallFinished.class)).hasSize(1);
        assertThat(resumed).isInstanceOf(ControlResult.Done.class);
        assertThat(awaitEnd(id).output()).isEqualTo("ok");
        assertThat(walden.toolbox.calls()).hasSize(1);
    }

    @Test
    void aPauseSurvivesTheRestart() throws InterruptedException {
        slowTool(SideEffect.NONE);
        TaskId id = walden.submit("slowly");
        inTool.await();
        walden.service().pause(id, "key1");

        walden.killAndRestart();
        TaskView afterRestart = walden.rest(id);
        go.countDown();
        walden.service().resume(id, "key1");

        assertThat(afterRestart.state()).isEqualTo("paused");
        assertThat(awaitEnd(id).output()).isEqualTo("ok");
    }

    @Test
    void cancellingInterruptsTheStepAndEndsTheTask() throws InterruptedException {
        slowTool(SideEffect.NONE);
        TaskId id = walden.submit("slowly");
        inTool.await();

        ControlResult cancelled = walden.service().cancel(id, "key1");

        assertThat(cancelled).isInstanceOf(ControlResult.Done.class);
        assertThat(walden.rest(id).state()).isEqualTo("cancelled");
        assertThat(walden.engine().awaitDrained(OrchestratorFixture.LONG)).isTrue();
        assertThat(walden.service().cancel(id, "key1")).isInstanceOf(ControlResult.NotNow.class);
    }

    @Test
    void aTaskThatWaitsForMemoryCanBePausedAndResumed() throws InterruptedException {
        FakeMemory.Stall stall = walden.memory.stall();
        TaskId id = walden.submit("slowly");
        stall.reached().await();

        ControlResult paused = walden.service().pause(id, "key1");
        stall.over().countDown();
        ControlResult resumed = walden.service().resume(id, "key1");

        assertThat(paused).isInstanceOf(ControlResult.Done.class);
        assertThat(resumed).isInstanceOf(ControlResult.Done.class);
        assertThat(awaitEnd(id).output()).isEqualTo("done");
    }

    @Test
    void whatIsForgottenDuringAPauseBeforeTheFirstStepIsNotGivenToTheTask() throws InterruptedException {
        walden.memory.with(new RecalledItem("i1", "fact", "The cat is called Tom.", 1, true));
        FakeMemory.Stall stall = walden.memory.stall();
        TaskId id = walden.submit("slowly");
        stall.reached().await();
        walden.service().pause(id, "key1");
        stall.over().countDown();
        walden.engine().awaitDrained(OrchestratorFixture.LONG);

        walden.memory.forgetAll();
        walden.service().resume(id, "key1");

        assertThat(awaitEnd(id).output()).isEqualTo("done");
        assertThat(walden.events(id, TaskEvent.ContextGathered.class))
                .singleElement()
                .satisfies(gathered -> assertThat(gathered.items()).isEmpty());
    }

    @Test
    void aTaskThatWaitsForMemoryCanBeCancelled() throws InterruptedException {
        FakeMemory.Stall stall = walden.memory.stall();
        TaskId id = walden.submit("slowly");
        stall.reached().await();

        ControlResult cancelled = walden.service().cancel(id, "key1");

        assertThat(cancelled).isInstanceOf(ControlResult.Done.class);
        assertThat(walden.rest(id).state()).isEqualTo("cancelled");
        assertThat(walden.engine().awaitDrained(OrchestratorFixture.LONG)).isTrue();
    }

    @Test
    void aQueuedTaskCanBeCancelledAndTheNextOneRuns() throws InterruptedException {
        slowTool(SideEffect.NONE);
        TaskId first = walden.submitInSession("first", "s");
        TaskId second = walden.submitInSession("second", "s");
        TaskId third = walden.submitInSession("third", "s");
        inTool.await();

        walden.service().cancel(second, "key1");
        go.countDown();

        assertThat(walden.rest(first).state()).isEqualTo("completed");
        assertThat(walden.rest(third).state()).isEqualTo("completed");
        assertThat(walden.rest(second).state()).isEqualTo("cancelled");
        assertThat(walden.events(second)).hasSize(2);
    }

    @Test
    void anApprovedCallIsMadeOnceWithTheArgumentsThatWereShown() {
        walden.toolbox.with(
                "send", SideEffect.UNSAFE, new Permission.Ask("outside effect"), (_, _) -> succeeded("sent"));
        walden.gateway.think(replies(call("send", Map.of("to", "ann")), answer("ok")));
        TaskView waiting = walden.run("send it");
        PendingApproval approval = walden.service().pendingApprovals().getFirst();

        ControlResult decided = walden.service().decide(approval.id(), true, null, admin("key1"));

        assertThat(waiting.state()).isEqualTo("awaiting_approval");
        assertThat(approval.arguments()).isEqualTo(Map.of("to", "ann"));
        assertThat(waiting.approvals()).containsExactly(approval);
        assertThat(decided).isInstanceOf(ControlResult.Done.class);
        assertThat(awaitEnd(waiting.id()).output()).isEqualTo("ok");
        assertThat(walden.toolbox.calls()).hasSize(1);
        assertThat(walden.service().decide(approval.id(), true, null, admin("key1")))
                .isInstanceOf(ControlResult.NotNow.class);
    }

    @Test
    void aRejectedCallIsNotMadeAndTheEngineHearsWhy() {
        walden.toolbox.with("send", SideEffect.UNSAFE, new Permission.Ask("why"), (_, _) -> succeeded("sent"));
        walden.gateway.think(replies(calls("send"), answer("then not")));
        TaskView waiting = walden.run("send it");

        walden.service().decide(waiting.approvals().getFirst().id(), false, "too early", admin("key1"));

        assertThat(awaitEnd(waiting.id()).output()).isEqualTo("then not");
        assertThat(walden.toolbox.calls()).isEmpty();
        assertThat(walden.gateway.lastResult().text()).contains("too early");
    }

    @Test
    void anApprovalSurvivesTheRestartAndExpires() throws InterruptedException {
        walden.toolbox.with("send", SideEffect.UNSAFE, new Permission.Ask("why"), (_, _) -> succeeded("sent"));
        walden.gateway.think(replies(calls("send"), answer("then not")));
        TaskView waiting = walden.run("send it");

        walden.killAndRestart();
        TaskView afterRestart = walden.rest(waiting.id());
        walden.now.updateAndGet(now -> now.plus(Duration.ofDays(2)));
        walden.killAndRestart();

        assertThat(afterRestart.approvals()).isEqualTo(waiting.approvals());
        assertThat(awaitEnd(waiting.id()).output()).isEqualTo("then not");
        assertThat(walden.events(waiting.id(), ToolCallEvent.ApprovalDecided.class))
                .extracting(ToolCallEvent.ApprovalDecided::decision)
                .containsExactly(ToolCallEvent.Decision.EXPIRED);
        assertThat(walden.toolbox.calls()).isEmpty();
    }

    @Test
    void anEngineCanAskThePersonBehindTheTask() {
        walden.gateway.think((prompt, index) -> index == 0
                ? call(AskUserTool.NAME, Map.of(AskUserTool.QUESTION, "Which colour?"))
                : answer(((Message.ToolResult) prompt.messages().getLast()).text()));
        TaskView waiting = walden.run("paint it");

        ControlResult given = walden.service().giveInput(waiting.id(), "red", OrchestratorFixture.admin("key1"));

        assertThat(waiting.state()).isEqualTo("awaiting_input");
        assertThat(waiting.question()).isEqualTo("Which colour?");
        assertThat(given).isInstanceOf(ControlResult.Done.class);
        assertThat(awaitEnd(waiting.id()).output()).isEqualTo("red");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aReplyMayNeedConsentAndAnAnswerAtTheSameTime(boolean consentFirst) {
        walden.toolbox.with("send", SideEffect.UNSAFE, new Permission.Ask("why"), (_, _) -> succeeded("sent"));
        ToolCall send = ToolCall.of("x", "send", Map.of());
        ToolCall ask = ToolCall.of("y", AskUserTool.NAME, Map.of(AskUserTool.QUESTION, "Which?"));
        List<ToolCall> both = consentFirst ? List.of(send, ask) : List.of(ask, send);
        walden.gateway.think(replies(new Reply.UseTools("", both), answer("ok")));

        TaskView waiting = walden.run("both");
        walden.service().decide(waiting.approvals().getFirst().id(), true, null, admin("key1"));
        walden.awaitEvent(waiting.id(), ToolCallEvent.InputRequested.class);
        ControlResult given = walden.service().giveInput(waiting.id(), "that one", OrchestratorFixture.admin("key1"));

        assertThat(given).isInstanceOf(ControlResult.Done.class);
        assertThat(awaitEnd(waiting.id()).output()).isEqualTo("ok");
        assertThat(walden.toolbox.calls()).hasSize(1);
    }

    @Test
    void anExpiredRequestCannotBeGranted() {
        walden.toolbox.with("send", SideEffect.UNSAFE, new Permission.Ask("why"), (_, _) -> succeeded("sent"));
        walden.gateway.think(replies(calls("send"), answer("ok")));
        TaskView waiting = walden.run("send it");

        walden.now.updateAndGet(now -> now.plus(Duration.ofDays(10_000)));
        ControlResult late =
                walden.service().decide(waiting.approvals().getFirst().id(), true, null, admin("key1"));

        assertThat(late).isInstanceOf(ControlResult.NotNow.class);
        assertThat(walden.toolbox.calls()).isEmpty();
    }

    @Test
    void aDoubtIsStillShownAfterACancel() throws InterruptedException {
        walden.toolbox.with("slow", SideEffect.UNSAFE, (_, _) -> {
            inTool.countDown();
            try {
                go.await();
                return succeeded("done");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new CallResult.Unknown("interrupted");
            }
        });
        walden.gateway.think(replies(calls("slow"), answer("ok")));
        TaskId id = walden.submit("slowly");
        inTool.await();

        walden.service().cancel(id, "key1");
        walden.awaitEvent(id, ToolCallEvent.ToolCallInDoubt.class);

        TaskView task = walden.rest(id);
        assertThat(task.state()).isEqualTo("cancelled");
        assertThat(task.inDoubt()).hasSize(1);
    }

    @Test
    void steeringAnUnknownTaskFindsNothing() {
        TaskId unknown = new TaskId("tbbbbbbbbbbbbbbbb");

        assertThat(walden.service().pause(unknown, "key1")).isInstanceOf(ControlResult.NotFound.class);
        assertThat(walden.service().find(unknown)).isEmpty();
        assertThat(walden.service().events(unknown, 0, 10)).isEmpty();
        assertThat(walden.service().decide("no approval", true, null, admin("key1")))
                .isInstanceOf(ControlResult.NotFound.class);
    }

    @Test
    void equalSubmissionsWithOneKeyShareOneTask() {
        Set<TaskId> ids = ConcurrentHashMap.newKeySet();
        List<CompletableFuture<Void>> submitting = IntStream.range(0, 16)
                .mapToObj(_ -> CompletableFuture.runAsync(() -> ids.add(walden.service()
                        .submit(OrchestratorFixture.submission("x", null, new Idempotency("k", "digest"))))))
                .toList();
        submitting.forEach(CompletableFuture::join);

        assertThat(ids).hasSize(1);
        assertThat(walden.service().list(all()).tasks()).hasSize(1);
        assertThatThrownBy(() -> walden.service()
                        .submit(OrchestratorFixture.submission("y", null, new Idempotency("k", "other"))))
                .isInstanceOf(ActivityException.IdempotencyConflict.class);
    }

    @Test
    void listsAreNewestFirstAndPaged() {
        List<TaskId> ids =
                IntStream.range(0, 5).mapToObj(i -> walden.run("t" + i).id()).toList();

        TaskService.TaskPage first = walden.service().list(new TaskQuery(null, null, null, null, 3));
        TaskService.TaskPage second = walden.service().list(new TaskQuery(null, null, null, first.next(), 3));

        assertThat(first.tasks()).extracting(TaskSummary::id).containsExactly(ids.get(4), ids.get(3), ids.get(2));
        assertThat(second.tasks()).extracting(TaskSummary::id).containsExactly(ids.get(1), ids.get(0));
        assertThat(second.next()).isNull();
        assertThat(walden.service()
                        .list(new TaskQuery(null, "queued", null, null, 3))
                        .tasks())
                .isEmpty();
    }

    private static TaskQuery all() {
        return new TaskQuery(null, null, null, null, 100);
    }

    private void slowTool(SideEffect sideEffect) {
        walden.toolbox.with("slow", sideEffect, (_, _) -> {
            inTool.countDown();
            go.await();
            return succeeded("done");
        });
        walden.gateway.think(replies(calls("slow"), answer("ok")));
    }

    private TaskView awaitEnd(TaskId id) {
        walden.awaitEvent(id, TaskEvent.TaskCompleted.class);
        return walden.rest(id);
    }
}
