package dev.walden.orchestrator;

import static dev.walden.orchestrator.FakeReasoningGateway.answer;
import static dev.walden.orchestrator.FakeReasoningGateway.calls;
import static dev.walden.orchestrator.FakeReasoningGateway.replies;
import static dev.walden.orchestrator.FakeToolbox.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.Space;
import dev.walden.activity.TaskId;
import dev.walden.conversation.Cost;
import dev.walden.conversation.TokenUsage;
import dev.walden.orchestrator.Spending.Figures;
import dev.walden.orchestrator.Spending.Used;
import dev.walden.plugin.SideEffect;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each call of the engine reads 10 tokens and writes 5. */
@Timeout(60)
final class SpentTokensTest {

    private static final LocalDate DAY = LocalDate.parse("2026-11-21");

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T22:00:00Z"));

    @TempDir
    private Path folder;

    private OrchestratorFixture walden;

    @BeforeEach
    void open() {
        walden = new OrchestratorFixture(folder, now::get);
        walden.now.set(now.get());
        walden.toolbox.with("add", SideEffect.NONE, (_, _) -> succeeded("3"));
        walden.gateway.think(replies(calls("add"), answer("3")));
    }

    @AfterEach
    void close() {
        walden.close();
    }

    private Figures figures(LocalDate day) {
        return walden.spending().of(Space.DEFAULT, day, "tea");
    }

    private static Used used(String cost, long input, long output) {
        return new Used(Cost.parse(cost), new TokenUsage(input, output));
    }

    @Test
    void anEngineThatCostsNothingIsCountedBySessionAndDayAlsoAfterARebuild() {
        walden.rest(walden.submitInSession("1 + 2", "tea"));
        walden.run("in a session of its own");
        now.updateAndGet(before -> before.plus(Duration.ofHours(4)));
        walden.rest(walden.submitInSession("1 + 2 on the next day", "tea"));

        for (int views = 0; views < 2; views++) {
            assertThat(figures(DAY).onDay()).isEqualTo(used("0", 40, 20));
            assertThat(figures(DAY.plusDays(1)).onDay()).isEqualTo(used("0", 20, 10));
            assertThat(figures(DAY).inSession()).isEqualTo(used("0", 40, 20));
            walden.rebuildViews();
        }
    }

    @Test
    void aCallThatAKillCutCostsWhatWasReservedAndHasNoTokens() throws InterruptedException {
        walden.gateway.price(200, 100);
        CountDownLatch asked = new CountDownLatch(1);
        walden.gateway.think((_, _) -> {
            asked.countDown();
            new CountDownLatch(1).await();
            return answer("never");
        });
        TaskId task = walden.submitInSession("1 + 2", "tea");
        asked.await();
        assertThat(figures(DAY).inSession()).isEqualTo(used("0.0002", 0, 0));
        walden.gateway.think(replies(answer("3")));

        walden.killAndRestart();

        walden.rest(task);
        assertThat(figures(DAY).inSession()).isEqualTo(used("0.0003", 10, 5));
        assertThat(figures(DAY).onDay()).isEqualTo(used("0.0003", 10, 5));
    }
}
