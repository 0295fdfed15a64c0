package dev.walden.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.walden.activity.MemoryEvent.ContentErased;
import dev.walden.activity.MemoryEvent.FactSuperseded;
import dev.walden.activity.MemoryEvent.SourceUndone;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Warnings long before the end, refusals at it, and work again behind it. */
class StorageWatchTest {

    private static final long QUOTA = 100_000;
    private static final long DISK = 10_000_000;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(StorageWatch.class);
    private StorageUse use = stored(0, DISK);
    private long blobChanges;
    private final StorageWatch watch = watch(QUOTA);

    private StorageWatch watch(long quota) {
        var metrics = new ActivityMetrics(registry, new AppliedPosition(), () -> 0);
        return new StorageWatch(() -> use, () -> blobChanges, new StorageLimits(quota, DISK / 10), metrics);
    }

    private static StorageUse stored(long bytes, long free) {
        return new StorageUse(Instant.parse("2026-11-21T12:00:00Z"), bytes, 0, 0, free, DISK);
    }

    private void look(long stored) {
        use = stored(stored, DISK);
        watch.look();
    }

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void listenNoMore() {
        logger.detachAppender(lines);
    }

    private List<String> levels() {
        return lines.list.stream()
                .map(line -> line.getLevel() + " " + line.getKeyValuePairs().getFirst().value)
                .toList();
    }

    @Test
    void eachLevelIsToldOnceOnTheWayUpAndDown() {
        for (long stored :
                new long[] {79_000, 80_000, 81_000, 79_000, 80_500, 95_000, 96_000, 100_000, 90_000, 10_000}) {
            look(stored);
        }

        assertThat(levels()).containsExactly("WARN LOW", "WARN SCARCE", "WARN FULL", "INFO LOW", "INFO AMPLE");
        assertThat(lines.list.getFirst().getKeyValuePairs())
                .extracting(pair -> pair.key)
                .containsExactly("room", "usedBytes", "quotaBytes", "freeBytes", "full", "action");
    }

    @Test
    void theWarningComesBeforeTheRefusalAndSaysWhatToDo() {
        look(79_999);
        assertThat(watch.warning()).isEmpty();

        look(85_000);

        assertThat(watch.warning())
                .get()
                .asString()
                .contains("85 %", "85000 of the 100000", "walden.log.retention.quota");
        assertThat(watch.refusal()).isEmpty();
        assertThatCode(watch::admit).doesNotThrowAnyException();
    }

    @Test
    void aDiskThatRunsFullIsWarnedOfWithoutAQuota() {
        use = stored(10, DISK / 4);
        var unlimited = watch(Long.MAX_VALUE);

        unlimited.look();

        assertThat(unlimited.warning()).get().asString().contains("83 %", "without a quota");
        assertThatCode(unlimited::admit).doesNotThrowAnyException();
    }

    @Test
    void whatIsAppendedCountsBeforeTheNextLook() {
        look(90_000);
        watch.taken(6_000);
        blobChanges = 3_999;
        assertThatCode(watch::admit).doesNotThrowAnyException();

        blobChanges = 4_000;

        assertThatThrownBy(watch::admit)
                .isInstanceOf(ActivityException.NoSpace.class)
                .hasMessageContaining("no room")
                .hasMessageContaining("walden.log.retention.quota");
        assertThat(watch.refusal()).isPresent();
        look(50_000);
        assertThatCode(watch::admit).doesNotThrowAnyException();
    }

    @Test
    void whatTheLogAppendsIsCounted(@TempDir Path folder) {
        look(QUOTA - 500);
        InMemoryLog wal = new InMemoryLog(Instant.EPOCH);
        try (BlobStore blobs = new BlobStore(folder, BlobFiles.DISK, bytes -> {}, failure -> {})) {
            ActivityLog log = new DurableActivityLog(wal, new EventCodec(blobs), new AppliedPosition(), watch);

            log.append(List.of(Samples.submitted("x".repeat(500))));

            assertThatThrownBy(watch::admit).isInstanceOf(ActivityException.NoSpace.class);
        }
    }

    @Test
    void theMetersShowWhatIsStored() {
        use = new StorageUse(Instant.EPOCH, 1, 2, 3, 4, DISK);

        watch.look();

        for (var expected : List.of("log", "archive", "blobs")) {
            assertThat(registry.get("walden.activity.storage.used")
                            .tag("part", expected)
                            .gauge()
                            .value())
                    .isPositive();
        }
        assertThat(registry.get("walden.activity.storage.quota").gauge().value())
                .isEqualTo(QUOTA);
        assertThat(registry.get("walden.activity.storage.free").gauge().value()).isEqualTo(4);
        assertThat(registry.get("walden.activity.storage.full.in").gauge().value())
                .isInfinite();
    }

    @Test
    void outcomesAndForgettingGoOnWhereNewWorkIsRefused(@TempDir Path folder) {
        look(QUOTA);
        InMemoryLog wal = new InMemoryLog(Instant.EPOCH);
        try (BlobStore blobs = new BlobStore(folder, BlobFiles.DISK, bytes -> {}, failure -> {})) {
            ActivityLog log = new DurableActivityLog(wal, new EventCodec(blobs), new AppliedPosition(), watch);
            List<ActivityEvent> work = List.of(Samples.submitted("more"));

            assertThatThrownBy(() -> log.append(work)).isInstanceOf(ActivityException.NoSpace.class);

            log.appendOutcome(work);
            log.append(List.of(new ContentErased(Space.DEFAULT, List.of("m"), "asked", "key:k")));
            log.append(List.of(
                    new FactSuperseded(Space.DEFAULT, List.of("a"), "b", Instant.EPOCH, "value"),
                    new SourceUndone(Space.DEFAULT, "key:bad", List.of("m"), List.of(), "asked", "key:k")));
            assertThat(wal.bodies()).hasSize(4);
        }
    }

    @Test
    void whoAsksDuringALookIsToldWhatIsTaken() throws Exception {
        use = stored(QUOTA, DISK);
        for (int round = 0; round < 5_000; round++) {
            StorageWatch fresh = watch(QUOTA);
            fresh.taken(QUOTA);
            Thread looking = Thread.ofPlatform().start(fresh::look);
            while (looking.isAlive()) {
                assertThat(fresh.refusal()).isPresent();
            }
            looking.join();
        }
    }
}
