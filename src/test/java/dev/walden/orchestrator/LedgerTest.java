package dev.walden.orchestrator;

import static dev.walden.orchestrator.FakeReasoningGateway.answer;
import static dev.walden.orchestrator.FakeReasoningGateway.calls;
import static dev.walden.orchestrator.FakeReasoningGateway.replies;
import static dev.walden.orchestrator.FakeToolbox.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.Space;
import dev.walden.activity.TaskEvent.ReasoningFinished;
import dev.walden.activity.TaskId;
import dev.walden.activity.ToolCallEvent.ToolCallFinished;
import dev.walden.conversation.Cost;
import dev.walden.orchestrator.Spending.Used;
import dev.walden.orchestrator.TaskSubmission.WantedLimits;
import dev.walden.plugin.SideEffect;
import dev.walden.reasoning.Budget;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Budgets of spaces; each test's tasks are replayed at its end, the refused ones too. */
class LedgerTest {

    private static final Instant START = Instant.parse("2026-11-21T22:00:00Z");
    private static final LocalDate DAY = LocalDate.parse("2026-11-21");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);

    @AutoClose
    private final OrchestratorFixture walden;

    LedgerTest(@TempDir Path folder) {
        walden = new OrchestratorFixture(folder, now::get);
        walden.now.set(START);
    }

    private void later(Duration time) {
        now.updateAndGet(before -> before.plus(time));
        walden.now.set(now.get());
    }

    private void budget(@Nullable String perSession, @Nullable String perDay) {
        walden.with(new Budget(
                "USD", perSession == null ? null : Cost.parse(perSession), perDay == null ? null : Cost.parse(perDay)));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Cost spent(LocalDate day) {
        return walden.spending().of(Space.DEFAULT, day, null).onDay().cost();
    }

    private Cost inTea() {
        Used used = walden.spending().of(Space.DEFAULT, DAY, "tea").inSession();
        return used == null ? Cost.NONE : used.cost();
    }

    private String error(TaskView task) {
        return task.error() == null
                ? task.state()
                : task.error().code() + ": " + task.error().message();
    }

    @Test
    void aDayIsSpentToTheLastMillionthAndRenewsAtMidnight() {
        budget(null, "1.1");
        walden.gateway.price(500_000, 300_000);
        assertThat(error(walden.run("1"))).isEqualTo("completed");
        assertThat(error(walden.run("2"))).isEqualTo("completed");
        assertThat(error(walden.run("3"))).isEqualTo("completed"); // 0.6 and 0.5

        assertThat(error(walden.run("4")))
                .startsWith("budget_exhausted: ")
                .contains(
                        "space default for 2026-11-21 (UTC)",
                        "of 1.1 USD, 0.9 are spent or reserved, and it may cost up to 0.5",
                        "renews at 2026-11-22T00:00:00Z");
        assertThat(spent(DAY)).isEqualTo(Cost.parse("0.9"));
        later(Duration.ofHours(2));
        assertThat(error(walden.run("5"))).isEqualTo("completed");
        assertThat(spent(DAY.plusDays(1))).isEqualTo(Cost.parse("0.3"));
    }

    @Test
    void aMillionthTooMuchIsRefused() {
        budget(null, "1.099999");
        walden.gateway.price(500_000, 300_000);
        walden.run("1");
        walden.run("2");

        assertThat(error(walden.run("3"))).startsWith("budget_exhausted");
    }

    /** 64 of 200 tasks ask for money at once, and there is some for 25, which are then all under way at the same time. */
    @Test
    void concurrentTasksNeverSpendMoreThanThereIs() {
        budget(null, "0.25");
        walden.gateway.price(10_000, 10_000);
        CountDownLatch asking = new CountDownLatch(64);
        walden.gateway.gate(() -> {
            asking.countDown();
            await(asking);
        });
        CountDownLatch all = new CountDownLatch(25);
        walden.gateway.think((_, _) -> {
            all.countDown();
            all.await();
            return answer("done");
        });

        List<TaskId> tasks = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            tasks.add(walden.submit("task " + i));
        }
        List<TaskView> ended = tasks.stream().map(walden::rest).toList();

        assertThat(ended).filteredOn(task -> task.state().equals("completed")).hasSize(25);
        assertThat(ended)
                .filteredOn(task -> !task.state().equals("completed"))
                .allSatisfy(task -> assertThat(error(task)).startsWith("budget_exhausted"));
        assertThat(walden.gateway.prompts()).hasSize(25);
        assertThat(spent(DAY)).isEqualTo(Cost.parse("0.25"));
    }

    @Test
    void aSessionAndASpaceHaveABudgetOfTheirOwn() {
        budget("0.5", null);
        walden.gateway.price(300_000, 300_000);
        assertThat(error(walden.rest(walden.submitInSession("1", "tea")))).isEqualTo("completed");
        later(Duration.ofDays(40));

        assertThat(error(walden.rest(walden.submitInSession("2", "tea"))))
                .contains("budget_exhausted", "session tea of space default", "0.3 are spent", "does not renew");
        assertThat(error(walden.rest(walden.submitInSession("3", "coffee")))).isEqualTo("completed");
        assertThat(error(walden.rest(walden.service()
                        .submit(new TaskSubmission(
                                "4",
                                "tea",
                                new Space("lab"),
                                null,
                                WantedLimits.NONE,
                                Map.of(),
                                "key1",
                                null,
                                null,
                                null)))))
                .isEqualTo("completed");
        assertThat(inTea()).isEqualTo(Cost.parse("0.3"));
    }

    @Test
    void aCallCountsToTheDayOnWhichItWasBegun() {
        budget(null, "1");
        walden.gateway.price(900_000, 800_000);
        walden.gateway.think((_, _) -> {
            later(Duration.ofHours(3));
            return answer("tomorrow");
        });
        walden.run("over midnight");

        assertThat(spent(DAY)).isEqualTo(Cost.parse("0.8"));
        assertThat(spent(DAY.plusDays(1))).isEqualTo(Cost.NONE);
        assertThat(error(walden.run("the next day"))).isEqualTo("completed");
    }

    /** The first attempt to record the second call finds no room; what was held for it does not stay so. */
    @Test
    void whatWasHeldAndNotRecordedIsThereAgain() {
        budget(null, "0.6");
        walden.gateway.price(300_000, 300_000);
        walden.toolbox.with("add", SideEffect.NONE, (_, _) -> {
            walden.log().full(true);
            return succeeded("3");
        });
        walden.gateway.think(replies(calls("add"), answer("3")));

        TaskId id = walden.submit("1 + 2");
        walden.awaitEvent(id, ToolCallFinished.class);
        walden.log().full(false);

        assertThat(error(walden.rest(id))).isEqualTo("completed");
        assertThat(spent(DAY)).isEqualTo(Cost.parse("0.6"));
    }

    @Test
    void aCrashDuringACallLosesNothingAndARebuildGivesTheSame() throws Exception {
        budget("2", "2");
        walden.gateway.price(700_001, 100_003);
        walden.run("1");
        CountDownLatch asked = new CountDownLatch(1);
        walden.gateway.think((_, _) -> {
            asked.countDown();
            new CountDownLatch(1).await();
            return answer("never");
        });
        TaskId cut = walden.submitInSession("2", "tea");
        asked.await();
        assertThat(spent(DAY)).isEqualTo(Cost.parse("0.800004"));

        walden.gateway.think(replies(answer("3")));
        walden.killAndRestart();
        assertThat(error(walden.rest(cut))).isEqualTo("completed");
        assertThat(error(walden.rest(walden.submitInSession("3", "tea")))).isEqualTo("completed");

        Cost expected = Cost.parse("1.00001"); // three settled and one lost
        assertThat(spent(DAY)).isEqualTo(expected);
        assertThat(inTea()).isEqualTo(Cost.parse("0.900007"));
        assertThat(walden.events(cut, ReasoningFinished.class)).hasSize(1);
        walden.rebuildViews();
        assertThat(spent(DAY)).isEqualTo(expected);
        assertThat(error(walden.run("4"))).isEqualTo("completed");
        assertThat(error(walden.run("5"))).isEqualTo("completed");
        walden.gateway.price(799_985, 0); // 1.200016 are spent
        assertThat(error(walden.run("6"))).startsWith("budget_exhausted");
        walden.gateway.price(799_984, 0);
        assertThat(error(walden.run("7"))).isEqualTo("completed");
        assertThat(spent(DAY)).isEqualTo(Cost.parse("1.200016"));
    }

    @Test
    void anEngineThatCostsNothingIsAskedAlsoWhenAllIsSpent() {
        budget("0", "0");
        assertThat(error(walden.run("1"))).isEqualTo("completed");
        walden.gateway.price(1, 1);
        assertThat(error(walden.run("2"))).startsWith("budget_exhausted");
    }
}
