package dev.walden.wal;

import dev.walden.wal.TamperedStorage.Operation;
import dev.walden.wal.WriteAheadLog.Urgency;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Logs on simulated disks for tests of single behaviours. */
final class LogOnDisk {

    static final String LOG_ID = "0123456789abcdef0123456789abcdef";
    static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    static {
        LogFixture.silence(); // thousands of openings
    }

    private static final Duration NEVER = Duration.ofDays(1);

    private LogOnDisk() {}

    static WalOptions options(InstantSource clock) {
        return new WalOptions(Path.of("nowhere"), Simulation.SEGMENT_BYTES, 0, 0, true, clock, failure -> {});
    }

    static Wiring wiring(Storage storage) {
        return wiring(storage, new SteppedBackground());
    }

    /** Without markers but at close. */
    static Wiring wiring(Storage storage, Background background) {
        return new Wiring(storage, background, NEVER, () -> LOG_ID, TailScan::highestWatermark);
    }

    static SegmentedLog open(Storage storage) {
        return SegmentedLog.open(options(() -> NOON), LogFixture.metrics(), wiring(storage));
    }

    static SegmentedLog open(Storage storage, Background background) {
        return SegmentedLog.open(options(() -> NOON), LogFixture.metrics(), wiring(storage, background));
    }

    /**
     * A disk too slow for callers to commit by themselves. So the writer thread tells of all appends in their order: by the time a caller
     * hears of his, the sealing lane has heard that a digest before it is durable. Otherwise it may hear of that a moment later, and a
     * test that seals until nothing is left finds nothing left too soon.
     */
    static Storage unhurried(Storage disk) {
        return new TamperedStorage(disk, call -> {
            long begun = System.nanoTime();
            call.proceed().run();
            while (call.operation() == Operation.FORCE && System.nanoTime() - begun < Committer.FAST_COMMIT_NANOS) {
                Thread.onSpinWait();
            }
        });
    }

    /** A closed log of three segments whose digests are recorded, and a marker at its end. */
    static SimulatedDisk threeSegments() {
        var disk = new SimulatedDisk();
        var background = new SteppedBackground();
        try (var log = open(disk, background)) {
            for (int i = 0; i < 5; i++) {
                log.append(List.of(LogFixture.body("r" + i, 3_500), LogFixture.body("s" + i, 100)), Urgency.NORMAL);
                background.seal();
            }
            LogFixture.append(log, "last");
            while (background.seal()) {
                LogFixture.append(log, "sealed");
            }
        }
        return disk;
    }

    /** Packs a sealed segment as the archive does. */
    static void pack(Storage storage, String segment) throws IOException {
        try (var from = storage.read(segment);
                var to = storage.create(Segment.archiveName(segment))) {
            ArchiveWriter.pack(from, from.length(), to);
        }
        storage.delete(segment);
    }

    static List<String> segments(SimulatedDisk disk) {
        return disk.list().stream()
                .filter(name -> SegmentName.first(name).isPresent())
                .sorted()
                .toList();
    }
}
