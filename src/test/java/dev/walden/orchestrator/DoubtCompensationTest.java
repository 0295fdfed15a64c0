package dev.walden.orchestrator;

import static dev.walden.orchestrator.FakeReasoningGateway.answer;
import static dev.walden.orchestrator.FakeReasoningGateway.calls;
import static dev.walden.orchestrator.FakeReasoningGateway.replies;
import static dev.walden.orchestrator.FakeToolbox.succeeded;
import static dev.walden.orchestrator.OrchestratorFixture.admin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.walden.activity.TaskEvent;
import dev.walden.activity.TaskId;
import dev.walden.activity.ToolCallEvent.CompensationBegun;
import dev.walden.activity.ToolCallEvent.Resolution;
import dev.walden.activity.ToolCallEvent.ToolCallInDoubt;
import dev.walden.activity.ToolCallEvent.ToolCallSettled;
import dev.walden.orchestrator.TaskService.ControlResult;
import dev.walden.orchestrator.TaskService.Settlement;
import dev.walden.orchestrator.TaskService.Undoing;
import dev.walden.orchestrator.TaskView.DoubtFollowUp;
import dev.walden.orchestrator.TaskView.DoubtfulCall;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.ToolContext;
import dev.walden.tools.CallCheck.Permission;
import dev.walden.tools.CallResult;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A call in doubt whose effect a person wants undone. */
class DoubtCompensationTest {

    private static final Undoing CONFIGURED = new Undoing(null, null, Map.of(), null);

    @TempDir
    Path folder;

    OrchestratorFixture walden;
    final AtomicInteger lives = new AtomicInteger(1);

    @BeforeEach
    void open() {
        walden = new OrchestratorFixture(folder);
        walden.toolbox.with("act", SideEffect.UNSAFE, (_, _) -> new CallResult.Unknown("no answer"));
        walden.gateway.think(replies(calls("act"), answer("ok")));
        walden.remedies.compensation("act", "undo");
    }

    @AfterEach
    void close() {
        walden.close();
    }

    @Test
    void whatWasUndoneHasFailedAndTheModelIsToldSo() {
        walden.toolbox.with("undo", SideEffect.UNSAFE, new Permission.Ask("why"), (_, _) -> succeeded("cancelled"));
        TaskView doubtful = walden.run("pay");

        ControlResult result = walden.service().compensate(doubtful.id(), CONFIGURED, admin("key1"));
        TaskView task = walden.rest(doubtful.id());

        assertThat(result).isInstanceOf(ControlResult.Done.class);
        assertThat(task.state()).isEqualTo("completed");
        assertThat(walden.gateway.lastResult().succeeded()).isFalse();
        assertThat(walden.gateway.lastResult().text()).contains("undone");
        assertThat(walden.toolbox.calls())
                .extracting(ToolContext::toolCallId, ToolContext::idempotencyKey)
                .last()
                .isEqualTo(tuple("c1.undo1", task.id() + ".c1.undo1"));
        assertThat(walden.events(task.id(), ToolCallSettled.class))
                .extracting(ToolCallSettled::resolution, ToolCallSettled::settledBy)
                .containsExactly(tuple(Resolution.FAILED, "compensation"));
    }

    @Test
    void operatorsSeeHowManyCallsWaitAndForHowLong() {
        walden.gateway.think(replies(calls("act", "act"), answer("ok")));
        TaskId id = walden.submit("pay");
        walden.awaitEvents(id, ToolCallInDoubt.class, 2);
        TaskView doubtful = walden.rest(id);
        Instant begun = doubtful.inDoubt().getFirst().startedAt();
        walden.now.set(begun.plusSeconds(90));
        double waiting = gauge("walden.orchestrator.in.doubt");
        double oldest = gauge("walden.orchestrator.in.doubt.oldest.seconds");

        for (String call : List.of("c1", "c2")) {
            walden.service().settle(doubtful.id(), new Settlement(call, Resolution.FAILED, null, null), admin("key1"));
        }

        assertThat(waiting).isEqualTo(2);
        assertThat(oldest).isEqualTo(90);
        assertThat(gauge("walden.orchestrator.in.doubt")).isZero();
        assertThat(gauge("walden.orchestrator.in.doubt.oldest.seconds")).isZero();
    }

    private double gauge(String name) {
        return walden.meters.get(name).gauge().value();
    }

    @Test
    void aPersonCanNameWhatUndoesIt() {
        walden.toolbox.with("other", SideEffect.IDEMPOTENT, (input, _) -> succeeded("took " + input.values()));
        TaskView doubtful = walden.run("pay");

        walden.service()
                .compensate(doubtful.id(), new Undoing("c1", "other", Map.of("n", 7L), "Not wanted."), admin("key1"));

        assertThat(walden.rest(doubtful.id()).state()).isEqualTo("completed");
        assertThat(walden.events(doubtful.id(), CompensationBegun.class))
                .containsExactly(new CompensationBegun(
                        doubtful.id(), "c1", "c1.undo1", "other", Map.of("n", 7L), "Not wanted.", "key1"));
    }

    @Test
    void whatCouldNotBeUndoneStaysInDoubtAndAnotherWayCanBeTried() {
        walden.toolbox
                .with("undo", SideEffect.UNSAFE, (_, _) -> new CallResult.Failed("too late", true))
                .with("other", SideEffect.UNSAFE, (_, _) -> succeeded("done"));
        TaskView doubtful = walden.run("pay");

        walden.service().compensate(doubtful.id(), CONFIGURED, admin("key1"));
        TaskView after = walden.rest(doubtful.id());
        walden.service().compensate(doubtful.id(), new Undoing(null, "other", Map.of(), null), admin("key1"));

        assertThat(after.state()).isEqualTo("in_doubt");
        assertThat(after.inDoubt().getFirst().followUps())
                .containsExactly(new DoubtFollowUp("c1.undo1", "compensation", "undo", "failed", null, "too late"));
        assertThat(walden.rest(doubtful.id()).state()).isEqualTo("completed");
    }

    @Test
    void aKillInsideACompensationLeavesTwoDoubtsAndRepeatsNeitherCall() throws InterruptedException {
        TaskId id = killedInsideTheCompensation();

        TaskView doubtful = walden.rest(id);
        ControlResult both =
                walden.service().settle(id, new Settlement(null, Resolution.RETRY, null, null), admin("key1"));
        ControlResult again =
                walden.service().compensate(id, new Undoing("c1.undo1", "undo", Map.of(), null), admin("key1"));
        walden.service().settle(id, new Settlement("c1.undo1", Resolution.SUCCEEDED, null, null), admin("key1"));

        assertThat(doubtful.state()).isEqualTo("in_doubt");
        assertThat(doubtful.inDoubt()).extracting(DoubtfulCall::toolCallId).containsExactly("c1", "c1.undo1");
        assertThat(both).isInstanceOf(ControlResult.NotNow.class);
        assertThat(again).isInstanceOf(ControlResult.NotNow.class);
        walden.awaitEvent(id, TaskEvent.TaskCompleted.class);
        assertThat(walden.gateway.lastResult().succeeded()).isFalse();
        assertThat(calledIds()).containsExactly("c1", "c1.undo1");
    }

    @Test
    void aCompensationInDoubtIsMadeAgainWhenAPersonSaysSo() throws InterruptedException {
        TaskId id = killedInsideTheCompensation();
        walden.rest(id);

        walden.service().settle(id, new Settlement("c1.undo1", Resolution.RETRY, null, null), admin("key1"));

        assertThat(walden.rest(id).state()).isEqualTo("completed");
        assertThat(calledIds()).containsExactly("c1", "c1.undo1", "c1.undo1");
    }

    @Test
    void aCompensationIsMadeAgainAlsoWhenItsCallWasSettledMeanwhile() throws InterruptedException {
        TaskId id = killedInsideTheCompensation();
        walden.rest(id);

        walden.service().settle(id, new Settlement("c1", Resolution.SUCCEEDED, "it went through", null), admin("key1"));
        TaskView between = walden.rest(id);
        walden.service().settle(id, new Settlement("c1.undo1", Resolution.RETRY, null, null), admin("key1"));

        assertThat(between.state()).isEqualTo("in_doubt");
        assertThat(walden.rest(id).state()).isEqualTo("completed");
        assertThat(calledIds()).containsExactly("c1", "c1.undo1", "c1.undo1");
        assertThat(walden.gateway.lastResult().text()).isEqualTo("it went through");
    }

    @Test
    void aCompensationThatIsProbedClearsBothDoubts() throws InterruptedException {
        walden.remedies.probe("undo", "look", true);
        walden.toolbox.with("look", SideEffect.NONE, (_, _) -> succeeded("yes"));

        TaskId id = killedInsideTheCompensation();

        assertThat(walden.rest(id).state()).isEqualTo("completed");
        assertThat(calledIds()).containsExactly("c1", "c1.undo1", "c1.undo1.probe1");
    }

    @Test
    void whoWantsACallUndoneDoesNotGetItMadeAgainByAProbe() {
        walden.toolbox
                .with("undo", SideEffect.UNSAFE, (_, _) -> new CallResult.Failed("too late", true))
                .with("look", SideEffect.NONE, (_, _) -> succeeded("no"));
        TaskView doubtful = walden.run("pay");
        walden.service().compensate(doubtful.id(), CONFIGURED, admin("key1"));
        walden.rest(doubtful.id());
        walden.remedies.probe("act", "look", true);

        walden.service().probe(doubtful.id(), null, OrchestratorFixture.admin("key1"));
        TaskView after = walden.rest(doubtful.id());

        assertThat(after.state()).isEqualTo("in_doubt");
        assertThat(after.inDoubt().getFirst().followUps())
                .extracting(DoubtFollowUp::found)
                .containsExactly(null, "not_happened");
        assertThat(calledIds()).containsExactly("c1", "c1.undo1", "c1.probe1");
    }

    @Test
    void whatPolicyDeniesOrNoToolCanDoIsRefusedAtOnce() {
        walden.toolbox.with("undo", SideEffect.UNSAFE, new Permission.Deny("never"), (_, _) -> succeeded("x"));
        TaskView doubtful = walden.run("pay");

        assertThat(walden.service().compensate(doubtful.id(), CONFIGURED, admin("key1")))
                .isInstanceOfSatisfying(
                        ControlResult.NotNow.class,
                        no -> assertThat(no.message()).contains("never"));
        for (String tool : List.of("missing", PlanTool.NAME)) {
            assertThat(walden.service()
                            .compensate(doubtful.id(), new Undoing(null, tool, Map.of(), null), admin("key1")))
                    .isInstanceOf(ControlResult.NotNow.class);
        }
        assertThat(walden.events(doubtful.id(), CompensationBegun.class)).isEmpty();
    }

    private TaskId killedInsideTheCompensation() throws InterruptedException {
        CountDownLatch undoing = new CountDownLatch(1);
        walden.toolbox.with("undo", SideEffect.UNSAFE, (_, _) -> {
            if (lives.get() == 1) {
                undoing.countDown();
                new CountDownLatch(1).await();
            }
            return succeeded("cancelled");
        });
        TaskView doubtful = walden.run("pay");
        walden.service().compensate(doubtful.id(), CONFIGURED, admin("key1"));
        undoing.await();
        lives.incrementAndGet();
        walden.killAndRestart();
        return doubtful.id();
    }

    private List<String> calledIds() {
        return walden.toolbox.calls().stream().map(ToolContext::toolCallId).toList();
    }
}
