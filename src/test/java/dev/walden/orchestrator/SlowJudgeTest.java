package dev.walden.orchestrator;

import static dev.walden.orchestrator.FakeReasoningGateway.answer;
import static dev.walden.orchestrator.FakeReasoningGateway.calls;
import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.Space;
import dev.walden.activity.TaskEvent.ReasoningStarted;
import dev.walden.activity.TaskEvent.Reflected;
import dev.walden.activity.TaskEvent.Verdict;
import dev.walden.activity.TaskId;
import dev.walden.activity.ToolCallEvent.ToolCallFinished;
import dev.walden.conversation.Cost;
import dev.walden.orchestrator.CallRules.DoubtGoesTo;
import dev.walden.orchestrator.CritiqueRule.When;
import dev.walden.orchestrator.OrchestratorProperties.Criticism;
import dev.walden.orchestrator.TaskSubmission.WantedLimits;
import dev.walden.plugin.SideEffect;
import dev.walden.tools.CallResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks that wait for a model which judges them, and does not answer, hold up nobody who needs it not. */
final class SlowJudgeTest {

    private static final int MAX_RUNNING = 2;

    private final CountDownLatch judges = new CountDownLatch(1);

    @TempDir
    private Path folder;

    private OrchestratorFixture walden;

    @BeforeEach
    void open() {
        walden = new OrchestratorFixture(folder)
                .with(OrchestratorFixture.properties(
                        MAX_RUNNING, 20, DoubtGoesTo.PERSON, new Criticism(When.ON_FAILURE, "judge", 3)));
        walden.toolbox.with("break", SideEffect.NONE, (_, _) -> new CallResult.Failed("broken", true));
        walden.gateway.think((prompt, index) ->
                index == 0 && Delegations.asked(prompt).equals("break") ? calls("break") : answer("done"));
        walden.gateway.with("judge", (_, _) -> {
            judges.await();
            return CritiqueFixture.verdict("retry", "Try again.");
        });
    }

    @AfterEach
    void close() {
        walden.close();
    }

    private List<TaskId> submitJudged(int number) {
        List<TaskId> tasks =
                Stream.generate(() -> walden.submit("break")).limit(number).toList();
        tasks.forEach(each -> walden.awaitEvent(each, ToolCallFinished.class));
        return tasks;
    }

    private void assertThatAllAreJudged(List<TaskId> tasks) {
        assertThat(tasks).allSatisfy(each -> {
            assertThat(walden.rest(each).state()).isEqualTo("completed");
            assertThat(walden.events(each, Reflected.class))
                    .containsExactly(new Reflected(
                            each,
                            Verdict.RETRY,
                            walden.events(each, Reflected.class).getFirst().reason(),
                            "judge"));
            assertThat(walden.events(each, ToolCallFinished.class)).hasSize(1);
        });
    }

    @Test
    void tasksOfTheSameEngineRunWhileAllPlacesOfTheirJudgeAreTaken() {
        List<TaskId> waiting = submitJudged(2 * MAX_RUNNING + 1);

        assertThat(walden.run("now").state()).isEqualTo("completed");
        judges.countDown();
        assertThatAllAreJudged(waiting);
    }

    @Test
    void noMoreAskAJudgeAtTheSameTimeThanMayRun() {
        List<TaskId> waiting = submitJudged(2 * MAX_RUNNING + 1);
        walden.run("now");

        assertThat(waiting.stream()
                        .flatMap(each -> walden.events(each, ReasoningStarted.class).stream())
                        .filter(ReasoningStarted::critique))
                .hasSizeLessThanOrEqualTo(MAX_RUNNING);
        judges.countDown();
        assertThatAllAreJudged(waiting);
    }

    @Test
    void aTaskThatWaitsForAPlaceOfItsJudgeCanBeCancelledAndSurvivesARestart() throws InterruptedException {
        List<TaskId> waiting = submitJudged(MAX_RUNNING + 2);

        walden.service().cancel(waiting.getLast(), "key1");
        walden.killAndRestart();
        judges.countDown();

        assertThat(walden.rest(waiting.getLast()).state()).isEqualTo("cancelled");
        assertThatAllAreJudged(waiting.subList(0, MAX_RUNNING + 1));
    }

    @Test
    void aCancelledTaskThatWaitsForAPlaceOfItsJudgeLetsItsSessionGoOn() throws InterruptedException {
        submitJudged(MAX_RUNNING);
        TaskId waiting = walden.submitInSession("break", "tea");
        walden.awaitEvent(waiting, ToolCallFinished.class);
        TaskId next = walden.submitInSession("now", "tea");

        walden.service().cancel(waiting, "key1");

        assertThat(walden.rest(next).state()).isEqualTo("completed");
        judges.countDown();
    }

    @Test
    void whereNoBudgetCoversAnOpinionNobodyWaitsForAPlaceOfTheJudge() {
        walden.gateway.price(100_000, 100_000);
        submitJudged(MAX_RUNNING);
        WantedLimits oneCall = new WantedLimits(null, null, null, Cost.parse("0.1"), null);
        TaskId poor = walden.service()
                .submit(new TaskSubmission(
                        "break", null, Space.DEFAULT, null, oneCall, Map.of(), "key1", null, null, null));

        assertThat(walden.rest(poor).state()).isEqualTo("failed");
        assertThat(walden.events(poor, Reflected.class))
                .allSatisfy(verdict -> assertThat(verdict.by()).isNull());
        judges.countDown();
    }
}
