package dev.walden.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.wal.TamperedStorage.Operation;
import dev.walden.wal.WriteAheadLog.Appended;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** However the writer ends and whoever is interrupted, nobody hangs and no fact is lost. */
class WriterEndTest {

    private static final Duration DEADLINE = Duration.ofSeconds(20);

    /** Holds the first force of a segment until told how to go on. */
    private static final class HeldForce implements TamperedStorage.Tampering {

        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);
        private final AtomicBoolean held = new AtomicBoolean();
        private final AtomicReference<Error> error = new AtomicReference<>();

        @Override
        public void on(TamperedStorage.Call call) throws IOException {
            boolean hold = call.operation() == Operation.FORCE && call.name().endsWith(".jsonl");
            if (hold && held.compareAndSet(false, true)) {
                reached.countDown();
                await(released);
                var thrown = error.get();
                if (thrown != null) {
                    throw thrown;
                }
            }
            call.proceed().run();
        }

        void release() {
            released.countDown();
        }

        void releaseWith(Error thrown) {
            error.set(thrown);
            released.countDown();
        }

        private static void await(CountDownLatch latch) {
            try {
                assertThat(latch.await(DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        void awaitReached() {
            await(reached);
        }
    }

    @Test
    void anErrorOfAnyKindFailsAllWhoWait() throws Exception {
        var force = new HeldForce();
        var log = LogOnDisk.open(new TamperedStorage(new SimulatedDisk(), force));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var waiting = new ArrayList<Future<Appended>>();
            for (int i = 0; i < 100; i++) {
                waiting.add(threads.submit(() -> LogFixture.append(log, "x")));
            }
            var follower = threads.submit(() -> log.awaitDurable(1, DEADLINE));
            force.awaitReached();

            force.releaseWith(new OutOfMemoryError("for a test"));

            for (var one : waiting) {
                assertThatThrownBy(() -> one.get(20, TimeUnit.SECONDS))
                        .isInstanceOf(ExecutionException.class)
                        .hasCauseInstanceOf(WalException.Unusable.class);
            }
            assertThat(follower.get(20, TimeUnit.SECONDS)).isFalse();
        }
        assertThatThrownBy(() -> LogFixture.append(log, "y")).isInstanceOf(WalException.Unusable.class);
        log.close();
        assertThat(log.condition()).isInstanceOf(LogCondition.Unusable.class);
    }

    @Test
    void anInterruptedAppenderWaitsOnAndKeepsItsInterrupt() throws Exception {
        var force = new HeldForce();
        try (var log = LogOnDisk.open(new TamperedStorage(new SimulatedDisk(), force))) {
            var appended = new AtomicReference<Appended>();
            var interrupted = new AtomicBoolean();
            var appender = Thread.ofVirtual().start(() -> {
                appended.set(LogFixture.append(log, "a"));
                interrupted.set(Thread.currentThread().isInterrupted());
            });
            force.awaitReached();

            appender.interrupt();
            force.release();
            assertThat(appender.join(DEADLINE)).isTrue();

            assertThat(appended.get()).isNotNull();
            assertThat(interrupted).isTrue();
            LogFixture.append(log, "b");
            assertThat(LogFixture.bodies(log)).hasSize(2);
        }
    }

    @Test
    void closingFailsNobodyWhoWasQueued() throws Exception {
        var disk = new SimulatedDisk();
        var force = new HeldForce();
        var log = LogOnDisk.open(new TamperedStorage(disk, force));
        var appends = Stream.generate(() -> new FutureTask<>(() -> LogFixture.append(log, "a")))
                .limit(100)
                .toList();
        Thread.ofVirtual().start(appends.getFirst());
        force.awaitReached();
        awaitWaiting(appends.stream().skip(1).map(Thread.ofVirtual()::start).toList());
        var closing = Thread.ofVirtual().start(log::close);
        awaitWaiting(List.of(closing));

        force.release();

        assertThat(closing.join(DEADLINE)).isTrue();
        for (var append : appends) {
            assertThat(append.get(20, TimeUnit.SECONDS)).isNotNull();
        }
        assertThatThrownBy(() -> LogFixture.append(log, "late"))
                .isInstanceOf(WalException.Unusable.class)
                .hasMessageContaining("closed");
        log.close();
        try (var again = LogOnDisk.open(disk)) {
            assertThat(LogFixture.bodies(again)).hasSize(100);
        }
    }

    /** Until all have come to their wait for the writer, which is held: what they queued or asked for is there. */
    private static void awaitWaiting(List<Thread> threads) {
        Awaitility.await()
                .atMost(DEADLINE)
                .until(() -> threads.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING));
    }

    @Test
    void appendersAreEitherAcknowledgedOrFailedWhenTheLogIsClosedUnderThem() throws Exception {
        var disk = new SimulatedDisk();
        var acknowledged = new ArrayList<Future<List<String>>>();
        var log = LogOnDisk.open(disk);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var busy = new CountDownLatch(16);
            for (int i = 0; i < 16; i++) {
                int writer = i;
                acknowledged.add(threads.submit(() -> appendUntilClosed(log, writer, busy)));
            }
            assertThat(busy.await(20, TimeUnit.SECONDS)).isTrue();
            log.close();
        }

        try (var again = LogOnDisk.open(disk)) {
            for (var one : acknowledged) {
                assertThat(LogFixture.bodies(again)).containsAll(one.get());
            }
        }
    }

    private static List<String> appendUntilClosed(WriteAheadLog log, int writer, CountDownLatch busy) {
        var done = new ArrayList<String>();
        try {
            for (int n = 0; n < 1_000_000; n++) {
                var text = writer + "-" + n;
                LogFixture.append(log, text);
                done.add(LogFixture.text(text));
                busy.countDown();
            }
            throw new AssertionError("never closed");
        } catch (WalException.Unusable e) {
            return done;
        }
    }

    @Test
    void aFollowerIsWokenByEachCommitAndByTheDeadline() throws Exception {
        try (var log = LogOnDisk.open(new SimulatedDisk());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var follower = threads.submit(() -> log.awaitDurable(3, DEADLINE));
            LogFixture.append(log, "a", "b", "c");

            assertThat(follower.get(20, TimeUnit.SECONDS)).isTrue();
            assertThat(log.awaitDurable(3, Duration.ZERO)).isTrue();
            assertThat(log.awaitDurable(4, Duration.ofMillis(1))).isFalse();
        }
    }
}
