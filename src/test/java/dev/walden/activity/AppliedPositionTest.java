package dev.walden.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Waiting for the views. */
class AppliedPositionTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final AppliedPosition position = new AppliedPosition();

    @Test
    void whatIsAppliedIsNotWaitedFor() {
        position.advance(5);

        assertThatCode(() -> position.await(5, Duration.ZERO)).doesNotThrowAnyException();
    }

    @Test
    void whatIsNotAppliedInTimeIsBehind() {
        position.advance(5);

        assertThatThrownBy(() -> position.await(6, Duration.ofMillis(1)))
                .isInstanceOf(ActivityException.ViewsBehind.class)
                .hasMessage("The views are at record 5; record 6 was not applied within PT0.001S.");
    }

    @Test
    void everyWaiterIsWokenByItsOwnRecord() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> waiters = LongStream.rangeClosed(1, 1_000)
                    .<Future<?>>mapToObj(seq -> threads.submit(() -> {
                        position.await(seq, LONG);
                        return seq;
                    }))
                    .toList();

            for (long seq = 0; seq <= 1_000; seq += 50) {
                position.advance(seq);
            }

            for (Future<?> waiter : waiters) {
                assertThat(waiter.get()).isNotNull();
            }
        }
    }

    @Test
    void aStopWakesAllAndTellsWhy() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> waiter = threads.submit(() -> {
                position.await(1, LONG);
                return null;
            });

            position.fail(new ActivityException.Unreadable("Record 1 is odd.", null));

            assertThatThrownBy(waiter::get)
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOf(ActivityException.ViewFailed.class)
                    .hasMessage("The views stopped at record 0. Record 1 is odd.");
        }
    }

    @Test
    void somebodyWhoWaitsEndsTheWaitForThem() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Thread projector = Thread.ofPlatform().daemon().start(this::applyOnDemand);
            Awaitility.await().until(() -> projector.getState() == Thread.State.TIMED_WAITING);

            Future<?> waiter = threads.submit(() -> {
                position.await(1, LONG);
                return null;
            });

            assertThatCode(waiter::get).doesNotThrowAnyException();
        }
    }

    private void applyOnDemand() {
        try {
            position.awaitDemand(Duration.ofDays(1));
            position.advance(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void nobodyWhoWaitsIsWaitedForInVain() {
        assertThatCode(() -> position.awaitDemand(Duration.ofMillis(1))).doesNotThrowAnyException();
    }
}
