package dev.walden.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.wal.TamperedStorage.Call;
import dev.walden.wal.TamperedStorage.Operation;
import dev.walden.wal.WriteAheadLog.Urgency;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Each call to the disk fails once, in each way: the log is never used again, and the next start has what was acknowledged. */
class InjectedFaultTest {

    /** Fails the k-th call and remembers that it did. */
    private static final class FailingCall implements TamperedStorage.Tampering {

        private final int k;
        private final IOException failure;
        private int calls;

        FailingCall(int k, IOException failure) {
            this.k = k;
            this.failure = failure;
        }

        boolean reached() {
            return calls >= k;
        }

        @Override
        public synchronized void on(Call call) throws IOException {
            if (++calls == k) {
                throw failure;
            }
            call.proceed().run();
        }
    }

    @Test
    void anInputOutputErrorAtAnyCallLosesNothingAcknowledged() {
        int calls = failEachCall(() -> new IOException("Input/output error"));

        assertThat(calls).isGreaterThan(60);
    }

    @Test
    void aFullDiskAtAnyCallLosesNothingAcknowledged() {
        failEachCall(() -> new Storage.NoRoomException("No space left on device"));
    }

    @Test
    void aReadOnlyFileSystemAtAnyCallLosesNothingAcknowledged() {
        failEachCall(() -> new IOException("Read-only file system"));
    }

    private interface Failure {
        IOException make();
    }

    private static int failEachCall(Failure failure) {
        for (int k = 1; ; k++) {
            var disk = new SimulatedDisk();
            var failing = new FailingCall(k, failure.make());
            var acknowledged = new ArrayList<String>();
            work(new TamperedStorage(disk, failing), acknowledged);
            if (!failing.reached()) {
                return k;
            }
            try (var log = LogOnDisk.open(disk)) {
                var found = LogFixture.bodies(log);
                boolean held = found.size() >= acknowledged.size()
                        && found.subList(0, acknowledged.size()).equals(acknowledged);
                assertThat(held)
                        .as("acknowledged records are there after call %d failed", k)
                        .isTrue();
            }
        }
    }

    /** Appends over segments until something fails. */
    private static void work(Storage storage, List<String> acknowledged) {
        var background = new SteppedBackground();
        for (int run = 0; run < 2; run++) {
            try (var log = LogOnDisk.open(storage, background)) {
                for (int i = 0; i < 4; i++) {
                    var body = LogFixture.body(run + "-" + i, 3_500);
                    log.append(List.of(body), Urgency.NORMAL);
                    acknowledged.add(LogFixture.text(body));
                    background.seal();
                    background.retry();
                }
            } catch (WalException.Unusable | WalException.NoSpace e) {
                return;
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
