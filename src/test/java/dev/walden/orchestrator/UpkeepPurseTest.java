package dev.walden.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.ActivityLog.Appended;
import dev.walden.activity.ServiceEvent.UpkeepCallFinished;
import dev.walden.activity.ServiceEvent.UpkeepCallStarted;
import dev.walden.activity.Space;
import dev.walden.conversation.Cost;
import dev.walden.conversation.TokenUsage;
import dev.walden.orchestrator.Spending.Used;
import dev.walden.reasoning.Budget;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Model calls of memory's upkeep and those of tasks share the budget of a day. */
final class UpkeepPurseTest {

    private static final Instant START = Instant.parse("2026-11-21T22:00:00Z");
    private static final LocalDate DAY = LocalDate.parse("2026-11-21");
    private static final Space HOME = Space.DEFAULT;

    @AutoClose
    private final OrchestratorFixture walden;

    UpkeepPurseTest(@TempDir Path folder) {
        walden = new OrchestratorFixture(folder, () -> START);
        walden.now.set(START);
        walden.with(new Budget("USD", Cost.parse("10"), Cost.parse("1")));
        walden.gateway.price(500_000, 500_000);
    }

    private Used used(Space space) {
        return walden.spending().of(space, DAY, null).onDay();
    }

    /** As the upkeep of memory does it. */
    private void begin(String call, String reserved) {
        Cost cost = Cost.parse(reserved);
        assertThat(walden.upkeepBudget().hold(HOME, cost)).isEmpty();
        Appended begun = walden.log().append(List.of(new UpkeepCallStarted(call, HOME, "fake", "p-1", "00", 9, cost)));
        walden.upkeepBudget().recorded(HOME, begun.at(), begun.first(), cost.micros());
    }

    private void settle(String call, String reserved, String real) {
        Cost cost = Cost.parse(real);
        Appended ended = walden.log()
                .append(List.of(new UpkeepCallFinished(call, new TokenUsage(7, 3), cost, Duration.ofMillis(5))));
        walden.upkeepBudget()
                .recorded(
                        HOME,
                        START,
                        ended.first(),
                        cost.micros() - Cost.parse(reserved).micros());
    }

    @Test
    void aTaskIsRefusedWhatTheUpkeepSpentOrReserved() {
        assertThat(walden.run("1").state()).isEqualTo("completed");
        begin("m1", "0.4");

        TaskView refused = walden.run("2");

        assertThat(refused.error()).isNotNull().satisfies(error -> {
            assertThat(error.code()).isEqualTo("budget_exhausted");
            assertThat(error.message()).contains("of 1 USD, 0.9 are spent or reserved");
        });
        settle("m1", "0.4", "0.1");
        walden.gateway.price(400_000, 400_000);
        assertThat(walden.run("3").state()).isEqualTo("completed");
        assertThat(used(HOME).cost()).isEqualTo(Cost.parse("1"));
    }

    @Test
    void theUpkeepIsRefusedWhatTasksSpentInItsSpaceAlone() {
        walden.run("1");

        assertThat(walden.upkeepBudget().hold(HOME, Cost.parse("0.500001")))
                .hasValueSatisfying(
                        reason -> assertThat(reason).contains("space default for 2026-11-21", "0.5 are spent"));
        assertThat(walden.upkeepBudget().hold(new Space("lab"), Cost.parse("1")))
                .isEmpty();
    }

    @Test
    void whatIsKeptBackCountsUntilItIsGivenBack() {
        assertThat(walden.upkeepBudget().hold(HOME, Cost.parse("0.6"))).isEmpty();
        assertThat(walden.run("1").state()).isEqualTo("failed");

        walden.upkeepBudget().release(HOME);

        assertThat(walden.run("2").state()).isEqualTo("completed");
    }

    @Test
    void aRestartAndViewsThatAreBuiltAnewSayTheSameAlsoOfACallWithoutOutcome() {
        begin("m1", "0.3");
        settle("m1", "0.3", "0.25");
        begin("m2", "0.35");
        Used before = used(HOME);

        walden.killAndRestart();
        assertThat(used(HOME)).isEqualTo(before);
        assertThat(walden.run("1").state()).as("0.6 of 1 are spent").isEqualTo("failed");
        walden.rebuildViews();

        assertThat(before).isEqualTo(new Used(Cost.parse("0.6"), new TokenUsage(7, 3)));
        assertThat(used(HOME)).isEqualTo(before);
        assertThat(used(new Space("lab")).cost()).isEqualTo(Cost.NONE);
    }
}
