package dev.walden.orchestrator;

import static dev.walden.orchestrator.CritiqueFixture.brain;
import static dev.walden.orchestrator.CritiqueFixture.critiques;
import static dev.walden.orchestrator.CritiqueFixture.verdict;
import static dev.walden.orchestrator.FakeReasoningGateway.answer;
import static dev.walden.orchestrator.FakeReasoningGateway.calls;
import static dev.walden.orchestrator.FakeReasoningGateway.replies;
import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.Space;
import dev.walden.activity.TaskEvent.ReasoningFinished;
import dev.walden.activity.TaskEvent.ReasoningStarted;
import dev.walden.activity.TaskEvent.Reflected;
import dev.walden.activity.TaskEvent.Verdict;
import dev.walden.activity.TaskId;
import dev.walden.conversation.Cost;
import dev.walden.conversation.Reply;
import dev.walden.orchestrator.CritiqueRule.When;
import dev.walden.orchestrator.FakeReasoningGateway.Brain;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Critiques that are cut short, cannot be paid, or are put together again. Closing replays every task. */
class CritiqueRecoveryTest {

    @TempDir
    Path folder;

    OrchestratorFixture walden;
    final CountDownLatch reached = new CountDownLatch(1);
    final CountDownLatch goOn = new CountDownLatch(1);
    final AtomicInteger lives = new AtomicInteger(1);

    @BeforeEach
    void open() {
        walden = CritiqueFixture.open(folder, When.ALWAYS, 3);
    }

    @AfterEach
    void close() {
        walden.close();
    }

    @Test
    void aCritiqueThatAKillCutIsAskedAgainAndCountsAsSpent() throws InterruptedException {
        walden.gateway.price(600, 100);
        walden.gateway.think(brain(replies(calls("break"), answer("done")), hanging(verdict("replan", "Do without."))));

        TaskView task = killOnce(walden.submit("do it"));

        assertThat(task.output()).isEqualTo("done");
        assertThat(walden.events(task.id(), ReasoningStarted.class))
                .filteredOn(ReasoningStarted::critique)
                .hasSize(3);
        assertThat(walden.events(task.id(), Reflected.class))
                .extracting(Reflected::verdict)
                .containsExactly(Verdict.REPLAN);
        assertThat(task.steps()).as("two of the agent, three of the critic").isEqualTo(5);
        assertThat(task.cost()).as("one was cut, four were settled").isEqualTo(new Cost(600 + 4 * 100));
        assertThat(walden.toolbox.calls()).hasSize(1);
    }

    @Test
    void aCritiqueThatAKillCutIsOneOfThoseThatTheTaskMayAsk() throws InterruptedException {
        walden.with(OrchestratorFixture.criticized(When.ALWAYS, 1));
        walden.gateway.think(brain(replies(answer("as it is")), hanging(verdict("retry", "No."))));

        TaskView task = killOnce(walden.submit("do it"));

        assertThat(task.output()).isEqualTo("as it is");
        assertThat(critiques(walden)).hasSize(1);
        assertThat(walden.events(task.id(), Reflected.class)).isEmpty();
    }

    /** The window behind the opinion, before its verdict: the next start judges by what is recorded. */
    @Test
    void anOpinionThatIsRecordedIsHeededAndNotAskedForAgain() {
        TaskState reflecting = Samples.after(
                Samples.state(StateKind.REASONING), Samples.wants(Samples.call("c1")), Samples.failed("c1"));

        TaskState asked = Samples.after(reflecting, Samples.critique());
        TaskState told = Samples.after(asked, Samples.reasoned(verdict("accept", "")));

        assertThat(asked.kind()).isEqualTo(StateKind.REFLECTING);
        assertThat(asked.progress().critiques().asked()).isEqualTo(1);
        assertThat(Decide.next(asked)).isInstanceOf(Step.Reflect.class);
        assertThat(Decide.next(told))
                .isInstanceOfSatisfying(
                        Step.Heed.class,
                        heed -> assertThat(heed.opinion().reply()).isEqualTo(verdict("accept", "")));
        assertThat(told.progress().usage().tokens().total()).isEqualTo(30);
    }

    @Test
    void aVerdictComesThroughAPause() throws InterruptedException {
        walden.gateway.think(brain(replies(answer("five"), answer("five boats")), (prompt, _) -> {
            reached.countDown();
            goOn.await();
            return verdict(prompt.messages().toString().contains("boats") ? "accept" : "retry", "Of what?");
        }));
        TaskId id = walden.submit("How many?");
        reached.await();

        walden.service().pause(id, "key1");
        goOn.countDown();
        walden.awaitEvents(id, ReasoningFinished.class, 2);
        walden.service().resume(id, "key1");

        assertThat(walden.rest(id).output()).isEqualTo("five boats");
    }

    @Test
    void whereNoBudgetCoversACritiqueRulesJudgeAndTheNextStepEndsTheTask() {
        walden.gateway.price(600_000, 500_000);
        walden.gateway.think(brain(replies(calls("break"), answer("done")), verdict("accept", "never asked")));

        TaskView judged = run("do it", 1_000_000);
        walden.gateway.think(brain(replies(answer("done")), verdict("retry", "never asked")));
        TaskView answered = run("do it", 1_000_000);

        assertThat(critiques(walden)).isEmpty();
        assertThat(judged.error()).satisfies(error -> assertThat(error.code()).isEqualTo("budget_exhausted"));
        assertThat(walden.events(judged.id(), Reflected.class))
                .extracting(Reflected::by)
                .containsExactly((String) null);
        assertThat(answered.output()).isEqualTo("done");
    }

    @Test
    void thePromptsOfCritiquesAreShownAsTheyWereSent() {
        walden.engine().recordTools();
        walden.gateway.think(brain(
                replies(calls("break"), answer("five"), answer("five boats")),
                verdict("retry", "Otherwise."),
                verdict("retry", "Of what?"),
                verdict("accept", "")));
        TaskView task = walden.run("How many?");

        for (int step = 1; step <= 6; step++) {
            StepPrompt prompt = walden.service().prompt(task.id(), step).orElseThrow();
            assertThat(prompt.exact()).as("step " + step + prompt.missing()).isTrue();
            assertThat(prompt.prompt().sent().messages())
                    .isEqualTo(walden.gateway.prompts().get(step - 1).messages());
        }
        assertThat(walden.service().prompt(task.id(), 4).orElseThrow().text())
                .contains("critique-1", "You judge one step", "=== assistant\nfive", "Judge the answer");
    }

    private TaskView run(String input, long maxCost) {
        return walden.rest(walden.service()
                .submit(new TaskSubmission(
                        input,
                        null,
                        Space.DEFAULT,
                        null,
                        new TaskSubmission.WantedLimits(null, null, null, new Cost(maxCost), null),
                        Map.of(),
                        "key1",
                        null,
                        null,
                        null)));
    }

    /** Gives this, but in the first life hangs for ever. */
    private Brain hanging(Reply verdict) {
        return (prompt, _) -> {
            if (lives.get() == 1) {
                reached.countDown();
                new CountDownLatch(1).await();
            }
            return verdict;
        };
    }

    private TaskView killOnce(TaskId id) throws InterruptedException {
        reached.await();
        lives.incrementAndGet();
        walden.killAndRestart();
        return walden.rest(id);
    }
}
