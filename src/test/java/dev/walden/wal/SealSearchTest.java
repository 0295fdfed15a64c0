package dev.walden.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.wal.TamperedStorage.Operation;
import dev.walden.wal.WriteAheadLog.Urgency;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SealSearchTest {

    private static final int SEGMENT_BYTES = 1 << 20;
    private static final int READ_BYTES = 64 * 1024;

    private final SimulatedDisk disk = new SimulatedDisk();

    private void fillSegments() {
        var background = new SteppedBackground();
        fillSegments(background, background::seal);
    }

    /** None is sealed. */
    private void fillUnsealed() {
        fillSegments(new SteppedBackground(), () -> {});
    }

    private void fillSegments(SteppedBackground background, Runnable seal) {
        var options =
                new WalOptions(Path.of("nowhere"), SEGMENT_BYTES, 0, 0, true, () -> LogOnDisk.NOON, failure -> {});
        try (var log = SegmentedLog.open(options, LogFixture.metrics(), LogOnDisk.wiring(disk, background))) {
            for (int i = 0; i < 50; i++) {
                log.append(List.of(LogFixture.body("r" + i, 60_000)), Urgency.NORMAL);
                seal.run();
            }
        }
    }

    private SegmentCatalog catalog() throws IOException {
        var catalog = new SegmentCatalog(count -> {}, count -> {});
        for (var segment : new SegmentFiles(disk).list()) {
            var lines = new String(disk.content(segment.name()), StandardCharsets.ISO_8859_1).stripTrailing();
            segment.durableUpTo(lines.length() + 1);
            catalog.add(segment);
        }
        return catalog;
    }

    @Test
    void theSealOfASegmentIsFoundWithoutReadingTheWholeOneBehindIt() throws IOException {
        fillSegments();
        var behind = LogOnDisk.segments(disk).get(1);
        var reads = new AtomicInteger();
        var counting = new TamperedStorage(disk, call -> {
            if (call.operation() == Operation.READ && call.name().equals(behind)) {
                reads.incrementAndGet();
            }
            call.proceed().run();
        });
        var catalog = catalog();

        var seal = new SealSearch(counting, catalog).of(Objects.requireNonNull(catalog.oldest()));

        assertThat(seal).isNotNull();
        assertThat(reads).hasPositiveValue().hasValueLessThan(SEGMENT_BYTES / (64 * 1024) / 2);
    }

    @Test
    void thatASegmentIsNotSealedIsReadOnceForAllBehindItUntilAnotherIsRecorded() throws IOException {
        fillUnsealed();
        var last = LogOnDisk.segments(disk).getLast();
        var reads = new AtomicInteger();
        var counting = new TamperedStorage(disk, call -> {
            if (call.operation() == Operation.READ && call.name().equals(last)) {
                reads.incrementAndGet();
            }
            call.proceed().run();
        });
        var catalog = catalog();
        var oldest = Objects.requireNonNull(catalog.oldest());
        var search = new SealSearch(counting, catalog);

        assertThat(search.of(oldest)).isNull();
        assertThat(reads).hasPositiveValue();

        reads.set(0);
        assertThat(search.of(oldest)).isNull();
        assertThat(search.of(Objects.requireNonNull(catalog.after(oldest)))).isNull();
        assertThat(reads).hasValue(0);

        search.recorded(Set.of());
        assertThat(search.of(oldest)).isNull();
        assertThat(reads).hasPositiveValue();
    }

    @Test
    void damageHidesNothingBehindItAndIsCounted() throws IOException {
        var name = segmentSealedLate();
        var content = disk.content(name);
        var lines = lineStarts(content);
        content[lines.get(1) + 100] ^= 1; // one line
        Arrays.fill(content, lines.get(2) + 100, lines.get(5) - 200, (byte) 'x'); // three in one, without a line break
        disk.put(name, content);

        SealLines.Result found;
        try (var file = disk.read(name)) {
            found = new SealLines(file, content.length).search(seal -> true);
        }

        assertThat(found.last())
                .isNotNull()
                .satisfies(seal -> assertThat(seal.first()).isOne());
        assertThat(found.damaged()).isEqualTo(2);
    }

    @Test
    void whatCannotBeReadHidesNothingBehindIt() throws IOException {
        var name = segmentSealedLate();
        int bad = lineStarts(disk.content(name)).get(2);

        SealLines.Result found;
        try (var file = disk.read(name)) {
            found = new SealLines(new BadSector(file, bad, bad + 512), disk.content(name).length).search(seal -> true);
        }

        assertThat(found.last()).isNotNull();
        assertThat(found.damaged()).isPositive();
    }

    @Test
    void whatStandsRightBehindABadSectorIsFound() throws IOException {
        var name = segmentSealedLate();
        var content = disk.content(name);
        int seal = new String(content, StandardCharsets.ISO_8859_1).indexOf("segment-sealed");
        int bad = seal / READ_BYTES * READ_BYTES + 100; // in the piece of the line before it with which reading goes on

        SealLines.Result found;
        try (var file = disk.read(name)) {
            found = new SealLines(new BadSector(file, bad, bad + 512), content.length).search(any -> true);
        }

        assertThat(found.last()).isNotNull();
    }

    @Test
    void everyStretchThatCannotBeReadIsCounted() throws IOException {
        var name = segmentSealedLate();
        var content = disk.content(name);
        int bad = READ_BYTES + 100;
        int further = lineStarts(content).get(2)
                + LineParser.MAX_LINE_BYTES
                + 100; // a longest line behind the line that is hit

        SealLines.Result found;
        try (var file = disk.read(name)) {
            var once = new BadSector(file, bad, bad + 512);
            int end = new String(content, StandardCharsets.ISO_8859_1)
                            .stripTrailing()
                            .length()
                    + 1; // without filler
            found = new SealLines(new BadSector(once, further, further + 512), end).search(any -> false);
        }

        assertThat(found.damaged()).isGreaterThanOrEqualTo(2);
    }

    /** A second segment that begins with much else before the digest of the first is recorded in it. */
    private String segmentSealedLate() {
        var options =
                new WalOptions(Path.of("nowhere"), SEGMENT_BYTES, 0, 0, true, () -> LogOnDisk.NOON, failure -> {});
        var background = new SteppedBackground();
        try (var log = SegmentedLog.open(options, LogFixture.metrics(), LogOnDisk.wiring(disk, background))) {
            for (int i = 0; i < 25; i++) {
                log.append(List.of(LogFixture.body("r" + i, 60_000)), Urgency.NORMAL);
            }
            background.seal();
            log.append(List.of(LogFixture.body("last")), Urgency.NORMAL);
        }
        return LogOnDisk.segments(disk).get(1);
    }

    private static List<Integer> lineStarts(byte[] content) {
        List<Integer> starts = new ArrayList<>(List.of(0));
        for (int i = 0; i + 1 < content.length; i++) {
            if (content[i] == '\n') {
                starts.add(i + 1);
            }
        }
        return starts;
    }

    private record BadSector(Storage.ReadableFile real, long from, long to) implements Storage.ReadableFile {
        @Override
        public long length() throws IOException {
            return real.length();
        }

        @Override
        public int read(byte[] into, int offset, int length, long position) throws IOException {
            if (position < to && position + length > from) {
                throw new IOException("Input/output error");
            }
            return real.read(into, offset, length, position);
        }

        @Override
        public void close() {}
    }
}
