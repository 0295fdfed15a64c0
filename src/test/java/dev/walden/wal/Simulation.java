package dev.walden.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.wal.WriteAheadLog.Urgency;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * Runs scripts of a single caller on a disk that goes off, and holds the log to an oracle: all that was ever acknowledged or read is
 * there for ever, unchanged; what else is there was asked for; a pure power loss never keeps the log from opening. Without threads
 * of its own, so that a seed repeats.
 */
final class Simulation {

    /** What a caller does. */
    sealed interface Step {
        /** Appends bodies of some sizes in one call. */
        record Append(List<Integer> bytes) implements Step {}

        /** Lets the sealing lane run. */
        record Seal() implements Step {}

        /** Packs all segments that may be, while the sealing lane runs. */
        record Archive() implements Step {}

        /** Erases a record, counted from the first one. */
        record Erase(int which) implements Step {}

        /** Leaves some records out of the full segment that holds a record, counted from the first one. */
        record Thin(int which) implements Step {}

        /** Has the next lines go to a new segment. */
        record BeginSegment() implements Step {}

        /** Closes in good order and opens again. */
        record Reopen() implements Step {}

        /** The process is killed; the system lives on. */
        record Kill() implements Step {}

        /**
         * The power goes at the k-th changing operation after this, in whatever step that is.
         *
         * @param againAfter the operation of the opening that follows at which it goes again; 0 leaves that to luck
         */
        record PowerLoss(int afterOperations, int againAfter) implements Step {}

        /** The k-th force after this fails as a kernel fails it: some pages are lost, and all count as written. */
        record FailedForce(int afterForces) implements Step {}
    }

    static final int SEGMENT_BYTES = 8 * 1024;
    static final int SMALLEST_BODY_BYTES = 60;

    /** More than a script makes. */
    private static final int MAX_SEGMENTS = 64;

    static {
        LogFixture.silence(); // thousands of openings
    }

    private static final Duration NEVER = Duration.ofDays(1);
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final RandomGenerator luck;
    private final UnaryOperator<Storage> disturbance;
    private final TailRule tailRule;
    private final Random luckOfTheClock;
    private final boolean marking;
    private final SimulationOracle oracle = new SimulationOracle();
    private final long reserveBytes;

    private SimulatedDisk disk = new SimulatedDisk();
    private SteppedBackground background = new SteppedBackground();
    private SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private SegmentedLog log;
    private int bodies;
    private int powerLosses;
    private long earlierOperations;
    private int cuts;
    private long archived;
    private int failedForces;
    private int againAfter;
    private int erasures;
    private int thinnings;

    Simulation(RandomGenerator luck, UnaryOperator<Storage> disturbance, TailRule tailRule) {
        this.luck = luck;
        this.disturbance = disturbance;
        this.tailRule = tailRule;
        this.luckOfTheClock = new Random(luck.nextLong());
        this.marking = luck.nextBoolean();
        this.reserveBytes = luck.nextBoolean() ? 0 : 2L * SEGMENT_BYTES;
        this.log = openUntilItHolds();
    }

    static Simulation sound(RandomGenerator luck) {
        return new Simulation(luck, storage -> storage, TailScan::highestWatermark);
    }

    int powerLosses() {
        return powerLosses;
    }

    int failedForces() {
        return failedForces;
    }

    /** How often an opening had a tail to cut. */
    int cuts() {
        return cuts;
    }

    /** Changing operations of all disks there were. */
    long operations() {
        return earlierOperations + disk.operations();
    }

    void run(List<? extends Step> script) {
        script.forEach(this::run);
        disk.goOffAt(1);
        log.close();
        log = openUntilItHolds();
        holdToItsOwnWords();
        log.close();
    }

    /** Once all is finished that a crash cut, each segment is what the log's records say that it is. */
    private void holdToItsOwnWords() {
        for (int left = MAX_SEGMENTS; left > 0; left--) {
            seal();
            if (broken()) {
                log.close();
                log = openUntilItHolds();
            }
        }
        log.scrub(bytes -> {});
        assertThat(broken() ? List.of() : log.damage())
                .as("segments that are not as recorded")
                .isEmpty();
    }

    private void run(Step step) {
        switch (step) {
            case Step.Append(var sizes) -> append(sizes);
            case Step.Seal() -> seal();
            case Step.Archive() -> archive();
            case Step.Erase(int which) -> erase(which);
            case Step.Thin(int which) -> thin(which);
            case Step.BeginSegment() -> beginSegment();
            case Step.Reopen() -> {
                log.close();
                log = openUntilItHolds();
            }
            case Step.Kill() -> {
                disk.goOffAt(1);
                log.close();
                disk = disk.afterKill();
                log = openUntilItHolds();
            }
            case Step.PowerLoss(int operations, int again) -> {
                disk.goOffAt(operations);
                againAfter = again;
            }
            case Step.FailedForce(int forces) -> disk.failForce(forces, luck);
        }
        if (broken()) {
            log.close();
            log = openUntilItHolds();
        }
    }

    /** Whether the log has a reason to fail. */
    private boolean broken() {
        return disk.off() || disk.failedForce();
    }

    private void append(List<Integer> sizes) {
        var texts = new ArrayList<byte[]>();
        for (int size : sizes) {
            texts.add(LogFixture.body("b" + bodies++ + "-", Math.max(size, SMALLEST_BODY_BYTES)));
            oracle.asked(texts.getLast());
        }
        try {
            var appended = log.append(texts, luck.nextBoolean() ? Urgency.NORMAL : Urgency.OUTCOME);
            for (int i = 0; i < texts.size(); i++) {
                oracle.acknowledged(appended.first() + i, texts.get(i));
            }
            if (marking) {
                awaitDurable(log, appended.last() + 1);
            }
        } catch (WalException.Unusable e) {
            assertThat(broken())
                    .as("only a disk that is off or failed fails: %s", e)
                    .isTrue();
        }
    }

    private void seal() {
        long before = log.durable();
        background.seal();
        boolean digestOnItsWay = queued() > 0 || log.durable() > before;
        if (digestOnItsWay) {
            awaitDurable(log, before + 1);
            awaitRest(); // not a number of records: the marker that an opening leaves may come in the middle
        }
    }

    /** The old body is right until the new one is seen, and the new one from then on. */
    private void erase(int which) {
        long seq = 1 + which % Math.max(1, log.durable());
        if (oracle.ofTheLog(seq)) {
            return;
        }
        var body = LogFixture.body("erased" + bodies++);
        oracle.mayBecome(seq, body);
        var done = whileSealing(() -> log.rewrite(new TreeMap<>(Map.of(seq, body)), "test"));
        if (broken()) {
            return;
        }
        if (done.join().contains(seq)) {
            oracle.acknowledged(seq, body);
            erasures++;
        } else {
            oracle.staysAsItIs(seq, body);
        }
    }

    /** A record that is to go is there until it is seen to be gone, and never again from then on. */
    private void thin(int which) {
        long through = log.lastBefore(Instant.MAX);
        if (through == 0) {
            return;
        }
        oracle.mayLose(through);
        var done = whileSealing(() -> log.thin(
                1 + which % through,
                through,
                entry -> SimulationOracle.goes(LogFixture.text(entry.body()))
                        ? RecordRule.Fate.DROPPED
                        : RecordRule.Fate.KEPT,
                "test"));
        if (!broken()) {
            thinnings += done.join() > which % through ? 1 : 0;
            oracle.seeWhatIsGone(SimulationOracle.bodies(log, log.durable()));
        }
    }

    /** Lets the sealing lane do what somebody waits for, and the log come to rest after it. */
    private <T> CompletableFuture<T> whileSealing(Supplier<T> work) {
        var done = CompletableFuture.supplyAsync(work);
        while (!done.isDone()) {
            background.seal();
            Thread.onSpinWait();
        }
        awaitRest();
        return done;
    }

    private void awaitRest() {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (!broken() && (queued() > 0 || (marking && !endsWithMarker()))) {
            assertThat(System.nanoTime()).as("a log at rest ends with a marker").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private boolean endsWithMarker() {
        long last = log.durable();
        return last == 0
                || SimulationOracle.bodies(log, last).lastEntry().getValue().contains("log-marker");
    }

    int thinnings() {
        return thinnings;
    }

    int erasures() {
        return erasures;
    }

    private void beginSegment() {
        long before = log.durable();
        if (before > 0) {
            log.beginSegment();
            awaitDurable(log, before + 1);
        }
    }

    private void archive() {
        log.archive(log.durable(), Instant.MAX);
        for (int left = MAX_SEGMENTS; left > 0 && !broken(); left--) {
            seal();
        }
        archived = Math.max(
                archived,
                disk.list().stream().filter(name -> name.endsWith(".zst")).count());
    }

    /** The most segments that were in the archive at once. */
    long archived() {
        return archived;
    }

    private void awaitDurable(SegmentedLog log, long seq) {
        try {
            boolean durable = log.awaitDurable(seq, DEADLINE);
            assertThat(durable || broken()).as("record %d becomes durable", seq).isTrue();
            while (durable && queued() > 0) {
                Thread.onSpinWait(); // what is durable leaves the queue a moment later
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private double queued() {
        return meters.get("walden.log.queue.records").gauge().value();
    }

    /** Opens, with the power going again and again during recovery, until an opening holds; then checks what is there. */
    private SegmentedLog openUntilItHolds() {
        while (true) {
            repairDisk();
            background = new SteppedBackground();
            try {
                meters = new SimpleMeterRegistry();
                var opened = SegmentedLog.open(options(), new WalMetrics(meters), wiring());
                check(opened);
                if (!broken()) {
                    return opened;
                }
                opened.close(); // the power went while its threads got going
            } catch (WalException.Unusable e) {
                assertThat(broken())
                        .as("only a disk that is off or failed fails: %s", e)
                        .isTrue();
            }
        }
    }

    /** Switches the power on again, or starts a process after one whose force failed. */
    private void repairDisk() {
        if (disk.off()) {
            earlierOperations += disk.operations();
            disk = disk.afterPowerLoss(luck);
            powerLosses++;
            if (againAfter > 0) {
                disk.goOffAt(againAfter);
                againAfter = 0;
            } else if (luck.nextInt(3) == 0) {
                disk.goOffAt(1 + luck.nextInt(12));
            }
        } else if (disk.failedForce()) {
            failedForces++;
            disk = disk.afterKill();
            if (luck.nextBoolean()) {
                disk.forgetCleanPages();
            }
        }
    }

    private Wiring wiring() {
        return new Wiring(
                disturbance.apply(disk), background, marking ? Duration.ZERO : NEVER, () -> "0".repeat(32), tailRule);
    }

    /** Another opening may find another configuration. */
    private WalOptions options() {
        boolean preFill = luck.nextInt(3) > 0;
        return new WalOptions(
                Path.of("nowhere"), SEGMENT_BYTES, reserveBytes, 0, preFill, this::jumpingClock, failure -> {});
    }

    /** The writer's thread asks, so its luck is its own. */
    private Instant jumpingClock() {
        return Instant.ofEpochSecond(luckOfTheClock.nextLong(-100_000_000_000L, 400_000_000_000L));
    }

    private void check(SegmentedLog opened) {
        cuts += opened.recovery().cutBytes() > 0 ? 1 : 0;
        var found = SimulationOracle.bodies(opened, opened.recovery().last());
        oracle.check(found);
        if (marking && !found.isEmpty() && !found.lastEntry().getValue().contains("log-marker")) {
            awaitDurable(opened, found.lastKey() + 1);
        }
    }
}
