package dev.walden.wal;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The meters of the log, all there from the start with zero. Thread-safe. */
public final class WalMetrics {

    /** The mean of the commits' time follows about so many. */
    private static final int SMOOTHED_COMMITS = 64;

    private final Counter appends;
    private final Counter commits;
    private final Counter fsyncs;
    private final Counter bytes;
    private final Counter tailCut;
    private final Counter archiveFailures;
    private final Timer commitTime;
    private final DistributionSummary batchRecords;
    private final AtomicLong commitNanos = new AtomicLong();
    private final AtomicLong probeNanos = new AtomicLong();
    private final AtomicLong queuedRecords = new AtomicLong();
    private final AtomicLong durableSeq = new AtomicLong();
    private final AtomicLong segments = new AtomicLong();
    private final AtomicLong archived = new AtomicLong();
    private final AtomicLong damaged = new AtomicLong();
    private final AtomicLong condition = new AtomicLong();

    /** Registers all of them. */
    public WalMetrics(MeterRegistry registry) {
        appends = counter(registry, "walden.log.appends", "records", "Records made durable");
        commits = counter(registry, "walden.log.commits", "commits", "Batches made durable by one write and one fsync");
        fsyncs = counter(registry, "walden.log.fsyncs", "fsyncs", "Calls of fdatasync for commits");
        bytes = counter(registry, "walden.log.bytes", "bytes", "Bytes of log made durable, filler not counted");
        tailCut = counter(registry, "walden.log.tail.cut.bytes", "bytes", "Bytes of unacknowledged tail cut at start");
        archiveFailures =
                counter(registry, "walden.log.archive.failures", "attempts", "Attempts to pack a segment that failed");
        commitTime = Timer.builder("walden.log.commit.seconds")
                .description("Time of a commit: write and fsync")
                .publishPercentileHistogram()
                .register(registry);
        batchRecords = DistributionSummary.builder("walden.log.batch.records")
                .description("Records in one commit")
                .register(registry);
        Gauge.builder("walden.log.probe.seconds", probeNanos, nanos -> nanos.doubleValue() / 1e9)
                .description("Time of the last raw write of 4 KiB and fdatasync")
                .strongReference(true)
                .register(registry);
        Gauge.builder("walden.log.commit.ratio", this, WalMetrics::commitRatio)
                .description("Time of the last commits, smoothed, by that of the last raw write; 0 before both")
                .strongReference(true)
                .register(registry);
        gauge(registry, "walden.log.queue.records", "Records waiting for a commit", queuedRecords);
        gauge(registry, "walden.log.durable.seq", "Highest durable sequence number", durableSeq);
        gauge(registry, "walden.log.segments", "Segments, archived ones counted", segments);
        gauge(registry, "walden.log.archived.segments", "Segments in the archive", archived);
        gauge(registry, "walden.log.damaged.segments", "Segments that the scrub found damaged", damaged);
        gauge(registry, "walden.log.condition", "0 accepting, 1 no space, 2 unusable", condition);
    }

    private static Counter counter(MeterRegistry registry, String name, String unit, String description) {
        return Counter.builder(name).baseUnit(unit).description(description).register(registry);
    }

    private static void gauge(MeterRegistry registry, String name, String description, AtomicLong value) {
        Gauge.builder(name, value, AtomicLong::doubleValue)
                .description(description)
                .strongReference(true)
                .register(registry);
    }

    void committed(int records, long batchBytes, long nanos) {
        appends.increment(records);
        commits.increment();
        fsyncs.increment();
        bytes.increment((double) batchBytes);
        commitTime.record(nanos, TimeUnit.NANOSECONDS);
        long before = commitNanos.get();
        commitNanos.lazySet(before == 0 ? nanos : before + (nanos - before) / SMOOTHED_COMMITS);
        batchRecords.record(records);
    }

    /** The disk alone took so long for a small write. */
    void probed(long nanos) {
        probeNanos.set(nanos);
    }

    private double commitRatio() {
        long probe = probeNanos.get();
        return probe == 0 ? 0 : commitNanos.doubleValue() / probe;
    }

    void queued(int records) {
        queuedRecords.addAndGet(records);
    }

    void durable(long seq) {
        durableSeq.set(seq);
    }

    void segments(int count) {
        segments.set(count);
    }

    void archived(long count) {
        archived.set(count);
    }

    void damaged(int count) {
        damaged.set(count);
    }

    void tailCut(long cutBytes) {
        tailCut.increment((double) cutBytes);
    }

    void archiveFailed() {
        archiveFailures.increment();
    }

    void condition(int now) {
        condition.set(now);
    }
}
