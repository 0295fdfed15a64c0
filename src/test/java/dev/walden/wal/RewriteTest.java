package dev.walden.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.wal.TamperedStorage.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Records whose words are erased, on a simulated disk: two sealed segments and the one being written. */
class RewriteTest {

    private static final byte[] OTHER = LogFixture.body("gone");

    private final SimulatedDisk disk = LogOnDisk.threeSegments();
    private final SteppedBackground background = new SteppedBackground();
    private final String sealed = LogOnDisk.segments(disk).getFirst();

    private List<Long> rewrite(SegmentedLog log, Long... seqs) {
        var bodies = new TreeMap<Long, byte[]>();
        List.of(seqs).forEach(seq -> bodies.put(seq, OTHER));
        var erased = CompletableFuture.supplyAsync(() -> log.rewrite(bodies, "test"));
        while (!erased.isDone()) {
            background.seal();
            Thread.onSpinWait();
        }
        return erased.join();
    }

    private void archive(SegmentedLog log) {
        archive(log, Instant.MAX);
    }

    private void archive(SegmentedLog log, Instant before) {
        log.archive(log.durable(), before);
        for (int i = 0; i < 16; i++) {
            background.seal();
        }
    }

    private static String withoutWords(String line) {
        int data = line.indexOf("\"type\"");
        return line.substring(0, data);
    }

    @Test
    void anErasedRecordKeepsItsPlaceAndLosesItsWords() {
        try (var log = LogOnDisk.open(disk, background)) {
            var before = LogFixture.lines(log);

            var erased = rewrite(log, 2L);

            var after = LogFixture.lines(log, 1, before.size());
            assertThat(erased).containsExactly(2L);
            assertThat(after.get(1)).contains("gone").startsWith(withoutWords(before.get(1)));
            assertThat(after.get(0)).isEqualTo(before.get(0));
            assertThat(after.subList(2, after.size())).isEqualTo(before.subList(2, before.size()));
            assertThat(allBytes()).doesNotContain(before.get(1));
        }
        try (var log = LogOnDisk.open(disk, background)) {
            assertThat(LogFixture.lines(log, 2, 2).getFirst()).contains("gone");
        }
    }

    private String allBytes() {
        var all = new StringBuilder();
        for (var name : disk.list()) {
            all.append(new String(disk.content(name), StandardCharsets.UTF_8));
        }
        return all.toString();
    }

    @Test
    void theRewritingIsAttestedWithBothDigestsAndTheNumbers() throws IOException {
        try (var log = LogOnDisk.open(disk, background)) {
            var before = digest();

            rewrite(log, 2L, 3L);

            assertThat(LogFixture.lines(log))
                    .filteredOn(line -> line.contains("segment-rewritten"))
                    .singleElement()
                    .asString()
                    .contains("\"segment\":\"" + sealed + "\"", "\"before\":\"" + before + "\"")
                    .contains("\"sha256\":\"" + digest() + "\"", "\"erased\":[2,3]", "\"reason\":\"test\"");
        }
    }

    private String digest() throws IOException {
        try (var file = disk.read(sealed)) {
            return SegmentDigest.of(file, file.length());
        }
    }

    @Test
    void aSegmentIsRewrittenAgainAndPackedAndRewrittenFromTheArchive() {
        try (var log = LogOnDisk.open(disk, background)) {
            rewrite(log, 2L);
            rewrite(log, 3L);
            archive(log);
            assertThat(disk.list()).contains(Segment.archiveName(sealed)).doesNotContain(sealed);

            rewrite(log, 4L);

            assertThat(disk.list()).contains(sealed).doesNotContain(Segment.archiveName(sealed));
            archive(log);
            assertThat(disk.list()).contains(Segment.archiveName(sealed)).doesNotContain(sealed);
            assertThat(LogFixture.lines(log, 2, 4)).allMatch(line -> line.contains("gone"));
        }
    }

    @Test
    void theSegmentBeingWrittenIsLeftUntilAnotherIsBegun() {
        try (var log = LogOnDisk.open(disk, background)) {
            long last = LogFixture.append(log, "secret").last();
            assertThat(rewrite(log, last)).isEmpty();

            log.beginSegment();
            while (log.durable() <= last) {
                Thread.onSpinWait();
            }
            background.seal();
            LogFixture.append(log, "sealed by now");

            assertThat(rewrite(log, last)).containsExactly(last);
            assertThat(allBytes()).doesNotContain("secret");
        }
    }

    @Test
    void aRewritingThatACrashCutBeforeItWasAttestedNeverHappened() {
        var before = disk.content(sealed);
        disk.put(sealed + ".rewrite", before);

        try (var _ = LogOnDisk.open(disk, background)) {
            background.seal();

            assertThat(disk.list()).doesNotContain(sealed + ".rewrite");
            assertThat(disk.content(sealed)).isEqualTo(before);
        }
    }

    @Test
    void oneThatWasAttestedIsFinishedByTheNextOpening() {
        var stopped = new TamperedStorage(disk, call -> {
            if (call.operation() == Operation.RENAME && call.name().equals(sealed)) {
                throw new IOException("killed");
            }
            call.proceed().run();
        });
        try (var log = SegmentedLog.open(
                LogOnDisk.options(() -> LogOnDisk.NOON), LogFixture.metrics(), LogOnDisk.wiring(stopped, background))) {
            assertThatThrownBy(() -> rewrite(log, 2L)).hasMessageContaining("attested");
            assertThat(log.condition()).isInstanceOf(LogCondition.Unusable.class);
        }
        assertThat(disk.list()).contains(sealed + ".rewrite");
        assertThat(verified().problems()).isEmpty(); // the next start finishes it

        try (var log = LogOnDisk.open(disk, background)) {
            background.seal();

            assertThat(LogFixture.lines(log, 2, 2).getFirst()).contains("gone");
            assertThat(disk.list()).doesNotContain(sealed + ".rewrite");
        }
    }

    private LogVerification verified() {
        try (var log = StoredLog.open(disk)) {
            return log.verify(VerifyOptions.defaults());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void verifyFollowsTheAttestationsOfPlainAndPackedSegments() {
        try (var log = LogOnDisk.open(disk, background)) {
            rewrite(log, 2L);
            assertThat(verified().problems()).isEmpty();
            archive(log);
            assertThat(verified().problems()).isEmpty();
            rewrite(log, 3L);
            log.scrub(bytes -> {});
            assertThat(log.damage()).isEmpty();
        }

        assertThat(verified().problems()).isEmpty();
    }

    @Test
    void verifyFindsAnotherFormThatNobodyAttested() {
        var before = disk.content(sealed);
        try (var log = LogOnDisk.open(disk, background)) {
            rewrite(log, 2L);
        }
        disk.put(sealed, before);

        assertThat(verified().problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString()).contains(sealed, "SHA-256"));
    }

    @Test
    void aSegmentThatIsNotAsItWasRecordedIsNotRewrittenAndTheNextIs() {
        var content = disk.content(sealed);
        content[content.length / 2] ^= 1;
        disk.put(sealed, content);

        try (var log = LogOnDisk.open(disk, background)) {
            long other = SegmentName.first(LogOnDisk.segments(disk).get(1)).orElseThrow();

            assertThat(rewrite(log, 2L, other)).containsExactly(other);

            assertThat(disk.content(sealed)).isEqualTo(content);
            LogFixture.append(log, "goes on");
        }
    }

    @Test
    void aDiskWithoutRoomLeavesTheSegmentAsItIs() {
        var before = disk.content(sealed);
        var full = new TamperedStorage(disk, call -> {
            if (call.operation() == Operation.WRITE && call.name().endsWith(".rewrite")) {
                throw new Storage.NoRoomException("full");
            }
            call.proceed().run();
        });
        try (var log = SegmentedLog.open(
                LogOnDisk.options(() -> LogOnDisk.NOON), LogFixture.metrics(), LogOnDisk.wiring(full, background))) {
            assertThatThrownBy(() -> rewrite(log, 2L)).hasRootCauseInstanceOf(WalException.NoSpace.class);

            assertThat(disk.content(sealed)).isEqualTo(before);
            assertThat(disk.list()).doesNotContain(sealed + ".rewrite");
            LogFixture.append(log, "goes on");
        }
    }

    @Test
    void anEraserMayNotWriteRecordsOfTheLogItself() {
        try (var log = LogOnDisk.open(disk, background)) {
            assertThatThrownBy(() -> log.rewrite(new TreeMap<>(Map.of(2L, Markers.MARKER)), "test"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void wantOfDescriptorsIsNoDamageAndTheSegmentIsTriedAgainAtOnce() {
        var wanting = new AtomicBoolean();
        var storage = new TamperedStorage(disk, call -> {
            if (wanting.get()
                    && call.operation() == Operation.OPEN_TO_READ
                    && call.name().equals(sealed)) {
                throw new Storage.NoRoomException("Too many open files");
            }
            call.proceed().run();
        });
        try (var log = LogOnDisk.open(storage, background)) {
            background.seal();
            wanting.set(true);
            assertThatThrownBy(() -> rewrite(log, 2L)).hasRootCauseInstanceOf(WalException.NoSpace.class);
            wanting.set(false);

            assertThat(rewrite(log, 2L)).containsExactly(2L);
        }
    }

    @Test
    void eachSegmentIsATaskOfItsOwnSoThatOthersGetTheirTurn() {
        var tasks = new AtomicInteger();
        try (var log = LogOnDisk.open(disk, new Counted(background, tasks))) {
            background.seal();
            int before = tasks.get();

            long other = SegmentName.first(LogOnDisk.segments(disk).get(1)).orElseThrow();
            assertThat(rewrite(log, 2L, other)).containsExactly(2L, other);

            assertThat(tasks.get() - before).isGreaterThanOrEqualTo(2);
        }
    }

    private record Counted(Background real, AtomicInteger seals) implements Background {
        @Override
        public void prepare(Runnable task) {
            real.prepare(task);
        }

        @Override
        public void prepareLater(Duration delay, Runnable task) {
            real.prepareLater(delay, task);
        }

        @Override
        public void seal(Runnable task) {
            seals.incrementAndGet();
            real.seal(task);
        }

        @Override
        public CompletableFuture<Void> close() {
            return real.close();
        }
    }

    /** Begins and seals further segments. */
    private void fillMore(SegmentedLog log) {
        for (int i = 0; i < 6; i++) {
            log.append(List.of(LogFixture.body("more" + i, 3_500)), WriteAheadLog.Urgency.NORMAL);
            background.seal();
        }
    }

    /** Turns a bit of the last line of the log that holds such words, which is none of the last segment; returns its segment. */
    private String damageLineWith(String words) {
        for (var name : LogOnDisk.segments(disk).reversed()) {
            var content = disk.content(name);
            int at = new String(content, StandardCharsets.ISO_8859_1).lastIndexOf(words);
            if (at >= 0) {
                content[at + words.length() + 5] ^= 1;
                disk.put(name, content);
                return name;
            }
        }
        throw new AssertionError(words);
    }

    @Test
    void aSegmentWhoseDigestIsLostInDamageHoldsUpNoOther() {
        long later;
        try (var log = LogOnDisk.open(disk, background)) {
            fillMore(log);
            later = log.lastBefore(Instant.MAX);
        }
        damageLineWith("segment-sealed\",\"v\":1,\"data\":{\"segment\":\"" + sealed);

        try (var log = LogOnDisk.open(disk, background)) {
            background.seal();
            assertThat(rewrite(log, 2L, later)).containsExactly(later);
        }
    }

    @Test
    void aSegmentIsPackedOnceTheRecordOfItsFormCanBeReadAgain() {
        try (var log = LogOnDisk.open(disk, background)) {
            rewrite(log, 2L);
            fillMore(log);
            log.beginSegment();
            LogFixture.append(log, "before the record");
            rewrite(log, 3L);
            LogFixture.append(log, "behind the record");
            fillMore(log);
        }
        var before = new HashMap<String, byte[]>();
        LogOnDisk.segments(disk).forEach(name -> before.put(name, disk.content(name)));
        var damaged = damageLineWith("segment-rewritten\",\"v\":1,\"data\":{\"segment\":\"" + sealed);

        try (var log = LogOnDisk.open(disk, background)) {
            archive(log, LogOnDisk.NOON.plusSeconds(1));
            assertThat(disk.list()).contains(sealed).doesNotContain(Segment.archiveName(sealed));
            disk.put(damaged, Objects.requireNonNull(before.get(damaged)));

            archive(log, LogOnDisk.NOON.plus(Duration.ofDays(2)));

            assertThat(disk.list()).contains(Segment.archiveName(sealed)).doesNotContain(sealed);
        }
    }
}
