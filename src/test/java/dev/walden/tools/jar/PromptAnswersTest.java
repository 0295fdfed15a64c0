package dev.walden.tools.jar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PromptAnswersTest {

    /** More than may be asked at the same time. */
    private static final int OFTEN = 50;

    private static final int MOST_THREADS = 16;

    private final PromptAnswers answers = new PromptAnswers(Duration.ofMinutes(1));
    private final CountDownLatch end = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(MOST_THREADS);

    @AfterEach
    void letGo() {
        end.countDown();
    }

    @Test
    void whoAnswersOrBreaksMayBeAskedAgainAndAgain() {
        for (int i = 0; i < OFTEN; i++) {
            assertThat(answers.to(() -> "yes")).contains("yes");
            assertThat(answers.to(PromptAnswersTest::broken)).isEmpty();
        }
    }

    @Test
    @Timeout(60)
    void whoNeverComesBackIsInterruptedAndSoManyLeaveNobodyToBeAsked() throws Exception {
        PromptAnswers hasty = new PromptAnswers(Duration.ofMillis(500));
        List<FutureTask<Optional<String>>> asking = new ArrayList<>();
        for (int i = 0; i < MOST_THREADS; i++) {
            asking.add(new FutureTask<>(() -> hasty.to(this::never)));
            Thread.ofPlatform().daemon().start(asking.getLast());
        }
        for (FutureTask<Optional<String>> each : asking) {
            assertThat(each.get()).isEmpty();
        }
        interrupted.await();
        AtomicInteger asked = new AtomicInteger();

        assertThat(hasty.to(asked::incrementAndGet)).isEmpty();

        assertThat(asked).hasValue(0);
        end.countDown();
        await().untilAsserted(() -> assertThat(hasty.to(() -> "yes")).contains("yes"));
    }

    @Test
    void whoIsInterruptedWhileItAsksStaysSo() {
        Thread.currentThread().interrupt();

        assertThat(answers.to(this::never)).isEmpty();

        assertThat(Thread.interrupted()).isTrue();
    }

    private static String broken() {
        throw new NoClassDefFoundError("example/Missing");
    }

    /** Heeds no interrupt. */
    private String never() {
        while (true) {
            try {
                end.await();
                return "at last";
            } catch (InterruptedException _) {
                interrupted.countDown();
            }
        }
    }
}
