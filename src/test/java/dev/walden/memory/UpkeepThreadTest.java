package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** When the rounds of upkeep run, whatever they do. */
final class UpkeepThreadTest {

    private static final Duration SOON = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofMinutes(1);

    private final List<String> done = new CopyOnWriteArrayList<>();

    @Test
    void roundsRunOneAfterTheOtherAndAgain() throws Exception {
        Upkeep upkeep = new Upkeep(UpkeepWork.UPKEEP, List.of(_ -> done.add("facts"), _ -> done.add("episodes")), SOON);

        upkeep.start();
        await().until(() -> done.size() >= 4);
        upkeep.close(LONG);

        assertThat(done).startsWith("facts", "episodes", "facts", "episodes");
    }

    @Test
    void aRoundThatFailsKeepsNoOtherFromItsTurnAndHasAnother() throws Exception {
        Upkeep upkeep = new Upkeep(
                UpkeepWork.UPKEEP,
                List.of(
                        _ -> {
                            done.add("failed");
                            throw new IllegalStateException("No room.");
                        },
                        _ -> done.add("episodes")),
                SOON);

        upkeep.start();
        await().until(() -> done.size() >= 4);
        upkeep.close(LONG);

        assertThat(done).startsWith("failed", "episodes", "failed", "episodes");
    }

    @Test
    void whoClosesEndsARoundWhereItRestsAndBeginsNoOther() throws Exception {
        CountDownLatch resting = new CountDownLatch(1);
        Upkeep upkeep = new Upkeep(
                UpkeepWork.UPKEEP,
                List.of(
                        rest -> {
                            resting.countDown();
                            done.add(rest.endsWithin(LONG.multipliedBy(10)) ? "ended" : "went on");
                        },
                        _ -> done.add("begun")),
                SOON);
        upkeep.start();
        resting.await();

        upkeep.close(LONG);

        assertThat(done).containsExactly("ended");
    }

    @Test
    void itsThreadHoldsUpNoOtherAndNoExit() throws Exception {
        AtomicReference<Thread> thread = new AtomicReference<>();
        Upkeep upkeep = new Upkeep(UpkeepWork.UPKEEP, List.of(_ -> thread.set(Thread.currentThread())), SOON);

        upkeep.start();
        await().until(() -> thread.get() != null);
        upkeep.close(LONG);

        assertThat(thread.get())
                .returns(true, Thread::isDaemon)
                .returns(Thread.MIN_PRIORITY, Thread::getPriority)
                .returns(false, Thread::isAlive);
    }

    @Test
    void withoutAnIntervalNothingRuns() throws Exception {
        Upkeep upkeep = new Upkeep(UpkeepWork.UPKEEP, List.of(_ -> done.add("facts")), Duration.ZERO);

        upkeep.start();
        upkeep.close(LONG);

        assertThat(done).isEmpty();
    }
}
