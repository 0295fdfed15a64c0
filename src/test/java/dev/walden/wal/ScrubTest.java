package dev.walden.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.wal.WriteAheadLog.Urgency;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Damage in the middle of full segments, where no start looks, is found behind the service and stops nothing. */
class ScrubTest {

    private final SimulatedDisk disk = LogOnDisk.threeSegments();
    private final List<String> segments = LogOnDisk.segments(disk);

    /** Flips a bit in the middle of a segment; returns what a message about it says. */
    private String damage(String segment) {
        var content = disk.content(segment);
        int at = content.length / 2;
        content[at] ^= 1;
        disk.put(segment, content);
        int line = new String(content, StandardCharsets.ISO_8859_1).lastIndexOf('\n', at - 1) + 1;
        return "Segment %s, line ".formatted(segment) + "%d (byte %d)".formatted(lineNumber(content, line), line);
    }

    private static long lineNumber(byte[] content, int offset) {
        return new String(content, 0, offset, StandardCharsets.ISO_8859_1)
                        .chars()
                        .filter(c -> c == '\n')
                        .count()
                + 1;
    }

    /** Gives record 2 another word of the same length, with a checksum that fits. */
    private void forgeRecordTwo() {
        var text = new String(disk.content(segments.getFirst()), StandardCharsets.UTF_8);
        int from = text.indexOf("{\"seq\":2");
        int to = text.indexOf('\n', from);
        var forged = text.substring(from, to).replace("\"s0", "\"t0").getBytes(StandardCharsets.UTF_8);
        Checksum.put((int) Checksum.expected(forged, 0, forged.length), forged, forged.length - Checksum.BYTES);
        var content = disk.content(segments.getFirst());
        System.arraycopy(forged, 0, content, from, forged.length);
        disk.put(segments.getFirst(), content);
    }

    @Test
    void aSoundLogHasNoDamageAndIsReadWhole() {
        var read = new AtomicLong();
        try (var log = LogOnDisk.open(disk)) {
            log.scrub(read::addAndGet);

            assertThat(log.damage()).isEmpty();
        }
        assertThat(read.get())
                .isGreaterThan(segments.stream()
                        .limit(2)
                        .mapToLong(segment -> disk.content(segment).length)
                        .sum());
    }

    @Test
    void aSegmentThatIsJustBegunIsNoDamage() {
        var log = new AtomicReference<SegmentedLog>();
        var damage = new CopyOnWriteArrayList<String>();
        var watched = new TamperedStorage(new SimulatedDisk(), call -> {
            if (call.operation() == TamperedStorage.Operation.WRITE && !call.filler() && log.get() != null) {
                log.get().scrub(bytes -> {});
                damage.addAll(log.get().damage());
            }
            call.proceed().run();
        });
        try (var opened = LogOnDisk.open(watched)) {
            log.set(opened);

            LogFixture.append(opened, "a");

            assertThat(damage).isEmpty();
        }
    }

    @Test
    void damageIsLocatedAndTheLogGoesOn() {
        var first = damage(segments.get(0));
        var second = damage(segments.get(1));
        try (var log = LogOnDisk.open(disk)) {
            log.scrub(bytes -> {});

            assertThat(log.damage()).hasSize(2);
            assertThat(log.damage().get(0)).contains(first).contains("checksum");
            assertThat(log.damage().get(1)).contains(second);
            LogFixture.append(log, "goes on");
            assertThat(log.condition()).isInstanceOf(LogCondition.Accepting.class);
        }
    }

    @Test
    void aSegmentWhoseLinesAreSoundButOthersThanThoseSealedIsFound() {
        forgeRecordTwo();

        try (var log = LogOnDisk.open(disk)) {
            log.scrub(bytes -> {});

            assertThat(log.damage())
                    .singleElement()
                    .asString()
                    .contains("Segment " + segments.getFirst() + ": SHA-256 ");
        }
    }

    @Test
    void whatIsMendedIsForgottenByTheNextPass() {
        var sound = disk.content(segments.getFirst());
        damage(segments.getFirst());
        try (var log = LogOnDisk.open(disk)) {
            log.scrub(bytes -> {});
            assertThat(log.damage()).hasSize(1);
            disk.put(segments.getFirst(), sound);

            log.scrub(bytes -> {});

            assertThat(log.damage()).isEmpty();
        }
    }

    @Test
    void aPassEndsWhenItsPaceSaysSo() {
        try (var log = LogOnDisk.open(disk)) {
            assertThatThrownBy(() -> log.scrub(bytes -> {
                        throw new CancellationException();
                    }))
                    .isInstanceOf(CancellationException.class);

            log.append(List.of(LogFixture.body("x")), Urgency.OUTCOME);
        }
    }

    @Test
    void aSegmentThatIsFilledAndSealedWhileItIsReadIsNoDamage() {
        var background = new SteppedBackground();
        var reads = new AtomicLong();
        try (var log = LogOnDisk.open(disk, background)) {
            log.scrub(bytes -> {
                if (reads.incrementAndGet() == segments.size()) { // each is read at once, this is the last one
                    fillSegments(log, background);
                }
            });

            assertThat(LogFixture.lines(log)).anyMatch(line -> line.contains(segments.getLast()));
            assertThat(log.damage()).isEmpty();
        }
    }

    private static void fillSegments(SegmentedLog log, SteppedBackground background) {
        for (int i = 0; i < 5; i++) {
            log.append(List.of(LogFixture.body("full", 3_500)), Urgency.NORMAL);
            while (background.seal()) {
                LogFixture.append(log, "sealed");
            }
        }
    }

    @Test
    void damageStaysToldWhileTheNextPassIsUnderWay() {
        forgeRecordTwo();
        var during = new ArrayList<Integer>();
        try (var log = LogOnDisk.open(disk)) {
            log.scrub(bytes -> {});

            log.scrub(bytes -> during.add(log.damage().size()));

            assertThat(during).hasSize(segments.size()).containsOnly(1);
        }
    }

    @Test
    void aRewrittenSegmentIsNotBlamedForTheDamageOfTheOneThatAttestsIt() {
        var background = new SteppedBackground();
        try (var log = LogOnDisk.open(disk, background)) {
            var erased = CompletableFuture.supplyAsync(
                    () -> log.rewrite(new TreeMap<>(Map.of(2L, LogFixture.body("gone"))), "test"));
            while (!erased.isDone()) {
                background.seal();
                Thread.onSpinWait();
            }
            LogFixture.append(log, "behind it");
            fillSegments(log, background);
        }
        var attesting = segments.getLast();
        var content = disk.content(attesting);
        content[new String(content, StandardCharsets.ISO_8859_1).indexOf("segment-rewritten")] ^= 1;
        disk.put(attesting, content);

        try (var log = LogOnDisk.open(disk)) {
            log.scrub(bytes -> {});

            assertThat(log.damage()).singleElement().asString().contains(attesting);
        }
    }
}
