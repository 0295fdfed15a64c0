package dev.walden.activity;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.LongSupplier;

/** The meters of the activity log and its views. Thread-safe. */
final class ActivityMetrics {

    private final Counter replayedRecords;
    private final Timer replay;
    private final Counter blobBytes;
    private final Counter blobs;

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

    void replayed(long events, Duration took) {
        replayedRecords.increment((double) events);
        replay.record(took);
    }

    void blobWritten(long bytes) {
        blobs.increment();
        blobBytes.increment((double) bytes);
    }
}
