package dev.walden.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.walden.wal.SegmentedLog;
import dev.walden.wal.WalMetrics;
import dev.walden.wal.WalOptions;
import dev.walden.wal.WriteAheadLog;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Blobs are swept beside a segment of a real log that is damaged. */
class BlobSweepTest {

    @TempDir
    private Path home;

    private WriteAheadLog wal;
    private BlobStore blobs;
    private Instant now = Instant.now();

    @BeforeEach
    void open() {
        WalOptions options =
                new WalOptions(home, WalOptions.MIN_SEGMENT_BYTES, 0, 0, false, InstantSource.system(), failure -> {});
        wal = SegmentedLog.open(options, new WalMetrics(new SimpleMeterRegistry()));
        blobs = new BlobStore(home.resolve("blobs"), BlobFiles.DISK, bytes -> {}, failure -> {});
    }

    @AfterEach
    void close() {
        blobs.close();
        wal.close();
    }

    @Test
    void nothingGoesWhileASegmentIsDamagedAndTheLogIsLookedThroughOnceADay() throws Exception {
        ActivityLog log = new DurableActivityLog(wal, new EventCodec(blobs), new AppliedPosition());
        log.append(List.of(Samples.submitted("kept ".repeat(10_000))));
        for (int i = 0; i < 20; i++) {
            log.append(List.of(new ServiceEvent.AdminActed("word ".repeat(1_000), "k")));
        }
        blobs.put(new byte[] {1});
        await().until(() -> wal.lastBefore(Instant.MAX) > 1);
        Path segment = home.resolve("log/00000000000000000001.jsonl");
        String sound = Files.readString(segment);
        Files.writeString(segment, sound.replaceFirst("kept", "bent"));
        WatchedLog watched = new WatchedLog(wal);
        BlobSweep sweep = new BlobSweep(watched.log(), blobs, Duration.ofNanos(4), () -> now);

        assertThat(sweep.run()).isEmpty();
        assertThat(sweep.run()).isEmpty();
        now = now.plus(Duration.ofHours(23));
        sweep.daily();
        assertThat(blobs.all()).hasSize(2);
        assertThat(watched.calls("read")).isOne();

        Files.writeString(segment, sound);
        now = now.plus(Duration.ofHours(1));
        assertThat(sweep.run()).hasValue(1);
        assertThat(blobs.all()).hasSize(1);
    }
}
