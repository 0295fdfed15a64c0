package dev.walden.orchestrator;

import static dev.walden.orchestrator.FakeReasoningGateway.answer;
import static dev.walden.orchestrator.FakeReasoningGateway.calls;
import static dev.walden.orchestrator.FakeReasoningGateway.replies;
import static dev.walden.orchestrator.FakeToolbox.succeeded;
import static dev.walden.orchestrator.OrchestratorFixture.admin;
import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.Space;
import dev.walden.activity.TaskEvent.TaskCompleted;
import dev.walden.activity.TaskId;
import dev.walden.activity.ToolCallEvent.ApprovalDecided;
import dev.walden.activity.ToolCallEvent.ApprovalRequested;
import dev.walden.activity.ToolCallEvent.ProbeBegun;
import dev.walden.activity.ToolCallEvent.Resolution;
import dev.walden.activity.ToolCallEvent.ToolCallInDoubt;
import dev.walden.activity.ToolCallEvent.ToolCallSettled;
import dev.walden.activity.ToolCallEvent.ToolCallStarted;
import dev.walden.orchestrator.CallRules.DoubtGoesTo;
import dev.walden.orchestrator.TaskService.Settlement;
import dev.walden.orchestrator.TaskSubmission.WantedLimits;
import dev.walden.plugin.SideEffect;
import dev.walden.tools.CallCheck.Permission;
import dev.walden.tools.CallResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a call that a probe has made again needs, and what is counted of it. */
class DoubtConsentTest {

    @TempDir
    Path folder;

    OrchestratorFixture walden;
    final AtomicInteger lives = new AtomicInteger(1);
    final AtomicInteger made = new AtomicInteger();
    final AtomicInteger probed = new AtomicInteger();

    @BeforeEach
    void open() {
        walden = new OrchestratorFixture(folder);
        walden.remedies.probe("act", "look", true);
        walden.toolbox.with("look", SideEffect.NONE, (_, _) -> succeeded("no"));
        walden.gateway.think(replies(calls("act"), answer("ok")));
    }

    @AfterEach
    void close() {
        walden.close();
    }

    /** Each attempt but the last is in doubt; policy asks from the second on. */
    @Test
    void aRetryByAProbeAsksAPersonWherePolicyAsksNowAndThatConsentHolds() {
        acting(3, new Permission.Allow());
        walden.toolbox.with("look", SideEffect.NONE, (_, _) -> {
            acting(3, new Permission.Ask("what was read meanwhile"));
            return succeeded("no");
        });

        TaskView waiting = walden.run("pay");
        walden.service().decide(waiting.approvals().getFirst().id(), true, null, admin("key1"));
        TaskView task = walden.rest(waiting.id());

        assertThat(waiting.state()).isEqualTo("awaiting_approval");
        assertThat(task.state()).isEqualTo("completed");
        assertThat(walden.events(task.id(), ApprovalRequested.class)).hasSize(1);
        assertThat(attempts(task.id())).containsExactly(1, 2, 3);
        assertThat(walden.events(task.id(), ProbeBegun.class)).hasSize(2);
    }

    @Test
    void aRejectedRetryIsNotMade() {
        acting(2, new Permission.Allow());
        walden.toolbox.with("look", SideEffect.NONE, (_, _) -> {
            acting(2, new Permission.Ask("what was read meanwhile"));
            return succeeded("no");
        });

        TaskView waiting = walden.run("pay");
        walden.service().decide(waiting.approvals().getFirst().id(), false, null, admin("key1"));

        assertThat(walden.rest(waiting.id()).state()).isEqualTo("completed");
        assertThat(made).hasValue(1);
    }

    @Test
    void whoConsentedToThisVeryCallIsNotAskedAgainWhenAProbeHasItMadeAgain() {
        acting(3, new Permission.Ask("outside effect"));

        TaskView waiting = walden.run("pay");
        walden.service().approveEdited(waiting.approvals().getFirst().id(), Map.of("sum", 5L), null, admin("key1"));
        TaskView task = walden.rest(waiting.id());

        assertThat(task.state()).isEqualTo("completed");
        assertThat(walden.events(task.id(), ApprovalDecided.class)).hasSize(1);
        assertThat(attempts(task.id())).containsExactly(1, 2, 3);
    }

    @Test
    void aPersonsRetryIsConsentToThoseOfAProbeToo() {
        walden.toolbox.with("look", SideEffect.NONE, (_, _) -> {
            acting(3, new Permission.Ask("outside effect"));
            return succeeded(probed.incrementAndGet() == 1 ? "yes and no" : "no");
        });
        acting(3, new Permission.Allow());

        TaskView doubtful = walden.run("pay");
        walden.service().settle(doubtful.id(), new Settlement(null, Resolution.RETRY, null, null), admin("key1"));
        TaskView task = walden.rest(doubtful.id());

        assertThat(doubtful.state()).isEqualTo("in_doubt");
        assertThat(task.state()).isEqualTo("completed");
        assertThat(walden.events(task.id(), ApprovalRequested.class)).isEmpty();
        assertThat(attempts(task.id())).containsExactly(1, 2, 3);
    }

    @Test
    void whatADoubtNeedsIsNoToolCallOfTheTask() {
        walden.toolbox
                .with("look", SideEffect.NONE, (_, _) -> succeeded("yes"))
                .with("other", SideEffect.NONE, (_, _) -> succeeded("seen"));
        acting(9, new Permission.Allow());
        walden.gateway.think(replies(calls("act"), calls("other"), answer("ok")));
        WantedLimits two = new WantedLimits(null, 2, null, null, null);

        TaskView task = walden.rest(walden.service()
                .submit(new TaskSubmission("pay", null, Space.DEFAULT, null, two, Map.of(), "key1", null, null, null)));

        assertThat(task.output()).isEqualTo("ok");
        assertThat(walden.toolbox.calls()).extracting(call -> call.toolCallId()).contains("c1", "c1.probe1");
        assertThat(walden.toolbox.calls()).hasSize(3);
    }

    /** One commit holds a doubt for the probe, one for the model, and a call that is made again; the probe is begun in the next. */
    @Test
    void aKillThatLeavesDoubtsOfSeveralKindsReplaysAsItWent() throws InterruptedException {
        walden.with(OrchestratorFixture.properties(64, 1_000, DoubtGoesTo.MODEL));
        CountDownLatch reached = new CountDownLatch(3);
        for (String tool : List.of("act", "send", "fetch")) {
            SideEffect sideEffect = tool.equals("fetch") ? SideEffect.IDEMPOTENT : SideEffect.UNSAFE;
            walden.toolbox.with(tool, sideEffect, (_, _) -> {
                if (lives.get() == 1) {
                    reached.countDown();
                    new CountDownLatch(1).await();
                }
                return succeeded("done");
            });
        }
        walden.toolbox.with("look", SideEffect.NONE, (_, _) -> succeeded("yes"));
        walden.gateway.think(replies(calls("act", "send", "fetch"), answer("ok")));
        TaskId id = walden.submit("pay");
        reached.await();
        lives.incrementAndGet();

        walden.killAndRestart();

        walden.awaitEvent(id, TaskCompleted.class);
        assertThat(walden.log().commits())
                .anySatisfy(commit -> assertThat(commit)
                        .hasAtLeastOneElementOfType(ToolCallInDoubt.class)
                        .doesNotHaveAnyElementsOfTypes(ProbeBegun.class));
        RecordedTask.assertNoDivergence(TaskReplay.of(walden.records(id)));
    }

    @Test
    void whatCannotBeRecordedIsNotCounted() throws InterruptedException {
        acting(9, new Permission.Allow());
        CountDownLatch looking = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        walden.toolbox.with("look", SideEffect.NONE, (_, _) -> {
            looking.countDown();
            go.await();
            return succeeded("yes");
        });
        TaskId id = walden.submit("pay");
        looking.await();
        walden.log().quiteFull(true);
        go.countDown();
        walden.log().awaitRefusedOutcome();
        walden.log().awaitRefusedOutcome();
        double before = settlements();
        walden.log().quiteFull(false);

        assertThat(walden.rest(id).state()).isEqualTo("completed");
        assertThat(walden.events(id, ToolCallSettled.class)).hasSize(1);
        assertThat(before).isZero();
        assertThat(settlements()).isEqualTo(1);
    }

    private double settlements() {
        return walden.meters
                .get("walden.orchestrator.settlements")
                .tags("resolution", "succeeded", "by", "probe")
                .counter()
                .count();
    }

    /** Nobody knows what came of it, until this attempt. */
    private void acting(int succeeding, Permission permission) {
        walden.toolbox.with(
                "act",
                SideEffect.UNSAFE,
                permission,
                (_, _) ->
                        made.incrementAndGet() < succeeding ? new CallResult.Unknown("no answer") : succeeded("done"));
    }

    private List<Integer> attempts(TaskId id) {
        return walden.events(id, ToolCallStarted.class).stream()
                .filter(started -> started.call().equals("c1"))
                .map(ToolCallStarted::attempt)
                .toList();
    }
}
