package dev.walden.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.wal.Storage.NoRoomException;
import dev.walden.wal.TamperedStorage.Call;
import dev.walden.wal.TamperedStorage.Operation;
import dev.walden.wal.WriteAheadLog.Urgency;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Each call to the disk fails once, in each way: the log is never used again, and the next start has what was acknowledged. */
class InjectedFaultTest {

    /** The longest that another thread can be at: create the next file, fill it, force it, sync the folder. */
    private static final int CALLS_OF_A_SPARE = 4;

    /** Fails the k-th call and notes what is done to the disk afterwards. */
    private static final class FailingCall implements TamperedStorage.Tampering {

        private static final Set<Operation> HARMLESS =
                EnumSet.of(Operation.LIST, Operation.OPEN, Operation.OPEN_TO_READ, Operation.READ);

        private final int k;
        private final IOException failure;
        private final List<Call> changesAfter = new ArrayList<>();
        private int calls;
        private String name = "";
        private boolean ofCommit;
        private boolean reading;

        FailingCall(int k, IOException failure) {
            this.k = k;
            this.failure = failure;
        }

        synchronized boolean reached() {
            return calls >= k;
        }

        @Override
        public synchronized void on(Call call) throws IOException {
            if (++calls == k) {
                name = call.name();
                reading = call.operation() == Operation.OPEN_TO_READ || call.operation() == Operation.READ;
                ofCommit = call.operation() == Operation.WRITE && call.name().endsWith(".jsonl") && !call.filler();
                throw failure;
            }
            if (calls > k && !HARMLESS.contains(call.operation())) {
                changesAfter.add(call);
            }
            call.proceed().run();
        }
    }

    /** One that hits the reading of a full segment, to seal it, is told as damage. */
    @Test
    void anInputOutputErrorAtAnyCallPoisonsTheLogAndLosesNothingAcknowledged() {
        assertThat(failEachCall(() -> new IOException("Input/output error"))).isGreaterThan(80);
    }

    @Test
    void aReadOnlyFileSystemAtAnyCallPoisonsTheLogAndLosesNothingAcknowledged() {
        assertThat(failEachCall(() -> new IOException("Read-only file system"))).isGreaterThan(80);
    }

    @Test
    void aFullDiskAtAnyCallLosesNothingAcknowledged() {
        assertThat(failEachCall(() -> new NoRoomException("No space left on device")))
                .isGreaterThan(80);
    }

    private static int failEachCall(Supplier<IOException> failure) {
        int told = 0;
        for (int k = 1; ; k++) {
            var disk = new SimulatedDisk();
            var failing = new FailingCall(k, failure.get());
            var work = new Work(new TamperedStorage(disk, failing));
            work.run();
            if (!failing.reached()) {
                assertThat(told > 0).as("told as damage").isNotEqualTo(failing.failure instanceof NoRoomException);
                return k - 1;
            }
            if (!(failing.failure instanceof NoRoomException) && (work.poisoned || !failing.reading)) {
                assertThat(work.poisoned).as("call %d poisons", k).isTrue();
                assertThatNothingGoesOn(failing, k);
            } else if (!(failing.failure instanceof NoRoomException)) {
                told += work.damage.isEmpty() ? 0 : 1; // where a search for a digest read past it, the next scrub tells
            }
            assertThatExactlyTheAcknowledgedAreThere(disk, work, k);
        }
    }

    /**
     * What another thread is at when a call fails ends as it would have: a commit, when getting the next segment ready fails; sealing the
     * segment before, or getting the next one ready, when a commit fails. Nothing is done to the file whose write failed.
     */
    private static void assertThatNothingGoesOn(FailingCall failing, int k) {
        if (failing.ofCommit) {
            assertThat(failing.changesAfter)
                    .as("after call %d", k)
                    .allSatisfy(call -> assertThat(call.name()).isNotEqualTo(failing.name));
        }
        assertThat(failing.changesAfter)
                .as("after call %d", k)
                .hasSizeLessThanOrEqualTo(CALLS_OF_A_SPARE)
                .allMatch(call -> call.name().endsWith(".jsonl") || call.operation() == Operation.SYNC_FOLDER);
        assertThat(failing.changesAfter)
                .as("commits after call %d", k)
                .filteredOn(call -> call.operation() == Operation.WRITE && !call.filler())
                .hasSizeLessThanOrEqualTo(1);
    }

    /** Of the one append that was under way nobody knows. */
    private static void assertThatExactlyTheAcknowledgedAreThere(SimulatedDisk disk, Work work, int k) {
        try (var log = LogOnDisk.open(disk)) {
            var found = LogFixture.bodies(log);
            assertThat(found)
                    .as("after call %d", k)
                    .hasSizeBetween(work.acknowledged.size(), work.acknowledged.size() + 1)
                    .containsAll(work.acknowledged);
            assertThat(work.asked).as("after call %d", k).containsAll(found);
            assertThat(log.condition()).isInstanceOf(LogCondition.Accepting.class);
        }
    }

    /** Appends over segments and a start until something fails. */
    private static final class Work {

        private final Storage storage;
        private final List<String> asked = new ArrayList<>();
        private final List<String> acknowledged = new ArrayList<>();
        private final List<String> damage = new ArrayList<>();
        private boolean poisoned;

        Work(Storage storage) {
            this.storage = storage;
        }

        void run() {
            for (int run = 0; run < 2 && !poisoned; run++) {
                try {
                    run(run);
                } catch (WalException.Unusable e) {
                    poisoned = true; // it did not open
                }
            }
        }

        private void run(int run) {
            var background = new SteppedBackground();
            var log = LogOnDisk.open(storage, background);
            try (log) {
                append(log, run, background);
                damage.addAll(log.damage());
                poisoned = log.condition() instanceof LogCondition.Unusable;
                if (poisoned) {
                    assertThatThrownBy(() -> LogFixture.append(log, "late")).isInstanceOf(WalException.Unusable.class);
                }
            }
            poisoned |= log.condition() instanceof LogCondition.Unusable(var why) && !why.contains("closed");
        }

        private void append(SegmentedLog log, int run, SteppedBackground background) {
            try {
                for (int i = 0; i < 4; i++) {
                    var body = LogFixture.body(run + "-" + i, 3_500);
                    asked.add(LogFixture.text(body));
                    log.append(List.of(body), Urgency.NORMAL);
                    acknowledged.add(LogFixture.text(body));
                    background.seal();
                    background.retry();
                }
            } catch (WalException.Unusable | WalException.NoSpace e) {
                // what became of the log is asked next
            }
        }
    }

    @Test
    void afterAFailedForceNothingIsEverForcedOrWrittenAgain() {
        var failed = new AtomicInteger();
        var callsAfter = new ArrayList<Call>();
        var told = new ArrayList<WalException.Unusable>();
        var storage = new TamperedStorage(new SimulatedDisk(), call -> {
            if (failed.get() > 0) {
                callsAfter.add(call);
            } else if (call.operation() == Operation.FORCE && call.name().endsWith(".jsonl")) {
                failed.incrementAndGet();
                throw new IOException("Input/output error");
            }
            call.proceed().run();
        });
        var options = new WalOptions(
                LogOnDisk.options(() -> LogOnDisk.NOON).home(), 8_192, 0, 0, true, () -> LogOnDisk.NOON, told::add);
        var log = SegmentedLog.open(options, LogFixture.metrics(), LogOnDisk.wiring(storage));

        assertThatThrownBy(() -> LogFixture.append(log, "a"))
                .isInstanceOf(WalException.Unusable.class)
                .hasMessageContaining("Input/output");
        assertThatThrownBy(() -> LogFixture.append(log, "b")).isInstanceOf(WalException.Unusable.class);
        log.close();

        assertThat(told).hasSize(1);
        assertThat(callsAfter).isEmpty();
        assertThat(log.condition()).isInstanceOf(LogCondition.Unusable.class);
        assertThat(log.durable()).isZero();
    }
}
