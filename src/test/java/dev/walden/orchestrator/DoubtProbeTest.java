package dev.walden.orchestrator;

import static dev.walden.orchestrator.FakeReasoningGateway.answer;
import static dev.walden.orchestrator.FakeReasoningGateway.calls;
import static dev.walden.orchestrator.FakeReasoningGateway.replies;
import static dev.walden.orchestrator.FakeToolbox.succeeded;
import static dev.walden.orchestrator.OrchestratorFixture.admin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.walden.activity.RecordedEvent;
import dev.walden.activity.Space;
import dev.walden.activity.TaskEvent;
import dev.walden.activity.TaskId;
import dev.walden.activity.ToolCallEvent.ProbeBegun;
import dev.walden.activity.ToolCallEvent.Resolution;
import dev.walden.activity.ToolCallEvent.ToolCallSettled;
import dev.walden.activity.ToolCallEvent.ToolCallStarted;
import dev.walden.conversation.Message;
import dev.walden.orchestrator.CallRules.DoubtGoesTo;
import dev.walden.orchestrator.TaskService.ControlResult;
import dev.walden.orchestrator.TaskService.Settlement;
import dev.walden.orchestrator.TaskSubmission.WantedLimits;
import dev.walden.orchestrator.TaskView.DoubtFollowUp;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.ToolContext;
import dev.walden.plugin.ToolOutput;
import dev.walden.tools.CallCheck.Permission;
import dev.walden.tools.CallResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A call in doubt, and a read-only call that finds out what became of it. */
class DoubtProbeTest {

    @TempDir
    Path folder;

    OrchestratorFixture walden;
    final FirstLife firstLife = new FirstLife();

    @BeforeEach
    void open() {
        walden = new OrchestratorFixture(folder);
    }

    @AfterEach
    void close() {
        walden.close();
    }

    @Test
    void whatTheProbeFoundDoneIsNotDoneAgain() throws InterruptedException {
        dyingAct();
        walden.remedies.probe("act", "look", true);
        walden.toolbox.with("look", SideEffect.NONE, (_, _) -> untrusted("yes, it is paid"));

        TaskView task = killOnceInside(walden.submit("pay"));

        assertThat(task.state()).isEqualTo("completed");
        assertThat(calledIds()).containsExactly("c1", "c1.probe1");
        assertThat(walden.gateway.lastResult())
                .isEqualTo(new Message.ToolResult("c1", "act", "yes, it is paid", true, false));
        assertThat(walden.events(task.id(), ProbeBegun.class)).singleElement().satisfies(probe -> {
            assertThat(probe.begunBy()).isNull();
            assertThat(probe.arguments()).isEqualTo(Map.of("of", "act"));
        });
        assertThat(settlements(task.id())).containsExactly(Resolution.SUCCEEDED);
        assertThat(settled("succeeded", "probe")).isEqualTo(1);
    }

    @Test
    void whatTheProbeProvesNotToHaveHappenedIsDoneAgain() throws InterruptedException {
        dyingAct();
        walden.remedies.probe("act", "look", true);
        walden.toolbox.with("look", SideEffect.NONE, (_, _) -> succeeded("no such payment"));

        TaskView task = killOnceInside(walden.submit("pay"));

        assertThat(task.state()).isEqualTo("completed");
        assertThat(calledIds()).containsExactly("c1", "c1.probe1", "c1");
        assertThat(walden.gateway.lastResult().text()).isEqualTo("done");
        assertThat(settlements(task.id())).containsExactly(Resolution.RETRY);
    }

    @Test
    void whatTheProbeCannotTellWaitsForAPersonWhoSeesItsWords() throws InterruptedException {
        dyingAct();
        walden.remedies.probe("act", "look", true);
        walden.toolbox.with("look", SideEffect.NONE, (_, _) -> succeeded("yes and no"));

        TaskView task = killOnceInside(walden.submit("pay"));

        assertThat(task.state()).isEqualTo("in_doubt");
        assertThat(task.inDoubt().getFirst().reason()).contains("stopped");
        assertThat(task.inDoubt().getFirst().followUps())
                .containsExactly(new DoubtFollowUp("c1.probe1", "probe", "look", "succeeded", "unclear", "yes and no"));
        assertThat(calledIds()).containsExactly("c1", "c1.probe1");
    }

    @Test
    void aProbeThatFailsSaysNothingWhateverItsWords() throws InterruptedException {
        dyingAct();
        walden.remedies.probe("act", "look", true);
        walden.toolbox.with("look", SideEffect.NONE, (_, _) -> new CallResult.Failed("no connection", true));

        TaskView task = killOnceInside(walden.submit("pay"));

        assertThat(task.state()).isEqualTo("in_doubt");
        assertThat(task.inDoubt().getFirst().followUps())
                .containsExactly(new DoubtFollowUp("c1.probe1", "probe", "look", "failed", "unclear", "no connection"));
    }

    @Test
    void aCallThatChangesTheWorldIsNoProbe() throws InterruptedException {
        dyingAct();
        walden.remedies.probe("act", "look", true);
        walden.toolbox.with("look", SideEffect.IDEMPOTENT, (_, _) -> succeeded("no"));

        TaskView task = killOnceInside(walden.submit("pay"));

        assertThat(task.state()).isEqualTo("in_doubt");
        assertThat(task.inDoubt().getFirst().followUps())
                .extracting(DoubtFollowUp::state)
                .containsExactly("invalid");
        assertThat(calledIds()).containsExactly("c1");
    }

    @Test
    void aProbeThatPolicyAsksAPersonForIsNotMadeWithoutOneAndIsWithOne() throws InterruptedException {
        dyingAct();
        walden.remedies.probe("act", "look", true);
        walden.toolbox.with("look", SideEffect.NONE, new Permission.Ask("why"), (_, _) -> succeeded("yes"));

        TaskView task = killOnceInside(walden.submit("pay"));
        List<String> before = calledIds();
        ControlResult asked = walden.service().probe(task.id(), null, OrchestratorFixture.admin("key1"));

        assertThat(task.state()).isEqualTo("in_doubt");
        assertThat(before).containsExactly("c1");
        assertThat(asked).isInstanceOf(ControlResult.Done.class);
        assertThat(walden.rest(task.id()).state()).isEqualTo("completed");
    }

    @Test
    void aProbeThatWasCutIsMadeAgainAndTheCallIsNot() throws InterruptedException {
        FirstLife secondLife = new FirstLife();
        dyingAct();
        walden.remedies.probe("act", "look", true);
        walden.toolbox.with("look", SideEffect.NONE, (_, _) -> {
            secondLife.endsHere();
            return succeeded("yes");
        });
        TaskId id = walden.submit("pay");
        firstLife.awaitEnd();
        walden.killAndRestart();
        secondLife.awaitEnd();
        walden.killAndRestart();

        assertThat(walden.rest(id).state()).isEqualTo("completed");
        assertThat(calledIds()).containsExactly("c1", "c1.probe1", "c1.probe1");
        assertThat(walden.events(id, ToolCallStarted.class))
                .extracting(ToolCallStarted::call, ToolCallStarted::attempt)
                .contains(tuple("c1.probe1", 2));
    }

    @Test
    void anOutcomeThatBecomesUnknownWhileTheServiceRunsIsProbedToo() {
        walden.remedies.probe("act", "look", true);
        walden.toolbox
                .with("act", SideEffect.UNSAFE, (_, _) -> new CallResult.Unknown("no answer"))
                .with("look", SideEffect.NONE, (_, _) -> succeeded("yes"));
        walden.gateway.think(replies(calls("act", "act"), answer("ok")));

        TaskView task = walden.run("pay twice");

        assertThat(task.state()).isEqualTo("completed");
        assertThat(calledIds()).containsExactlyInAnyOrder("c1", "c2", "c1.probe1", "c2.probe1");
    }

    @Test
    void aCallIsNotMadeForEverHoweverOftenAProbeSaysThatItDidNothing() {
        walden.remedies.probe("act", "look", true);
        walden.toolbox
                .with("act", SideEffect.UNSAFE, (_, _) -> new CallResult.Unknown("no answer"))
                .with("look", SideEffect.NONE, (_, _) -> succeeded("no"));
        walden.gateway.think(replies(calls("act"), answer("ok")));

        TaskView task = walden.run("pay");

        assertThat(task.state()).isEqualTo("in_doubt");
        assertThat(calledIds().stream().filter("c1"::equals)).hasSize(5);
        assertThat(task.inDoubt().getFirst().followUps())
                .extracting(DoubtFollowUp::found)
                .containsExactly("not_happened");
    }

    @Test
    void aProbeThatDoesNotActOnlyTellsThePersonWhoAskedForIt() throws InterruptedException {
        dyingAct();
        walden.remedies.probe("act", "look", false);
        walden.toolbox.with("look", SideEffect.NONE, (_, _) -> succeeded("no"));
        TaskView before = killOnceInside(walden.submit("pay"));

        ControlResult asked = walden.service().probe(before.id(), "c1", OrchestratorFixture.admin("key1"));
        TaskView after = walden.rest(before.id());
        walden.service().settle(before.id(), new Settlement(null, Resolution.RETRY, null, null), admin("key1"));

        assertThat(before.inDoubt().getFirst().followUps()).isEmpty();
        assertThat(asked).isInstanceOf(ControlResult.Done.class);
        assertThat(after.state()).isEqualTo("in_doubt");
        assertThat(after.inDoubt().getFirst().followUps())
                .containsExactly(new DoubtFollowUp("c1.probe1", "probe", "look", "succeeded", "not_happened", "no"));
        assertThat(walden.rest(before.id()).state()).isEqualTo("completed");
        assertThat(settled("retry", "person")).isEqualTo(1);
    }

    @Test
    void withoutAProbeThereIsNothingToRun() throws InterruptedException {
        dyingAct();
        TaskView task = killOnceInside(walden.submit("pay"));

        assertThat(walden.service().probe(task.id(), null, OrchestratorFixture.admin("key1")))
                .isInstanceOfSatisfying(
                        ControlResult.NotNow.class,
                        no -> assertThat(no.message()).contains("walden.tools.doubts.act.probe"));
    }

    @Test
    void anEffectThatMayStillBeOnItsWayIsWaitedForAcrossAKill() throws InterruptedException {
        dyingAct();
        walden.remedies.probe("act", "look", true, Duration.ofHours(1));
        walden.toolbox.with("look", SideEffect.NONE, (_, _) -> succeeded("yes"));
        TaskId id = walden.submit("pay");
        firstLife.awaitEnd();
        walden.killAndRestart();
        walden.awaitEvent(id, ProbeBegun.class);
        ControlResult meanwhile =
                walden.service().settle(id, new Settlement(null, Resolution.RETRY, null, null), admin("key1"));
        List<String> before = calledIds();
        walden.now.updateAndGet(now -> now.plus(Duration.ofHours(1)));
        walden.killAndRestart();

        assertThat(meanwhile).isInstanceOf(ControlResult.NotNow.class);
        assertThat(before).containsExactly("c1");
        assertThat(walden.rest(id).state()).isEqualTo("completed");
        assertThat(calledIds()).containsExactly("c1", "c1.probe1");
    }

    @Test
    void aTaskThatHasUsedUpItsCallsIsProbedAllTheSame() throws InterruptedException {
        dyingAct();
        walden.remedies.probe("act", "look", true);
        walden.toolbox.with("look", SideEffect.NONE, (_, _) -> succeeded("yes"));
        WantedLimits oneCall = new WantedLimits(null, 1, null, null, null);

        TaskView task = killOnceInside(walden.service()
                .submit(new TaskSubmission(
                        "pay", null, Space.DEFAULT, null, oneCall, Map.of(), "key1", null, null, null)));

        assertThat(task.state()).isEqualTo("completed");
    }

    @Test
    void noModelIsToldOfADoubtThatAProbeClears() throws InterruptedException {
        walden.with(OrchestratorFixture.properties(64, 1_000, DoubtGoesTo.MODEL));
        dyingAct();
        walden.remedies.probe("act", "look", true);
        walden.toolbox.with("look", SideEffect.NONE, (_, _) -> succeeded("yes"));

        TaskView task = killOnceInside(walden.submit("pay"));

        assertThat(task.state()).isEqualTo("completed");
        assertThat(walden.gateway.lastResult().text()).isEqualTo("yes");
    }

    @Test
    void aPausedTaskIsProbedWhenItGoesOn() throws InterruptedException {
        dyingAct();
        walden.remedies.probe("act", "look", true);
        walden.toolbox.with("look", SideEffect.NONE, (_, _) -> succeeded("yes and no"));
        TaskView doubtful = killOnceInside(walden.submit("pay"));
        walden.service().pause(doubtful.id(), "key1");
        ControlResult asked = walden.service().probe(doubtful.id(), null, OrchestratorFixture.admin("key1"));
        walden.toolbox.with("look", SideEffect.NONE, (_, _) -> succeeded("yes"));
        walden.killAndRestart();

        walden.service().resume(doubtful.id(), "key1");

        assertThat(asked).isInstanceOf(ControlResult.Done.class);
        assertThat(walden.rest(doubtful.id()).state()).isEqualTo("completed");
        assertThat(calledIds()).containsExactly("c1", "c1.probe1", "c1.probe2");
    }

    @Test
    void aDoubtFromBeforeTheProbeWasConfiguredIsLookedIntoAtTheNextStart() throws InterruptedException {
        dyingAct();
        TaskView doubtful = killOnceInside(walden.submit("pay"));
        walden.remedies.probe("act", "look", true);
        walden.toolbox.with("look", SideEffect.NONE, (_, _) -> succeeded("yes"));

        walden.killAndRestart();

        walden.awaitEvent(doubtful.id(), TaskEvent.TaskCompleted.class);
        assertThat(calledIds()).containsExactly("c1", "c1.probe1");
    }

    @Test
    void aTaskWhoseWordsWereErasedReplaysAsItWent() throws InterruptedException {
        dyingAct();
        walden.remedies.probe("act", "look", true);
        walden.toolbox.with("look", SideEffect.NONE, (_, _) -> succeeded("yes"));

        TaskView task = killOnceInside(walden.submit("pay"));

        RecordedTask.assertNoDivergence(TaskReplay.of(
                walden.records(task.id()).stream().map(RecordedEvent::wordless).toList()));
    }

    private void dyingAct() {
        walden.toolbox.with("act", SideEffect.UNSAFE, (_, _) -> {
            firstLife.endsHere();
            return succeeded("done");
        });
        walden.gateway.think(replies(calls("act"), answer("ok")));
    }

    private TaskView killOnceInside(TaskId id) throws InterruptedException {
        firstLife.awaitEnd();
        walden.killAndRestart();
        return walden.rest(id);
    }

    private List<String> calledIds() {
        return walden.toolbox.calls().stream().map(ToolContext::toolCallId).toList();
    }

    private List<Resolution> settlements(TaskId id) {
        return walden.events(id, ToolCallSettled.class).stream()
                .map(ToolCallSettled::resolution)
                .toList();
    }

    private double settled(String resolution, String by) {
        return walden.meters
                .get("walden.orchestrator.settlements")
                .tags("resolution", resolution, "by", by)
                .counter()
                .count();
    }

    private static CallResult untrusted(String text) {
        return new CallResult.Succeeded(ToolOutput.untrusted(text));
    }
}
