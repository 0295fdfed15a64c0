package dev.walden.orchestrator;

import static dev.walden.orchestrator.Delegations.asked;
import static dev.walden.orchestrator.Delegations.delegates;
import static dev.walden.orchestrator.FakeReasoningGateway.answer;
import static dev.walden.orchestrator.FakeToolbox.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.Space;
import dev.walden.activity.TaskEvent.ReasoningStarted;
import dev.walden.activity.TaskId;
import dev.walden.activity.ToolCallEvent.TaskDelegated;
import dev.walden.conversation.Cost;
import dev.walden.conversation.TokenUsage;
import dev.walden.orchestrator.Spending.Used;
import dev.walden.plugin.SideEffect;
import dev.walden.reasoning.Budget;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What sub-tasks spend counts to the session of the task at the top: handing on parts is no way around its budget. */
@Timeout(60)
final class DelegatedSpendingTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final String SESSION = "tea";

    @TempDir
    private Path folder;

    private OrchestratorFixture walden;

    @BeforeEach
    void open() {
        walden = new OrchestratorFixture(folder, () -> NOW);
        walden.now.set(NOW);
        walden.toolbox.with(DelegateTool.NAME, SideEffect.NONE, (_, _) -> succeeded(""));
        walden.gateway.think((prompt, index) -> switch (asked(prompt)) {
            case "top" -> index == 0 ? delegates("middle") : answer("top is done");
            case "middle" -> index == 0 ? delegates("bottom") : answer("middle is done");
            default -> answer("done");
        });
    }

    @AfterEach
    void close() {
        walden.close();
    }

    /** Each call costs 0.1. */
    private void budget(String perSession) {
        walden.with(new Budget("USD", Cost.parse(perSession), null));
        walden.gateway.price(100_000, 100_000);
    }

    private Cost spent(String session) {
        return figures(session).cost();
    }

    private Used figures(String session) {
        Used spent = walden.spending()
                .of(Space.DEFAULT, walden.spending().today(), session)
                .inSession();
        assertThat(spent).isNotNull();
        return spent;
    }

    private TaskId childOf(TaskId task) {
        return walden.awaitEvent(task, TaskDelegated.class).child();
    }

    private String error(TaskView task) {
        return task.error() == null ? task.state() : task.error().message();
    }

    @Test
    void allCallsOfAFamilyCountToTheSessionOfTheTaskAtTheTop() {
        budget("0.5");

        TaskId top = walden.submitInSession("top", SESSION);

        assertThat(error(walden.rest(top))).isEqualTo("completed");
        assertThat(spent(SESSION)).isEqualTo(Cost.parse("0.5"));
        assertThat(figures(SESSION).tokens())
                .as("five calls with 10 and 5 each")
                .isEqualTo(new TokenUsage(50, 25));
        assertThat(figures(childOf(top).value())).isEqualTo(new Used(Cost.NONE, TokenUsage.ZERO));
        assertThat(error(walden.rest(walden.submitInSession("one more", SESSION))))
                .contains("session tea of space default", "of 0.5 USD, 0.5 are spent");
        walden.rebuildViews();
        assertThat(spent(SESSION)).isEqualTo(Cost.parse("0.5"));
        assertThat(error(walden.rest(walden.submitInSession("one more", SESSION))))
                .contains("0.5 are spent");
    }

    @Test
    void aGrandchildIsRefusedWhatTheSessionDoesNotHave() {
        budget("0.2");

        TaskId top = walden.submitInSession("top", SESSION);

        assertThat(error(walden.rest(top))).contains("session tea", "0.2 are spent");
        TaskId bottom = childOf(childOf(top));
        assertThat(error(walden.rest(bottom))).contains("session tea", "0.2 are spent");
        assertThat(walden.events(bottom, ReasoningStarted.class)).isEmpty();
        assertThat(spent(SESSION)).isEqualTo(Cost.parse("0.2"));
    }

    @Test
    void afterAKillSubTasksStillCountToThatSession() throws InterruptedException {
        budget("0.4");
        CountDownLatch asked = new CountDownLatch(1);
        walden.gateway.think((prompt, index) -> {
            if (asked(prompt).equals("bottom")) {
                asked.countDown();
                new CountDownLatch(1).await();
            }
            return delegates(asked(prompt).equals("top") ? "middle" : "bottom");
        });
        TaskId top = walden.submitInSession("top", SESSION);
        asked.await();
        assertThat(spent(SESSION)).isEqualTo(Cost.parse("0.3"));
        walden.gateway.think((_, _) -> answer("done"));

        walden.killAndRestart();

        assertThat(error(walden.rest(top))).contains("session tea", "0.4 are spent");
        assertThat(error(walden.rest(childOf(childOf(top))))).isEqualTo("completed"); // one lost, one settled
        assertThat(spent(SESSION)).isEqualTo(Cost.parse("0.4"));
    }
}
