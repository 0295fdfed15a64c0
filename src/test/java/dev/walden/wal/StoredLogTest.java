package dev.walden.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log is read as it lies in its folder, beside the process that writes it, without a lock and without a trace. */
class StoredLogTest {

    @TempDir
    Path home;

    private static List<String> lines(StoredLog log, long from, long to) {
        var lines = new ArrayList<String>();
        log.read(from, to, entry -> lines.add(LogFixture.text(entry.line())));
        return lines;
    }

    @Test
    void aStoredLogIsReadLikeTheOpenOne() throws Exception {
        try (var log = SegmentedLog.open(LogFixture.small(home), LogFixture.metrics())) {
            for (int i = 0; i < 200; i++) {
                LogFixture.append(log, "%04d".formatted(i).repeat(400));
            }
            long durable = log.durable();
            var expected = LogFixture.lines(log, 1, durable);

            try (var stored = StoredLog.open(home)) {
                assertThat(stored.segments()).hasSizeGreaterThan(3);
                assertThat(stored.first()).isEqualTo(1);
                assertThat(stored.last()).isGreaterThanOrEqualTo(durable);
                assertThat(lines(stored, 1, durable)).isEqualTo(expected);
                assertThat(lines(stored, durable - 1, durable))
                        .isEqualTo(expected.subList((int) durable - 2, (int) durable));
            }
        }
    }

    @Test
    void aFollowerSeesEachRecordOnceAndOnlyWhenItIsDurableAlsoOverRotations() throws Exception {
        try (var log = SegmentedLog.open(LogFixture.small(home), LogFixture.metrics());
                var writer = Executors.newSingleThreadExecutor()) {
            LogFixture.append(log, "first");
            var writing = writer.submit(() -> {
                for (int i = 0; i < 400; i++) {
                    LogFixture.append(log, "%04d".formatted(i).repeat(200), "b");
                }
            });

            var seen = new ArrayList<String>();
            try (var stored = StoredLog.open(home)) {
                while (!writing.isDone() || seen.size() < log.durable() - 1) {
                    if (stored.awaitDurable(seen.size() + 1, Duration.ofMillis(200))) {
                        assertThat(stored.durable()).isLessThanOrEqualTo(log.durable());
                        seen.addAll(lines(stored, seen.size() + 1, stored.durable()));
                    }
                }
                writing.get(10, TimeUnit.SECONDS);
                assertThat(stored.segments()).hasSizeGreaterThan(3);
            }
            assertThat(seen).isEqualTo(LogFixture.lines(log, 1, seen.size()));
        }
    }

    @Test
    void aLogUnderWriteIsVerifiedWithoutAFalseAlarm() throws Exception {
        try (var log = SegmentedLog.open(LogFixture.small(home), LogFixture.metrics());
                var writer = Executors.newSingleThreadExecutor()) {
            LogFixture.append(log, "first");
            var writing = writer.submit(() -> {
                for (int i = 0; i < 1_000; i++) {
                    LogFixture.append(log, "%04d".formatted(i).repeat(100), "b");
                }
            });
            while (!writing.isDone()) {
                try (var stored = StoredLog.open(home)) {
                    assertThat(stored.verify(VerifyOptions.defaults()).problems())
                            .isEmpty();
                }
            }
            writing.get(10, TimeUnit.SECONDS);
        }
    }

    private static int lineOf(SimulatedDisk disk, String segment, long seq) {
        return new String(disk.content(segment), StandardCharsets.ISO_8859_1).indexOf("{\"seq\":" + seq + ",");
    }

    private static byte[] flipped(byte[] content, int at) {
        var flipped = content.clone();
        flipped[at] ^= 1;
        return flipped;
    }

    @Test
    void aDamagedRecordOfTheNewestSegmentHidesNoneAndIsToldWhenItIsRead() throws Exception {
        var disk = LogOnDisk.threeSegments();
        var newest = LogOnDisk.segments(disk).getLast();
        var sound = disk.content(newest);
        long durable;
        long last;
        try (var stored = StoredLog.open(disk)) {
            durable = stored.durable();
            last = stored.last();
        }
        for (long seq = SegmentName.first(newest).orElseThrow(); seq <= durable; seq++) {
            int line = lineOf(disk, newest, seq);
            int end = new String(sound, StandardCharsets.ISO_8859_1).indexOf('\n', line);
            for (int at : new int[] {line, line + 30, end}) {
                disk.put(newest, flipped(sound, at));
                try (var stored = StoredLog.open(disk)) {
                    assertThat(stored.durable()).as("byte %d", at).isEqualTo(durable);
                    assertThat(stored.last()).isEqualTo(at == end && seq == durable ? durable : last);
                    assertDamaged(stored, seq - 1, "%s, line ".formatted(newest), "(byte %d)".formatted(line));
                }
            }
            disk.put(newest, sound);
        }
    }

    private static void assertDamaged(StoredLog log, long readBefore, String... words) {
        var read = new ArrayList<Long>();
        assertThatThrownBy(() -> log.read(1, log.last(), entry -> read.add(entry.seq())))
                .isInstanceOf(WalException.Damaged.class)
                .hasMessageContainingAll(words);
        assertThat(read).hasSize((int) readBefore);
    }

    @Test
    void aNewestSegmentWithADamagedHeaderHidesNoRecord() throws Exception {
        var disk = LogOnDisk.threeSegments();
        var newest = LogOnDisk.segments(disk).getLast();
        long durable;
        try (var stored = StoredLog.open(disk)) {
            durable = stored.durable();
        }
        disk.put(newest, flipped(disk.content(newest), 20));

        try (var stored = StoredLog.open(disk)) {
            assertThat(stored.durable()).isEqualTo(durable);
            assertDamaged(stored, SegmentName.first(newest).orElseThrow() - 1, newest + ", line 1 (byte 0)");
        }
    }

    @Test
    void aGapOfFillerInTheNewestSegmentHidesNoRecord() throws Exception {
        var disk = LogOnDisk.threeSegments();
        var newest = LogOnDisk.segments(disk).getLast();
        var content = disk.content(newest);
        long first = SegmentName.first(newest).orElseThrow();
        Arrays.fill(content, lineOf(disk, newest, first + 1), lineOf(disk, newest, first + 2), (byte) '\n');
        disk.put(newest, content);

        try (var stored = StoredLog.open(disk)) {
            assertThat(stored.last()).isGreaterThan(first + 2);
            assertDamaged(stored, first, newest);
        }
    }

    @Test
    void aFollowerComesToADamagedRecordAndDoesNotWaitForEver() throws Exception {
        var disk = LogOnDisk.threeSegments();
        var newest = LogOnDisk.segments(disk).getLast();
        var sound = disk.content(newest);
        long first = SegmentName.first(newest).orElseThrow();
        int second = lineOf(disk, newest, first + 1);
        var begun = sound.clone();
        Arrays.fill(begun, second, begun.length, (byte) '\n');
        disk.put(newest, begun);

        try (var stored = StoredLog.open(disk)) {
            assertThat(stored.last()).isEqualTo(first);
            disk.put(newest, flipped(sound, second + 30));

            assertThat(stored.awaitDurable(first + 1, Duration.ofSeconds(1))).isTrue();
            assertDamaged(stored, first, newest, "(byte %d)".formatted(second));
        }
    }

    @Test
    void aFollowerOfASegmentWhoseLastRecordIsDamagedIsToldOnceAnotherIsBegun() throws Exception {
        var disk = LogOnDisk.threeSegments();
        var segments = LogOnDisk.segments(disk);
        long next = SegmentName.first(segments.get(2)).orElseThrow();
        int line = lineOf(disk, segments.get(1), next - 1);
        var begun = disk.content(segments.get(2));
        disk.delete(segments.get(2));
        disk.put(segments.get(1), flipped(disk.content(segments.get(1)), line + 30));

        try (var stored = StoredLog.open(disk)) {
            assertThat(stored.last()).as("nobody knows yet that it was durable").isEqualTo(next - 2);
            disk.put(segments.get(2), begun);

            stored.lookAgain();

            assertThat(stored.durable()).isGreaterThanOrEqualTo(next);
            assertDamaged(stored, next - 2, segments.get(1), "(byte %d)".formatted(line));
        }
    }

    @Test
    void aSegmentThatIsFilledWhileItIsReadAndThenFollowedByAnotherIsNoDamage() throws Exception {
        var disk = LogOnDisk.threeSegments();
        var segments = LogOnDisk.segments(disk);
        List<String> expected;
        try (var stored = StoredLog.open(disk)) {
            expected = lines(stored, 1, stored.last());
        }
        var full = disk.content(segments.get(1));
        var begun = disk.content(segments.get(2));
        int line =
                lineOf(disk, segments.get(1), SegmentName.first(segments.get(2)).orElseThrow() - 2);
        disk.delete(segments.get(2));
        disk.put(segments.get(1), Arrays.copyOf(full, line + 30));
        var writing = new AtomicBoolean();
        var watched = new TamperedStorage(disk, call -> {
            if (call.operation() == TamperedStorage.Operation.LIST && writing.getAndSet(false)) {
                disk.put(segments.get(1), full);
                disk.put(segments.get(2), begun);
            }
            call.proceed().run();
        });

        try (var stored = StoredLog.open(watched)) {
            writing.set(true);
            stored.lookAgain();

            assertThat(stored.last()).isEqualTo(expected.size());
            assertThat(lines(stored, 1, stored.last()).equals(expected)).isTrue();
        }
    }

    @Test
    void aLineThatIsHalfWrittenWhenItIsReadFirstIsNoDamage() throws Exception {
        var disk = LogOnDisk.threeSegments();
        var newest = LogOnDisk.segments(disk).getLast();
        var sound = disk.content(newest);
        long last;
        List<String> expected;
        try (var stored = StoredLog.open(disk)) {
            last = stored.last();
            expected = lines(stored, 1, last);
        }
        int line = lineOf(disk, newest, last - 2);
        var half = sound.clone();
        Arrays.fill(half, line + 30, line + 60, (byte) '\n');
        disk.put(newest, half);
        var reads = new AtomicInteger();
        var watched = new TamperedStorage(disk, call -> {
            boolean read = call.operation() == TamperedStorage.Operation.READ
                    && call.name().equals(newest);
            if (read && reads.incrementAndGet() == 3) { // behind the header, and the lines up to this one
                try (var file = disk.write(newest)) {
                    file.write(sound, sound.length, 0);
                }
            }
            call.proceed().run();
        });

        try (var stored = StoredLog.open(watched)) {
            assertThat(stored.last()).isEqualTo(last);
            assertThat(lines(stored, 1, last)).isEqualTo(expected);
        }
    }

    @Test
    void aFolderWithoutALogIsNamed() {
        assertThatThrownBy(() -> StoredLog.open(home))
                .isInstanceOf(WalException.Missing.class)
                .hasMessageContaining(home.resolve("log").toString());
    }

    @Test
    void openingLooksIntoTheNewestSegmentOnlyAlsoWhenOthersArePacked() throws Exception {
        var disk = LogOnDisk.threeSegments();
        var background = new SteppedBackground();
        List<String> expected;
        try (var log = LogOnDisk.open(disk, background)) {
            log.archive(5, Instant.MAX);
            for (int i = 0; i < 4; i++) {
                background.seal();
            }
            expected = LogFixture.lines(log);
        }
        assertThat(disk.list()).anyMatch(name -> name.endsWith(Segment.PACKED));
        var newest = LogOnDisk.segments(disk).getLast();
        var opened = new ArrayList<String>();
        var watched = new TamperedStorage(disk, call -> {
            if (call.operation() == TamperedStorage.Operation.OPEN_TO_READ) {
                opened.add(call.name());
            }
            call.proceed().run();
        });

        try (var stored = StoredLog.open(watched)) {
            assertThat(opened).containsOnly(newest);
            assertThat(lines(stored, 1, expected.size())).isEqualTo(expected);
            assertThat(stored.segments()).allMatch(segment -> segment.bytes() > 0);
            assertThat(stored.upTo(2)).singleElement().matches(segment -> segment.bytes() > 3_000);
        }
        try (var stored = StoredLog.open(disk)) {
            assertThat(stored.upTo(2)).singleElement().matches(segment -> segment.bytes() > 3_000);
        }
    }
}
