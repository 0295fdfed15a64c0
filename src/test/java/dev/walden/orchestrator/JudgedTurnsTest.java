package dev.walden.orchestrator;

import static dev.walden.orchestrator.FakeReasoningGateway.answer;
import static dev.walden.orchestrator.FakeReasoningGateway.calls;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.walden.activity.TaskEvent.ReasoningFinished;
import dev.walden.activity.TaskEvent.ReasoningStarted;
import dev.walden.activity.TaskEvent.Reflected;
import dev.walden.activity.TaskId;
import dev.walden.conversation.Reply;
import dev.walden.orchestrator.CallRules.DoubtGoesTo;
import dev.walden.orchestrator.CritiqueRule.When;
import dev.walden.orchestrator.OrchestratorProperties.Criticism;
import dev.walden.plugin.SideEffect;
import dev.walden.tools.CallResult;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a task that another engine judges goes on, and before whom. */
final class JudgedTurnsTest {

    private static final int MAX_RUNNING = 2;
    private static final int ALL = 100;

    /** One for each opinion that the judge may give, and for each reply of its engine that a task which holds a place may get. */
    private final Semaphore opinions = new Semaphore(0, true);

    private final Semaphore held = new Semaphore(0);
    private final List<String> replied = new CopyOnWriteArrayList<>();

    @TempDir
    private Path folder;

    private OrchestratorFixture walden;

    @BeforeEach
    void open() {
        walden = new OrchestratorFixture(folder);
        walden.meters.clear(); // else those of the machine that is replaced are told
        walden = walden.with(OrchestratorFixture.properties(
                MAX_RUNNING, 20, DoubtGoesTo.PERSON, new Criticism(When.ON_FAILURE, "judge", 3)));
        walden.toolbox.with("break", SideEffect.NONE, (_, _) -> new CallResult.Failed("broken", true));
        walden.gateway.think((prompt, index) -> reply(Delegations.asked(prompt), index));
        walden.gateway.with("other", (_, index) -> index == 0 ? calls("break") : answer("done"));
        walden.gateway.with("judge", (_, _) -> {
            opinions.acquire();
            return CritiqueFixture.verdict("retry", "Try again.");
        });
    }

    @AfterEach
    void close() {
        opinions.release(ALL);
        held.release(ALL);
        walden.close();
    }

    private Reply reply(String asked, int index) throws InterruptedException {
        if (asked.startsWith("break") && index == 0) {
            return calls("break");
        }
        if (asked.contains("hold")) {
            held.acquire();
        }
        replied.add(asked);
        return answer("done");
    }

    /** Begins a task, and waits until its judge is asked. */
    private TaskId judged(String input) {
        int others = opinions.getQueueLength();
        TaskId task = walden.submit(input);
        await().until(opinions::getQueueLength, asked -> asked > others);
        return task;
    }

    /** Has others take all places of the engine. */
    private void hold() {
        for (int i = 0; i < MAX_RUNNING; i++) {
            walden.awaitEvent(walden.submit("hold"), ReasoningStarted.class);
        }
    }

    private void awaitReady(int number) {
        await().until(
                        () -> walden.meters
                                .get("walden.orchestrator.tasks.ready")
                                .gauge()
                                .value(),
                        ready -> ready == number);
    }

    @Test
    void thoseThatWereJudgedComeInOrderBeforeThoseThatWaitToBegin() {
        TaskId first = judged("break one");
        TaskId second = judged("break two");
        hold();
        TaskId waiting = walden.submit("wait");
        awaitReady(1);
        opinions.release();
        awaitReady(2);
        opinions.release();
        awaitReady(3);

        held.release();

        assertThat(walden.rest(first).state()).isEqualTo("completed");
        assertThat(walden.rest(second).state()).isEqualTo("completed");
        assertThat(walden.rest(waiting).state()).isEqualTo("completed");
        assertThat(replied).containsExactly("hold", "break one", "break two", "wait");
    }

    @Test
    void whoIsCancelledWhileItWaitsForAPlaceIsGoneFromThere() {
        TaskId home = judged("break");
        judged("break");
        TaskId away = walden.submit("break");
        awaitReady(1);

        walden.service().cancel(away, "key1");

        awaitReady(0);
        hold();
        opinions.release();
        awaitReady(1);

        walden.service().cancel(home, "key1");

        awaitReady(0);
    }

    @Test
    void whatWasJudgedTakesNoPlaceOfItsJudgeAnyMore() {
        opinions.release(ALL);
        for (int i = 0; i < MAX_RUNNING; i++) {
            walden.awaitEvents(walden.submit("break and hold"), ReasoningStarted.class, 3);
        }

        TaskId other = walden.submitTo("other", "break");

        assertThat(walden.rest(other).state()).isEqualTo("completed");
        assertThat(walden.events(other, Reflected.class))
                .singleElement()
                .satisfies(verdict -> assertThat(verdict.by()).isEqualTo("judge"));
    }

    @Test
    void aTaskThatWasPausedWhileItWasJudgedNeedsNoPlaceOfItsJudgeToGoOn() {
        TaskId paused = judged("break");
        walden.service().pause(paused, "key1");
        opinions.release();
        walden.awaitEvents(paused, ReasoningFinished.class, 2);
        for (int i = 0; i < MAX_RUNNING; i++) {
            judged("break");
        }

        walden.service().resume(paused, "key1");

        assertThat(walden.rest(paused).state()).isEqualTo("completed");
    }
}
