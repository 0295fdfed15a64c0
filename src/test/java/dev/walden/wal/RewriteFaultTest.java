package dev.walden.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.wal.RecordRule.Fate;
import dev.walden.wal.Storage.NoRoomException;
import dev.walden.wal.TamperedStorage.Call;
import dev.walden.wal.TamperedStorage.Operation;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Each call to the disk fails once that is made to rewrite, pack and thin segments. Nothing acknowledged rests on these, so the log goes on
 * and they are done again; only when a segment is attested to be what it is not yet, the next start has to see to it.
 */
class RewriteFaultTest {

    private static final Duration UNTIL_TRIED_AGAIN = Duration.ofDays(2);
    private static final long ERASED = 2;
    private static final long LEFT_OUT = 3;

    private static final Set<String> ENDS_THE_LOG = Set.of(
            "rename segment.jsonl",
            "sync folder after rename segment.jsonl",
            "delete archive/segment.jsonl.zst",
            "sync folder after delete archive/segment.jsonl.zst");

    private final Set<String> survived = new TreeSet<>();
    private final Set<String> ended = new TreeSet<>();

    @Test
    void anInputOutputErrorBesideTheCommitsIsToldAndTheWorkDoneAgain() {
        failEachCall(() -> new IOException("Input/output error"));
    }

    @Test
    void aFullDiskBesideTheCommitsIsToldAndTheWorkDoneAgain() {
        failEachCall(() -> new NoRoomException("No space left on device"));
    }

    private void failEachCall(Supplier<IOException> failure) {
        int calls = 0;
        while (new Life(calls + 1, failure.get()).run()) {
            calls++;
        }

        assertThat(calls).isGreaterThan(50);
        assertThat(ended).isEqualTo(ENDS_THE_LOG);
        assertThat(survived)
                .contains(
                        "create segment.jsonl.rewrite",
                        "write segment.jsonl.rewrite",
                        "force segment.jsonl.rewrite",
                        "sync folder after force segment.jsonl.rewrite",
                        "create archive/segment.jsonl.zst.tmp",
                        "write archive/segment.jsonl.zst.tmp",
                        "force archive/segment.jsonl.zst.tmp",
                        "rename archive/segment.jsonl.zst",
                        "sync folder after rename archive/segment.jsonl.zst",
                        "delete segment.jsonl",
                        "sync folder after delete segment.jsonl");
    }

    /** Fails the k-th call that the sealing lane makes, which is the test's own thread. */
    private static final class FailingCall implements TamperedStorage.Tampering {

        private static final Set<Operation> READING =
                EnumSet.of(Operation.LIST, Operation.OPEN, Operation.OPEN_TO_READ, Operation.READ);

        private final Thread lane = Thread.currentThread();
        private final IOException failure;
        private int left;
        private String lastChange = "";
        private String failed = "";
        private boolean armed;

        FailingCall(int k, IOException failure) {
            this.left = k;
            this.failure = failure;
        }

        @Override
        public void on(Call call) throws IOException {
            if (armed && Thread.currentThread().equals(lane)) {
                var name = name(call);
                if (--left == 0) {
                    failed = name;
                    throw failure;
                }
                lastChange = READING.contains(call.operation()) ? lastChange : name;
            }
            call.proceed().run();
        }

        private String name(Call call) {
            var operation = call.operation().name().toLowerCase(Locale.ROOT).replace('_', ' ');
            return call.operation() == Operation.SYNC_FOLDER
                    ? operation + " after " + lastChange
                    : operation + " " + call.name().replaceAll("\\d{20}", "segment");
        }
    }

    /** A log of three segments that are rewritten, packed and thinned, with one call that fails. */
    private final class Life {

        private final SimulatedDisk disk = LogOnDisk.threeSegments();
        private final SteppedBackground background = new SteppedBackground();
        private final FailingCall failing;

        Life(int k, IOException failure) {
            failing = new FailingCall(k, failure);
        }

        /** False when there was no such call any more. */
        boolean run() {
            var before = before();
            boolean goesOn;
            try (var log = LogOnDisk.open(new TamperedStorage(disk, failing), background)) {
                rest();
                failing.armed = true;
                var _ = work(log, LogOnDisk.NOON.plusSeconds(1));
                failing.armed = false;
                goesOn = log.condition() instanceof LogCondition.Accepting;
                if (goesOn) {
                    LogFixture.append(log, "goes on");
                }
            }
            if (goesOn) {
                assertThatTheNextProcessDoesItAll(before);
            }
            if (!failing.failed.isEmpty()) {
                (goesOn ? survived : ended).add(failing.failed);
            }
            assertThatTheNextStartHasAll(before);
            return !failing.failed.isEmpty();
        }

        /** The same process leaves a segment that failed alone for a day. */
        private void assertThatTheNextProcessDoesItAll(Map<Long, String> before) {
            try (var log = LogOnDisk.open(disk, background)) {
                rest();
                assertThat(work(log, LogOnDisk.NOON.plus(UNTIL_TRIED_AGAIN)))
                        .as("done again after %s failed", failing.failed)
                        .isFalse();
                assertThatAllIsDone(log, before);
            }
        }

        private Map<Long, String> before() {
            try (var log = LogOnDisk.open(disk)) {
                return SimulationOracle.bodies(log, log.durable());
            }
        }

        private boolean work(SegmentedLog log, Instant now) {
            boolean told = fails(() -> log.rewrite(new TreeMap<>(Map.of(ERASED, LogFixture.body("gone"))), "test"));
            log.archive(log.durable(), now);
            rest();
            return fails(() -> log.thin(ERASED, log.lastBefore(Instant.MAX), RewriteFaultTest::rule, "test")) || told;
        }

        private boolean fails(Supplier<?> work) {
            var done = CompletableFuture.supplyAsync(work);
            while (!done.isDone()) {
                background.seal();
                Thread.onSpinWait();
            }
            try {
                done.join();
                return false;
            } catch (CompletionException told) {
                return true;
            }
        }

        private void rest() {
            while (background.seal()) {
                Thread.onSpinWait();
            }
        }

        private void assertThatAllIsDone(SegmentedLog log, Map<Long, String> before) {
            var now = SimulationOracle.bodies(log, log.durable());
            before.forEach((seq, body) -> assertThat(now.get(seq))
                    .as("record %d after %s failed", seq, failing.failed)
                    .isEqualTo(expected(seq, body)));
            assertThat(disk.list()).noneMatch(name -> name.endsWith(".rewrite") || name.endsWith(".tmp"));
        }

        private @Nullable String expected(long seq, String body) {
            return seq == LEFT_OUT ? null : seq == ERASED ? LogFixture.text("gone") : body;
        }

        private void assertThatTheNextStartHasAll(Map<Long, String> before) {
            try (var log = LogOnDisk.open(disk, background)) {
                rest();
                var now = SimulationOracle.bodies(log, log.durable());
                before.forEach((seq, body) -> assertThat(now.get(seq))
                        .as("record %d after %s failed and a start", seq, failing.failed)
                        .isIn(body, expected(seq, body)));
                LogFixture.append(log, "goes on after a start");
                log.scrub(bytes -> {});
                assertThat(log.damage()).as("after %s failed", failing.failed).isEmpty();
            }
        }
    }

    private static Fate rule(LogRecord entry) {
        return entry.seq() == LEFT_OUT ? Fate.DROPPED : Fate.KEPT;
    }
}
