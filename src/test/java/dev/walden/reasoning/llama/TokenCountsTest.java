package dev.walden.reasoning.llama;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.reasoning.TokenCounter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

final class TokenCountsTest {

    private static final long STACK = 1 << 20;

    private final List<String> counted = new CopyOnWriteArrayList<>();
    private final CountDownLatch released = new CountDownLatch(1);

    @Test
    void behindACountThatTakesTooLongTheOthersAreEstimated() throws Exception {
        TokenCounts counts = new TokenCounts(this::slowFirst, 1000, STACK, Duration.ofMillis(1));

        AtomicInteger tries = new AtomicInteger();
        Awaitility.await("a count that began in time").until(() -> {
            counts.of("slow " + tries.getAndIncrement());
            return !counted.isEmpty();
        });
        int second = counts.of("quick");
        released.countDown();

        assertThat(second).isEqualTo(TokenCounter.ESTIMATE.of("quick"));
        assertThat(counts.end()).isTrue();
        assertThat(counted).hasSize(1).doesNotContain("quick");
    }

    @Test
    void onceThatIsDoneTheyAreCountedAgain() throws Exception {
        TokenCounts counts = new TokenCounts(this::slowFirst, 1000, STACK, Duration.ofMillis(1));
        counts.of("slow");
        released.countDown();

        Awaitility.await().until(() -> counts.of("slow") > 1000);

        assertThat(counts.end()).isTrue();
    }

    private int slowFirst(String text) {
        counted.add(text);
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 1000;
    }
}
