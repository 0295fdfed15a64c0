package dev.walden.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.wal.RecordRule.Fate;
import dev.walden.wal.TamperedStorage.Operation;
import dev.walden.wal.WriteAheadLog.Urgency;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Records that are left out of full segments, on a simulated disk: two sealed segments and the one being written. */
class ThinTest {

    private static final RecordRule NOTHING = entry -> Fate.KEPT;
    private static final RecordRule ALL = entry -> Fate.DROPPED;

    private final SimulatedDisk disk = LogOnDisk.threeSegments();
    private final SteppedBackground background = new SteppedBackground();
    private final String first = LogOnDisk.segments(disk).getFirst();

    /** The rule that leaves out one record and rewords another. */
    private static RecordRule without(long dropped, long reworded) {
        return entry -> entry.seq() == dropped
                ? Fate.DROPPED
                : entry.seq() == reworded ? new Fate.Reworded(ByteBuffer.wrap(LogFixture.body("other"))) : Fate.KEPT;
    }

    private long thin(SegmentedLog log, long from, RecordRule rule) {
        return thin(log, from, log.lastBefore(Instant.MAX), rule);
    }

    private long thin(SegmentedLog log, long from, long through, RecordRule rule) {
        var done = CompletableFuture.supplyAsync(() -> log.thin(from, through, rule, "test"));
        while (!done.isDone()) {
            background.seal();
            Thread.onSpinWait();
        }
        return done.join();
    }

    private void archive(SegmentedLog log) {
        log.archive(log.durable(), Instant.MAX);
        for (int i = 0; i < 8; i++) {
            background.seal();
        }
    }

    private LogVerification verified() {
        try (var log = StoredLog.open(disk)) {
            return log.verify(VerifyOptions.defaults());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long endOfFirst() {
        return SegmentName.first(LogOnDisk.segments(disk).get(1)).orElseThrow() - 1;
    }

    @Test
    void aDamagedSegmentIsLeftAsItIsAndGoneBy() {
        var content = disk.content(first);
        content[content.length / 2] ^= 1;
        disk.put(first, content);

        try (var log = LogOnDisk.open(disk, background)) {
            assertThat(thin(log, 1, without(2, 3))).isEqualTo(endOfFirst());

            assertThat(disk.content(first)).isEqualTo(content);
            assertThat(thin(log, endOfFirst() + 1, NOTHING)).isGreaterThan(endOfFirst() + 1);
        }
    }

    @Test
    void whatIsLeftOutIsGoneAndAllElseIsRead() {
        try (var log = LogOnDisk.open(disk, background)) {
            var before = LogFixture.lines(log, 1, endOfFirst());

            assertThat(thin(log, 1, without(2, 3))).isEqualTo(endOfFirst());

            var after = LogFixture.lines(log, 1, endOfFirst());
            assertThat(after)
                    .hasSize(before.size() - 1)
                    .contains(before.getFirst())
                    .doesNotContain(before.get(1));
            assertThat(after.get(1)).startsWith("{\"seq\":3,").contains("other");
            assertThat(LogFixture.lines(log, 2, 2)).isEmpty();
            assertThat(LogFixture.lines(log, 2, 3)).containsExactly(after.get(1));
            assertThat(new String(disk.content(first), StandardCharsets.UTF_8))
                    .doesNotContain(before.get(1))
                    .contains("\"thinned\":");
        }
        try (var log = LogOnDisk.open(disk, background)) {
            assertThat(LogFixture.lines(log, 1, 3)).hasSize(2);
        }
    }

    @Test
    void theLastRecordStaysAsAMarkerAndTheChainStays() {
        try (var log = LogOnDisk.open(disk, background)) {
            long seals = seals(log);
            long end = endOfFirst();
            long next = thin(log, 1, ALL);
            thin(log, next + 1, ALL);

            assertThat(LogFixture.lines(log, end, end))
                    .singleElement()
                    .asString()
                    .contains("log-marker");
            assertThat(LogFixture.lines(log, 1, end)).hasSize(1);
            assertThat(seals(log)).isEqualTo(seals + 2);
            assertThat(verified().problems()).isEmpty();
            assertThat(verified().thinned()).isEqualTo(2);
        }
    }

    private static long seals(SegmentedLog log) {
        return LogFixture.lines(log).stream()
                .filter(line -> line.contains("\"type\":\"segment-"))
                .count();
    }

    @Test
    void theThinningIsAttestedWithWhatWasLeftOut() {
        try (var log = LogOnDisk.open(disk, background)) {
            long through = log.lastBefore(Instant.MAX);

            thin(log, 1, without(2, 3));

            assertThat(LogFixture.lines(log))
                    .filteredOn(line -> line.contains("segment-rewritten"))
                    .singleElement()
                    .asString()
                    .contains("\"segment\":\"" + first + "\"")
                    .contains("\"thinned\":" + through + ",\"dropped\":1,\"reason\":\"test\"");
        }
    }

    @Test
    void aSegmentIsThinnedOnceForEachPlaceUpToWhichTheLogIs() {
        try (var log = LogOnDisk.open(disk, background)) {
            long through = log.lastBefore(Instant.MAX);
            assertThat(thin(log, 1, endOfFirst(), without(3, 3))).isEqualTo(endOfFirst());

            thin(log, 1, endOfFirst(), without(2, 3));
            assertThat(LogFixture.lines(log, 2, 2)).hasSize(1);

            thin(log, 1, through, without(2, 3));
            assertThat(LogFixture.lines(log, 2, 2)).isEmpty();
        }
    }

    @Test
    void aSegmentThatLosesNothingStaysAsItIsAndIsOnlyRead() {
        var before = disk.content(first);
        var created = new ArrayList<String>();
        var watched = new TamperedStorage(disk, call -> {
            if (call.operation() == Operation.CREATE) {
                created.add(call.name());
            }
            call.proceed().run();
        });
        try (var log = LogOnDisk.open(watched, background)) {
            long records = log.durable();

            assertThat(thin(log, 1, NOTHING)).isEqualTo(endOfFirst());

            assertThat(log.durable()).isEqualTo(records);
            assertThat(disk.content(first)).isEqualTo(before);
            assertThat(created).doesNotContain(first + ".rewrite");
        }
    }

    /** The segment is large enough for the memory of where its lines begin to be of use. */
    @Test
    void whoReadsWhileASegmentIsReplacedIsNotLedByWhereLinesWereBefore() {
        var reading = new AtomicReference<SegmentedLog>();
        var read = new CompletableFuture<String>();
        var large = new SimulatedDisk();
        var watched = new TamperedStorage(large, call -> {
            call.proceed().run();
            if (call.operation() == Operation.RENAME && call.from().endsWith(".rewrite")) {
                var reader = Thread.ofPlatform().daemon().start(() -> readInto(read, reading.get(), 45));
                Awaitility.await().until(() -> read.isDone() || reader.getState() == Thread.State.WAITING);
            }
        });
        var options = LogOnDisk.options(() -> LogOnDisk.NOON);
        var segments = new WalOptions(options.home(), 3 << 20, 0, 0, true, options.clock(), options.onFailure());
        try (var log = SegmentedLog.open(segments, LogFixture.metrics(), LogOnDisk.wiring(watched, background))) {
            reading.set(log);
            for (int i = 0; i < 70; i++) {
                log.append(List.of(LogFixture.body("r" + i, 50_000)), Urgency.NORMAL);
                background.seal();
            }

            thin(log, 1, without(2, 3));

            assertThat(read.join()).startsWith("{\"seq\":45,");
        }
    }

    private static void readInto(CompletableFuture<String> read, SegmentedLog log, long seq) {
        try {
            read.complete(LogFixture.lines(log, seq, seq).getFirst());
        } catch (RuntimeException e) {
            read.completeExceptionally(e);
        }
    }

    @Test
    void aThinnedSegmentIsPackedScrubbedAndThinnedFromTheArchive() {
        try (var log = LogOnDisk.open(disk, background)) {
            thin(log, 1, endOfFirst(), without(2, 2));
            archive(log);
            assertThat(disk.list()).contains(Segment.archiveName(first)).doesNotContain(first);

            thin(log, 1, without(3, 3));
            archive(log);

            log.scrub(bytes -> {});
            assertThat(log.damage()).isEmpty();
            assertThat(LogFixture.lines(log, 2, 3)).isEmpty();
            assertThat(verified().problems()).isEmpty();
        }
    }

    @Test
    void theSegmentBeingWrittenIsNeverThinned() {
        try (var log = LogOnDisk.open(disk, background)) {
            assertThatThrownBy(() -> thin(log, log.durable(), log.durable(), ALL))
                    .hasCauseInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void partsOfAThinnedRangeHoldAllThatIsLeft() {
        try (var log = LogOnDisk.open(disk, background)) {
            thin(log, 1, entry -> entry.seq() % 2 == 0 ? Fate.DROPPED : Fate.KEPT);
            var whole = LogFixture.lines(log);

            for (int bytes : List.of(1, 200, 5_000, 100_000)) {
                var parts = new ArrayList<String>();
                for (long from = 1; from <= log.durable(); ) {
                    long to = log.partEnd(from, log.durable(), bytes);
                    parts.addAll(LogFixture.lines(log, from, to));
                    from = to + 1;
                }
                assertThat(parts).isEqualTo(whole);
            }
        }
    }

    @Test
    void aLineThatIsMissingFromAThinnedSegmentIsFoundByItsDigest() {
        try (var log = LogOnDisk.open(disk, background)) {
            thin(log, 1, without(2, 2));
        }
        var lines = new String(disk.content(first), StandardCharsets.UTF_8).split("(?<=\n)");
        lines[2] = "";
        disk.put(first, String.join("", lines).getBytes(StandardCharsets.UTF_8));

        assertThat(verified().problems()).singleElement().asString().contains(first, "SHA-256");
    }

    @Test
    void aLineThatIsMissingFromAWholeSegmentIsDamage() {
        var lines = new String(disk.content(first), StandardCharsets.UTF_8).split("(?<=\n)");
        lines[2] = "";
        disk.put(first, String.join("", lines).getBytes(StandardCharsets.UTF_8));

        try (var log = LogOnDisk.open(disk, background)) {
            assertThatThrownBy(() -> LogFixture.lines(log, 1, 3))
                    .isInstanceOf(WalException.Damaged.class)
                    .hasMessageContaining("sequence number 2 expected, 3 found");
        }
    }

    @Test
    void theLastRecordBeforeATimeEndsAFullSegment() {
        try (var log = LogOnDisk.open(disk, background)) {
            long lastFull =
                    SegmentName.first(LogOnDisk.segments(disk).getLast()).orElseThrow() - 1;

            assertThat(log.lastBefore(LogOnDisk.NOON)).isZero();
            assertThat(log.lastBefore(LogOnDisk.NOON.plusNanos(1))).isEqualTo(lastFull);
        }
    }
}
