package dev.walden.activity;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** The meters of the activity log and its views. Thread-safe. */
final class ActivityMetrics {

    private final Counter replayedRecords;
    private final Timer replay;
    private final Counter blobBytes;
    private final Counter blobs;
    private volatile StorageUse use = StorageUse.NONE;
    private volatile long quota;
    private volatile long erasureOverdueSeconds;
    private volatile double secondsUntilFull = Double.POSITIVE_INFINITY;

    /**
     * Registers all of them.
     *
     * @param durable the highest durable sequence number
     */
    ActivityMetrics(MeterRegistry registry, AppliedPosition position, LongSupplier durable) {
        Gauge.builder("walden.activity.applied.seq", position, AppliedPosition::applied)
                .description("Sequence number that the views have applied.")
                .register(registry);
        Gauge.builder("walden.activity.projection.lag", () -> Math.max(0, durable.getAsLong() - position.applied()))
                .description("Durable records that the views have not applied yet.")
                .baseUnit("records")
                .register(registry);
        Gauge.builder("walden.activity.views.stalled", () -> position.obstacle().isPresent() ? 1 : 0)
                .description("1 while the views cannot be written and try again, else 0.")
                .register(registry);
        Gauge.builder("walden.activity.views.failed", () -> position.failure().isPresent() ? 1 : 0)
                .description("1 when the views have stopped until the next start, else 0.")
                .register(registry);
        Gauge.builder("walden.activity.erasure.overdue", () -> erasureOverdueSeconds)
                .description(
                        "Time by which the oldest forgotten words are in the log for longer than promised, else 0.")
                .baseUnit("seconds")
                .register(registry);
        registerStorage(registry);
        replayedRecords = Counter.builder("walden.activity.replayed.records")
                .description("Events applied to the views at the start.")
                .register(registry);
        replay = Timer.builder("walden.activity.replay")
                .description("Time until the views had caught up at the start.")
                .register(registry);
        blobs = Counter.builder("walden.activity.blobs")
                .description("Blobs written.")
                .register(registry);
        blobBytes = Counter.builder("walden.activity.blobs.size")
                .description("Bytes of blobs written.")
                .baseUnit("bytes")
                .register(registry);
    }

    private void registerStorage(MeterRegistry registry) {
        used(registry, "log", StorageUse::log);
        used(registry, "archive", StorageUse::archive);
        used(registry, "blobs", StorageUse::blobs);
        storage(
                registry,
                "quota",
                "Bytes that log, archive and blobs may take together; 0 without a quota.",
                () -> quota);
        storage(registry, "free", "Bytes that the file system of the data folder has left.", () -> use.free());
        Gauge.builder("walden.activity.storage.full.in", () -> secondsUntilFull)
                .description(
                        "Time until quota or disk are full, from the growth of the last hours; infinite when there is none.")
                .baseUnit("seconds")
                .register(registry);
    }

    private void used(MeterRegistry registry, String part, ToLongFunction<StorageUse> bytes) {
        Gauge.builder("walden.activity.storage.used", () -> bytes.applyAsLong(use))
                .description("Bytes stored, without what is filled ahead of use.")
                .baseUnit("bytes")
                .tag("part", part)
                .register(registry);
    }

    private static void storage(MeterRegistry registry, String name, String description, Supplier<Number> bytes) {
        Gauge.builder("walden.activity.storage." + name, bytes)
                .description(description)
                .baseUnit("bytes")
                .register(registry);
    }

    /** What is stored now; a quota of 0 is none. */
    void stored(StorageUse now, long ofQuota, double untilFull) {
        use = now;
        quota = ofQuota;
        secondsUntilFull = untilFull;
    }

    void erasureOverdue(Duration by) {
        erasureOverdueSeconds = by.toSeconds();
    }

    void replayed(long events, Duration took) {
        replayedRecords.increment((double) events);
        replay.record(took);
    }

    void blobWritten(long bytes) {
        blobs.increment();
        blobBytes.increment((double) bytes);
    }
}
