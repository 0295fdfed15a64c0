package dev.walden.orchestrator;

import static dev.walden.orchestrator.FakeReasoningGateway.answer;
import static dev.walden.orchestrator.FakeReasoningGateway.calls;
import static dev.walden.orchestrator.FakeReasoningGateway.replies;
import static dev.walden.orchestrator.FakeToolbox.succeeded;
import static dev.walden.orchestrator.OrchestratorFixture.admin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.walden.activity.TaskEvent.TaskCompleted;
import dev.walden.activity.TaskId;
import dev.walden.activity.ToolCallEvent.Resolution;
import dev.walden.activity.ToolCallEvent.ToolCallFinished;
import dev.walden.activity.ToolCallEvent.ToolCallInDoubt;
import dev.walden.activity.ToolCallEvent.ToolCallStarted;
import dev.walden.orchestrator.TaskService.ControlResult;
import dev.walden.orchestrator.TaskService.Settlement;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.ToolContext;
import dev.walden.tools.CallResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of calls that a stop or a kill cut while another of the same reply was in doubt: none of them waits for a person. */
class RecoveryBesideDoubtTest {

    @TempDir
    Path folder;

    OrchestratorFixture walden;
    final FirstLife firstLife = new FirstLife();
    private final AtomicBoolean answers = new AtomicBoolean();

    @BeforeEach
    void open() {
        walden = new OrchestratorFixture(folder);
        walden.toolbox.with(
                "send",
                SideEffect.UNSAFE,
                (_, _) -> answers.get() ? succeeded("sent") : new CallResult.Unknown("No answer came."));
        walden.gateway.think(replies(calls("send", "act"), answer("ok")));
    }

    @AfterEach
    void close() {
        walden.close();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNSAFE")
    void aCallThatMayRunAgainDoesSoAtTheNextStart(SideEffect sideEffect) throws InterruptedException {
        act(sideEffect, (_, _) -> {
            firstLife.endsHere();
            return succeeded("done");
        });
        TaskId id = submitAndCut();

        TaskView task = restAfterKill(id);

        assertThat(task.state()).isEqualTo("in_doubt");
        assertThat(inDoubt(task)).containsExactly("c1");
        assertThat(attempts(id, "c2")).containsExactly(1, 2);
        assertThat(attempts(id, "c1")).containsExactly(1);
        assertThat(walden.events(id, ToolCallFinished.class))
                .extracting(ToolCallFinished::text)
                .containsExactly("done");
        assertThat(walden.toolbox.calls())
                .filteredOn(call -> call.toolCallId().equals("c2"))
                .extracting(ToolContext::idempotencyKey)
                .containsExactly(id + ".c2", id + ".c2");
    }

    /** The stop itself is what makes the unsafe one doubtful. */
    @Test
    void soItIsAfterAStop() throws InterruptedException {
        FirstLife ofSending = new FirstLife();
        walden.toolbox.with("send", SideEffect.UNSAFE, (_, _) -> {
            try {
                ofSending.endsHere();
                return succeeded("sent");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new CallResult.Unknown("The call was interrupted.");
            }
        });
        act(SideEffect.IDEMPOTENT, (_, _) -> {
            firstLife.endsHere();
            return succeeded("done");
        });
        TaskId id = walden.submit("do both");
        firstLife.awaitEnd();
        ofSending.awaitEnd();

        walden.engine().drain();
        walden.engine().awaitDrained(Duration.ZERO);
        TaskView task = restAfterKill(id);

        assertThat(task.state()).isEqualTo("in_doubt");
        assertThat(inDoubt(task)).containsExactly("c1");
        assertThat(attempts(id, "c2")).containsExactly(1, 2);
    }

    @Test
    void aSecondUnsafeOneIsInDoubtAsWell() throws InterruptedException {
        act(SideEffect.UNSAFE, (_, _) -> {
            firstLife.endsHere();
            return succeeded("done");
        });
        TaskId id = submitAndCut();

        walden.killAndRestart();
        walden.awaitEvents(id, ToolCallInDoubt.class, 2);

        assertThat(inDoubt(walden.rest(id))).containsExactly("c1", "c2");
        assertThat(walden.toolbox.calls()).hasSize(2);
    }

    @Test
    void aKillDuringTheRepeatMakesAThirdAttempt() throws InterruptedException {
        FirstLife secondLife = new FirstLife();
        act(SideEffect.KEYED, (_, _) -> {
            firstLife.endsHere();
            secondLife.endsHere();
            return succeeded("done");
        });
        TaskId id = submitAndCut();
        walden.killAndRestart();
        secondLife.awaitEnd();

        TaskView task = restAfterKill(id);

        assertThat(inDoubt(task)).containsExactly("c1");
        assertThat(attempts(id, "c2")).containsExactly(1, 2, 3);
    }

    /** As while the calls of the reply run for the first time: the doubt does not wait for them. */
    @Test
    void aPersonMaySettleTheOneWhileTheOtherIsMadeAgain() throws InterruptedException {
        CountDownLatch repeated = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        act(SideEffect.IDEMPOTENT, (_, _) -> {
            firstLife.endsHere();
            repeated.countDown();
            go.await();
            return succeeded("done");
        });
        TaskId id = submitAndCut();
        walden.killAndRestart();
        repeated.await();
        answers.set(true);

        ControlResult settled =
                walden.service().settle(id, new Settlement("c1", Resolution.RETRY, null, null), admin("key1"));
        go.countDown();

        assertThat(settled).isInstanceOf(ControlResult.Done.class);
        assertThat(walden.rest(id).state()).isEqualTo("completed");
        assertThat(attempts(id, "c1")).containsExactly(1, 2);
        assertThat(attempts(id, "c2")).containsExactly(1, 2);
    }

    @Test
    void whoWaitsForTheTaskIsToldOfTheDoubtWhileTheOtherRuns() throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        act(SideEffect.IDEMPOTENT, (_, _) -> {
            go.await();
            return succeeded("done");
        });

        TaskView task = walden.run("do both");

        assertThat(task.state()).isEqualTo("in_doubt");
        assertThat(walden.events(task.id(), ToolCallFinished.class)).isEmpty();
        go.countDown();
    }

    /** Nothing that this process has under way is recovered, however often the task is looked at. */
    @Test
    void whatIsUnderWayBesideADoubtIsNotMadeAgain() throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        act(SideEffect.IDEMPOTENT, (_, _) -> {
            inside.countDown();
            go.await();
            return succeeded("done");
        });
        TaskId id = walden.submit("do both");
        inside.await();
        walden.awaitEvent(id, ToolCallInDoubt.class);

        walden.service().pause(id, "key1");
        walden.service().resume(id, "key1");
        go.countDown();
        walden.awaitEvent(id, ToolCallFinished.class);
        walden.service().settle(id, new Settlement(null, Resolution.SUCCEEDED, null, null), admin("key1"));

        walden.awaitEvent(id, TaskCompleted.class);
        assertThat(attempts(id, "c2")).containsExactly(1);
    }

    @Test
    void aPausedTaskMakesItAgainWhenItGoesOn() throws InterruptedException {
        act(SideEffect.IDEMPOTENT, (_, _) -> {
            firstLife.endsHere();
            return succeeded("done");
        });
        TaskId id = submitAndCut();
        walden.service().pause(id, "key1");
        walden.killAndRestart();
        List<Integer> paused = attempts(id, "c2");

        walden.service().resume(id, "key1");

        walden.awaitEvent(id, ToolCallFinished.class);
        assertThat(paused).containsExactly(1);
        assertThat(walden.rest(id).state()).isEqualTo("in_doubt");
        assertThat(attempts(id, "c2")).containsExactly(1, 2);
    }

    @Test
    void itsToolIsWaitedForEvenWhereAProbeIsWanted() throws InterruptedException {
        walden.remedies.probe("send", "look", true);
        walden.toolbox.with("look", SideEffect.NONE, (_, _) -> succeeded("yes"));
        act(SideEffect.IDEMPOTENT, (_, _) -> {
            firstLife.endsHere();
            return succeeded("done");
        });
        TaskId id = submitAndCut();
        walden.toolbox.goes("act");
        int before = walden.toolbox.asked().size();
        walden.killAndRestart();
        await().atMost(OrchestratorFixture.LONG)
                .until(() -> walden.toolbox.asked().size() > before);

        walden.toolbox.comes("act");

        assertThat(walden.rest(id).state()).isEqualTo("completed");
        assertThat(attempts(id, "c2")).containsExactly(1, 2);
    }

    @Test
    void aStepOfAPlanIsMadeAgainAndThoseBehindItWaitForThePerson() throws InterruptedException {
        walden.toolbox.with("add", SideEffect.NONE, (_, _) -> succeeded("3"));
        act(SideEffect.IDEMPOTENT, (_, _) -> {
            firstLife.endsHere();
            return succeeded("done");
        });
        walden.gateway.think(replies(
                Plans.of()
                        .step("mail", "send", "Good day.")
                        .step("total", "act", "1 and 2")
                        .step("after", "add", "{{steps.total.result}}")
                        .reply(),
                answer("ok")));
        TaskId id = submitAndCut();

        TaskView doubtful = restAfterKill(id);
        List<String> before = made();
        walden.service().settle(id, new Settlement(null, Resolution.SUCCEEDED, null, null), admin("key1"));

        assertThat(inDoubt(doubtful)).containsExactly("c1.1");
        assertThat(before).containsExactlyInAnyOrder("c1.1", "c1.2", "c1.2");
        assertThat(walden.rest(id).state()).isEqualTo("completed");
        assertThat(made()).containsExactlyInAnyOrder("c1.1", "c1.2", "c1.2", "c1.3");
    }

    private void act(SideEffect sideEffect, FakeToolbox.Behaviour behaviour) {
        if (sideEffect == SideEffect.KEYED) {
            walden.toolbox.withKeyed("act", Duration.ofDays(1), behaviour);
        } else {
            walden.toolbox.with("act", sideEffect, behaviour);
        }
    }

    /** The doubt is on record, and the other call under way. */
    private TaskId submitAndCut() throws InterruptedException {
        TaskId id = walden.submit("do both");
        firstLife.awaitEnd();
        walden.awaitEvent(id, ToolCallInDoubt.class);
        return id;
    }

    /** The call that was cut has been made again. */
    private TaskView restAfterKill(TaskId id) throws InterruptedException {
        walden.killAndRestart();
        walden.awaitEvent(id, ToolCallFinished.class);
        return walden.rest(id);
    }

    private static List<String> inDoubt(TaskView task) {
        return task.inDoubt().stream().map(call -> call.toolCallId()).toList();
    }

    private List<Integer> attempts(TaskId id, String call) {
        return walden.events(id, ToolCallStarted.class).stream()
                .filter(started -> started.call().equals(call))
                .map(ToolCallStarted::attempt)
                .toList();
    }

    private List<String> made() {
        return walden.toolbox.calls().stream().map(ToolContext::toolCallId).toList();
    }
}
