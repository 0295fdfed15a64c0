package dev.walden.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.wal.TamperedStorage.Operation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A caller who appends alone commits in its own thread, and can harm nobody by that. */
class LoneAppendTest {

    @TempDir
    Path home;

    @BeforeAll
    static void needTwoProcessors() {
        Assumptions.assumeTrue(
                Runtime.getRuntime().availableProcessors() > 1,
                "With one processor all commits are left to the writer thread; two are needed.");
    }

    private static boolean forcesRecords(TamperedStorage.Call call) {
        return call.operation() == Operation.FORCE && call.name().endsWith(".jsonl");
    }

    @Test
    void whoAppendsAloneCommitsWithoutAnotherThread() {
        var committing = ConcurrentHashMap.<Thread>newKeySet();
        var storage = new TamperedStorage(new SimulatedDisk(), call -> {
            if (forcesRecords(call)) {
                committing.add(Thread.currentThread());
            }
            call.proceed().run();
        });
        try (var log = LogOnDisk.open(storage)) {
            for (int i = 0; i < 100; i++) { // one of them is not behind a commit that a pause has made slow
                LogFixture.append(log, "alone");
            }

            assertThat(committing).contains(Thread.currentThread());
            assertThat(LogFixture.bodies(log)).hasSize(100);
        }
    }

    @Test
    void anErrorOfACallersCommitEndsTheLogForAll() throws Exception {
        var teller = new CompletableFuture<Thread>();
        var caller = Thread.currentThread();
        var storage = new TamperedStorage(new SimulatedDisk(), call -> {
            if (forcesRecords(call) && Thread.currentThread().equals(caller)) {
                throw new IOException("torn cable");
            }
            call.proceed().run();
        });
        var options = LogOnDisk.options(() -> LogOnDisk.NOON);
        var watched = new WalOptions(
                options.home(),
                options.segmentBytes(),
                0,
                0,
                true,
                options.clock(),
                failure -> teller.complete(Thread.currentThread()));
        try (var log = SegmentedLog.open(watched, LogFixture.metrics(), LogOnDisk.wiring(storage))) {

            assertThatThrownBy(() -> {
                        for (int i = 0; i < 100; i++) {
                            LogFixture.append(log, "alone");
                        }
                    })
                    .isInstanceOf(WalException.Unusable.class)
                    .hasMessageContaining("torn cable");

            // Whoever stops the process by this waits for the log to close; in the caller's thread that would have no
            // end.
            assertThat(teller.get(20, TimeUnit.SECONDS)).isNotSameAs(caller);
            assertThatThrownBy(() -> LogFixture.append(log, "after")).isInstanceOf(WalException.Unusable.class);
        }
    }

    /** The moment between a failure of the writer thread and its telling is short: it is looked for in many logs. */
    @Test
    void afterAFailureOfTheWriterThreadNoCallerWritesAnything() throws Exception {
        var late = new ConcurrentLinkedQueue<TamperedStorage.Call>();
        for (int i = 0; i < 300; i++) {
            var failed = new AtomicBoolean();
            var storage = new TamperedStorage(new SimulatedDisk(), call -> {
                if (failed.get() && call.name().endsWith(".jsonl") && call.operation() == Operation.FORCE) {
                    late.add(call);
                } else if (forcesRecords(call)
                        && Thread.currentThread().getName().equals("walden-log-writer")) {
                    failed.set(true);
                    throw new IOException("torn cable");
                }
                call.proceed().run();
            });
            try (var log = LogOnDisk.open(storage)) {
                var callers = Stream.generate(() -> Thread.ofPlatform().start(() -> appendUntilItEnds(log)))
                        .limit(4)
                        .toList();
                for (var caller : callers) {
                    caller.join();
                }
            }
        }

        assertThat(late).isEmpty();
    }

    private static void appendUntilItEnds(WriteAheadLog log) {
        try {
            while (true) {
                LogFixture.append(log, "one of many");
            }
        } catch (WalException.Unusable end) {
            // as it should
        }
    }

    @Test
    void whoComesWhileACallerCommitsIsCommittedAndClosingWaitsForAll() throws Exception {
        var disk = new SimulatedDisk();
        var caller = new AtomicReference<Thread>();
        var reached = new CountDownLatch(1);
        var released = new CountDownLatch(1);
        var storage = new TamperedStorage(disk, call -> {
            if (forcesRecords(call) && Thread.currentThread().equals(caller.get())) {
                hold(reached, released);
            }
            call.proceed().run();
        });
        var log = LogOnDisk.open(storage);
        var alone = new FutureTask<>(() -> {
            int done = 0;
            while (reached.getCount() > 0 && done < 1_000) { // one of them is its own commit
                LogFixture.append(log, "alone");
                done++;
            }
            return done;
        });
        caller.set(Thread.ofVirtual().unstarted(alone));
        caller.get().start();
        assertThat(reached.await(20, TimeUnit.SECONDS)).isTrue();
        var others = Stream.generate(() -> new FutureTask<>(() -> LogFixture.append(log, "beside")))
                .limit(20)
                .toList();
        awaitWaiting(others.stream().map(Thread.ofVirtual()::start).toList());
        var closing = Thread.ofVirtual().start(log::close);
        awaitWaiting(List.of(closing));

        released.countDown();

        assertThat(closing.join(Duration.ofSeconds(20))).isTrue();
        for (var other : others) {
            assertThat(other.get(20, TimeUnit.SECONDS)).isNotNull();
        }
        int acknowledged = alone.get(20, TimeUnit.SECONDS) + others.size();
        try (var again = LogOnDisk.open(disk)) {
            assertThat(LogFixture.bodies(again)).hasSize(acknowledged);
        }
    }

    private static void hold(CountDownLatch reached, CountDownLatch released) {
        reached.countDown();
        try {
            assertThat(released.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void awaitWaiting(List<Thread> threads) {
        Awaitility.await().until(() -> threads.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING));
    }

    @Test
    void aMarkerCoversWhatCallersHaveCommitted() throws Exception {
        var wiring = LogOnDisk.wiring(new SimulatedDisk());
        var quick = new Wiring(
                wiring.storage(), wiring.background(), Duration.ofMillis(2), wiring.newLogId(), wiring.tailRule());
        try (var log = SegmentedLog.open(LogOnDisk.options(() -> LogOnDisk.NOON), LogFixture.metrics(), quick)) {
            for (int round = 0; round < 20; round++) {
                long last = LogFixture.append(log, "alone").last();

                assertThat(log.awaitDurable(last + 1, Duration.ofSeconds(20))).isTrue();
            }
        }
    }

    @Test
    void interruptsOfACallerLeaveTheFilesOpen() {
        try (var log = SegmentedLog.open(LogFixture.small(home), LogFixture.metrics())) {
            List<Boolean> kept = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                Thread.currentThread().interrupt();
                LogFixture.append(log, "interrupted");
                kept.add(Thread.interrupted());
            }

            assertThat(kept).hasSize(200).doesNotContain(false);
            assertThat(LogFixture.bodies(log)).hasSize(200);
        }
    }
}
