package dev.walden.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.wal.TamperedStorage.Operation;
import dev.walden.wal.WriteAheadLog.Urgency;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SealSearchTest {

    private static final int SEGMENT_BYTES = 1 << 20;

    private final SimulatedDisk disk = new SimulatedDisk();

    private void fillSegments() {
        var options =
                new WalOptions(Path.of("nowhere"), SEGMENT_BYTES, 0, 0, true, () -> LogOnDisk.NOON, failure -> {});
        var background = new SteppedBackground();
        try (var log = SegmentedLog.open(options, LogFixture.metrics(), LogOnDisk.wiring(disk, background))) {
            for (int i = 0; i < 50; i++) {
                log.append(List.of(LogFixture.body("r" + i, 60_000)), Urgency.NORMAL);
                background.seal();
            }
        }
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
        var catalog = new SegmentCatalog(count -> {}, count -> {});
        for (var segment : new SegmentFiles(disk).list()) {
            segment.durableUpTo(disk.content(segment.name()).length);
            catalog.add(segment);
        }

        var seal = new SealSearch(counting, catalog).of(Objects.requireNonNull(catalog.oldest()));

        assertThat(seal).isNotNull();
        assertThat(reads).hasPositiveValue().hasValueLessThan(SEGMENT_BYTES / (64 * 1024) / 2);
    }
}
