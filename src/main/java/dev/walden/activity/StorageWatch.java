package dev.walden.activity;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Watches what is stored: warns long before the room ends, and refuses new work when the quota is used up. What is appended counts at
 * once; all is measured anew at each {@link #look}, so that what becomes free is noticed. Thread-safe; one thread looks.
 */
final class StorageWatch implements Admission {

    private static final Logger LOG = LoggerFactory.getLogger(StorageWatch.class);
    private static final String TO_DO =
            "Raise walden.log.retention.quota or give the disk more room, keep less by walden.log.retention, or forget what is not needed.";

    private final Supplier<StorageUse> meter;
    private final LongSupplier blobChanges;
    private final StorageLimits limits;
    private final ActivityMetrics metrics;
    private final StorageForecast forecast;

    /** Bytes appended since the process began. */
    private final AtomicLong appended = new AtomicLong();

    private volatile Look last = new Look(StorageUse.NONE, 0, 0);
    private volatile StorageLevel level = StorageLevel.AMPLE;
    private volatile double secondsUntilFull = Double.POSITIVE_INFINITY;

    /**
     * A watch that has not looked yet.
     *
     * @param blobChanges by how many bytes the blobs have grown since the process began
     */
    StorageWatch(Supplier<StorageUse> meter, LongSupplier blobChanges, StorageLimits limits, ActivityMetrics metrics) {
        this.meter = meter;
        this.blobChanges = blobChanges;
        this.limits = limits;
        this.metrics = metrics;
        this.forecast = new StorageForecast(limits);
    }

    /** Measures, and says so when another level is reached. */
    void look() {
        long counted = appended.get();
        long blobs = blobChanges.getAsLong();
        StorageUse now = meter.get();
        last = new Look(now, counted, blobs);
        secondsUntilFull = forecast.secondsUntilFull(now);
        metrics.stored(now, limits.hasQuota() ? limits.quota() : 0, secondsUntilFull);
        reach(level.next(limits.share(now)), now);
    }

    @Override
    public void taken(long bytes) {
        appended.addAndGet(bytes);
    }

    @Override
    public void admit() {
        StorageUse now = now();
        if (now.used() >= limits.quota()) {
            throw new ActivityException.NoSpace(refusal(now), null);
        }
    }

    /** Why new work is refused, while it is. */
    Optional<String> refusal() {
        StorageUse now = now();
        return now.used() >= limits.quota() ? Optional.of(refusal(now)) : Optional.empty();
    }

    /** What an operator should know before that. */
    Optional<String> warning() {
        StorageUse now = now();
        StorageLevel reached = level.next(limits.share(now));
        return reached == StorageLevel.AMPLE
                ? Optional.empty()
                : Optional.of(
                        "%d %% of the room for log, archive and blobs are taken: %s, %d bytes free on the disk, full %s. %s"
                                .formatted(
                                        (int) (limits.share(now) * 100),
                                        ofQuota(now),
                                        now.free(),
                                        expectedFull(now),
                                        TO_DO));
    }

    private StorageUse now() {
        Look look = last;
        return look.use.plus(appended.get() - look.appended + blobChanges.getAsLong() - look.blobs);
    }

    private String refusal(StorageUse now) {
        return "There is no room for new work: %s. Raise walden.log.retention.quota, keep less, or forget what is not needed; it goes on by itself."
                .formatted(ofQuota(now));
    }

    private String ofQuota(StorageUse use) {
        return limits.hasQuota()
                ? "%d of the %d bytes of walden.log.retention.quota".formatted(use.used(), limits.quota())
                : use.used() + " bytes, without a quota";
    }

    private String expectedFull(StorageUse use) {
        return secondsUntilFull == Double.POSITIVE_INFINITY ? "not foreseen" : "expected at " + expectedAt(use);
    }

    private Instant expectedAt(StorageUse use) {
        return use.at().plus(Duration.ofSeconds((long) Math.min(secondsUntilFull, Integer.MAX_VALUE)));
    }

    private synchronized void reach(StorageLevel now, StorageUse use) {
        if (now == level) {
            return;
        }
        boolean worse = now.compareTo(level) > 0;
        level = now;
        var line = LOG.atLevel(worse ? Level.WARN : Level.INFO)
                .addKeyValue("room", now)
                .addKeyValue("usedBytes", use.used())
                .addKeyValue("quotaBytes", limits.hasQuota() ? limits.quota() : "none")
                .addKeyValue("freeBytes", use.free())
                .addKeyValue("full", expectedFull(use));
        if (worse) {
            line.addKeyValue("action", TO_DO).log("room for the log runs short");
        } else {
            line.log("room for the log again");
        }
    }

    /** What was measured, and what had been counted then: one value, or who asks meanwhile would count some bytes never or twice. */
    private record Look(StorageUse use, long appended, long blobs) {}
}
