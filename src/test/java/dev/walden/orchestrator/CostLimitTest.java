package dev.walden.orchestrator;

import static dev.walden.orchestrator.FakeReasoningGateway.answer;
import static dev.walden.orchestrator.FakeReasoningGateway.calls;
import static dev.walden.orchestrator.FakeReasoningGateway.replies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.activity.Space;
import dev.walden.activity.TaskEvent;
import dev.walden.activity.TaskId;
import dev.walden.activity.TaskLimits;
import dev.walden.conversation.Cost;
import dev.walden.orchestrator.TaskSubmission.WantedLimits;
import dev.walden.plugin.SideEffect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one task may cost. */
class CostLimitTest {

    @AutoClose
    private final OrchestratorFixture walden;

    CostLimitTest(@TempDir Path folder) {
        walden = new OrchestratorFixture(folder);
        walden.toolbox.with("add", SideEffect.NONE, (_, _) -> FakeToolbox.succeeded("3"));
        walden.gateway.think(replies(calls("add"), answer("3")));
    }

    private TaskView run(@Nullable String maxCost) {
        return walden.rest(submit(maxCost));
    }

    private TaskId submit(@Nullable String maxCost) {
        WantedLimits limits = new WantedLimits(null, null, null, maxCost == null ? null : Cost.parse(maxCost), null);
        return walden.service()
                .submit(new TaskSubmission(
                        "1 + 2", null, Space.DEFAULT, null, limits, Map.of(), "key1", null, null, null));
    }

    @Test
    void aCallThatJustFitsIsMade() {
        walden.gateway.price(1_000_000, 300_001);

        TaskView task = run("1.300001");

        assertThat(task.state()).isEqualTo("completed");
        assertThat(task.cost()).isEqualTo(new Cost(600_002));
    }

    @Test
    void aCallThatDoesNotFitIsNotMade() {
        walden.gateway.price(1_000_000, 300_001);

        TaskView task = run("1.3");

        assertThat(task.error()).isNotNull();
        assertThat(task.error().code()).isEqualTo("budget_exhausted");
        assertThat(task.error().message()).contains("1.3 ", "0.300001 are spent", "up to 1.", "limits.maxCost");
        assertThat(walden.gateway.prompts()).hasSize(1);
        assertThat(task.cost()).isEqualTo(new Cost(300_001));
    }

    @Test
    void withNothingToSpendAFreeEngineStillAnswers() {
        assertThat(run("0").state()).isEqualTo("completed");

        walden.gateway.price(1, 1);

        assertThat(run("0").state()).isEqualTo("failed");
    }

    @Test
    void withoutALimitItMayCostWhatItDoes() {
        walden.gateway.price(Cost.MOST.micros(), Cost.MOST.micros());

        assertThat(run(null).cost()).isEqualTo(Cost.MOST);
    }

    /** The call that a crash cut off may have been paid for. */
    @Test
    void whatWasReservedForACallWithoutOutcomeIsSpent() throws Exception {
        walden.gateway.price(600_000, 100_000);
        CountDownLatch asked = new CountDownLatch(1);
        walden.gateway.think((_, _) -> {
            asked.countDown();
            new CountDownLatch(1).await();
            return answer("never");
        });
        TaskId id = submit("1");
        asked.await();
        assertThat(walden.service().find(id).orElseThrow().cost()).isEqualTo(new Cost(600_000));

        walden.gateway.think(replies(answer("3")));
        walden.killAndRestart();

        TaskView task = walden.rest(id);
        assertThat(task.state()).isEqualTo("failed");
        assertThat(task.error()).isNotNull();
        assertThat(task.error().message()).contains("0.6 are spent, 0.6 of it by calls without outcome");
        assertThat(task.cost()).isEqualTo(new Cost(600_000));
    }

    @Test
    void whatIsReservedAndWhatItCostIsRecorded() {
        walden.gateway.price(600_000, 100_000);

        TaskId id = run(null).id();

        assertThat(walden.events(id, TaskEvent.ReasoningStarted.class))
                .extracting(TaskEvent.ReasoningStarted::reservedCost)
                .containsExactly(new Cost(600_000), new Cost(600_000));
        assertThat(walden.events(id, TaskEvent.ReasoningStarted.class))
                .extracting(TaskEvent.ReasoningStarted::reservedTokens)
                .containsExactly(100L, 100L);
        assertThat(walden.events(id, TaskEvent.ReasoningFinished.class))
                .extracting(TaskEvent.ReasoningFinished::cost)
                .containsExactly(new Cost(100_000), new Cost(100_000));
    }

    /** What another limit would have done is known for calls that were made; a refusal is taken as it was recorded. */
    @Test
    void aReplayDecidesByTheRecordedReservations() {
        walden.gateway.price(600_000, 100_000);
        TaskId whole = run(null).id();
        TaskId refused = run("0.65").id();

        assertThat(TaskReplay.asRecorded()
                        .withLimits(limits("0.699999"))
                        .replay(walden.records(whole))
                        .firstDivergence())
                .hasValueSatisfying(
                        divergence -> assertThat(divergence.toString()).contains("budget_exhausted"));
        assertThat(TaskReplay.asRecorded()
                        .withLimits(limits("0.7"))
                        .replay(walden.records(whole))
                        .firstDivergence())
                .isEmpty();
        assertThat(TaskReplay.of(walden.records(refused)).firstDivergence()).isEmpty();
    }

    private static TaskLimits limits(String maxCost) {
        return new TaskLimits(50, 200, 1_000_000, Cost.parse(maxCost), Duration.ofHours(1));
    }

    @Test
    void theCeilingHoldsAlsoForWhoAsksForNothing() {
        LimitRules rules = new LimitRules(Samples.LIMITS, limits("2.5"));

        assertThat(rules.of(WantedLimits.NONE).maxCost()).isEqualTo(Cost.parse("2.5"));
        assertThat(rules.of(new WantedLimits(null, null, null, Cost.parse("2.5"), null))
                        .maxCost())
                .isEqualTo(Cost.parse("2.5"));
        assertThatThrownBy(() -> rules.of(new WantedLimits(null, null, null, Cost.parse("2.500001"), null)))
                .isInstanceOf(TaskException.Unacceptable.class)
                .hasMessageContaining("limits.maxCost must be from 0 to 2.5; found: 2.500001");
        assertThat(new LimitRules(Samples.LIMITS, Samples.LIMITS)
                        .of(WantedLimits.NONE)
                        .maxCost())
                .isNull();
    }
}
