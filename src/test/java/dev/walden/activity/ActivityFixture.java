package dev.walden.activity;

import dev.walden.wal.SegmentedLog;
import dev.walden.wal.WalMetrics;
import dev.walden.wal.WalOptions;
import dev.walden.wal.WriteAheadLog;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A real log with its views in a folder of a test, without Spring.
 *
 * <pre>{@code
 * try (var activity = ActivityFixture.open(folder, new MyProjection())) {
 *     activity.append(event);            // durable and applied
 *     activity.views().read(…);
 *     activity.restart();                // all objects anew but the projections; give a factory to make those anew too
 *     activity.deleteViews();            // the same with the views built from the log
 * }
 * }</pre>
 */
public final class ActivityFixture implements AutoCloseable {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration RETENTION = Duration.ofDays(7);
    private static final long SEGMENT_BYTES = 1 << 20;

    private final Path home;
    private final InstantSource clock;
    private final Projections projections;
    private final Supplier<WriteAheadLog> wal;
    private final Function<BlobStore, EventCodec> codec;
    private Running running;

    private ActivityFixture(
            Path home,
            InstantSource clock,
            Projections projections,
            Supplier<WriteAheadLog> wal,
            Function<BlobStore, EventCodec> codec) {
        this.home = home;
        this.clock = clock;
        this.projections = projections;
        this.wal = wal;
        this.codec = codec;
        running = run();
    }

    /** Opens with projections that live as long as the fixture. */
    public static ActivityFixture open(Path home, Projection... projections) {
        return open(home, (log, views) -> List.of(projections));
    }

    /** Opens with projections made anew at each restart. */
    public static ActivityFixture open(Path home, Projections projections) {
        return open(home, InstantSource.system(), projections);
    }

    /** The same with records and idempotency keys of another time. */
    public static ActivityFixture open(Path home, InstantSource clock, Projections projections) {
        WalOptions options = new WalOptions(home, SEGMENT_BYTES, 0, 0, false, clock, failure -> {});
        return new ActivityFixture(
                home,
                clock,
                projections,
                () -> SegmentedLog.open(options, new WalMetrics(new SimpleMeterRegistry())),
                EventCodec::new);
    }

    /** Opens on another log, which a restart does not close. */
    static ActivityFixture on(WriteAheadLog log, Path home, Projection... projections) {
        return on(log, EventCodec::new, home, projections);
    }

    /** The same with records of another codec. */
    static ActivityFixture on(WriteAheadLog log, EventCodec codec, Path home, Projection... projections) {
        return on(log, blobs -> codec, home, projections);
    }

    private static ActivityFixture on(
            WriteAheadLog log, Function<BlobStore, EventCodec> codec, Path home, Projection... projections) {
        return new ActivityFixture(
                home, InstantSource.system(), (activity, views) -> List.of(projections), () -> log, codec);
    }

    public ActivityLog log() {
        return running.log;
    }

    public Views views() {
        return running.views;
    }

    public ActivityRuntime runtime() {
        return running.runtime;
    }

    public IdempotencyKeys idempotencyKeys() {
        return new IdempotencyKeys(running.log, running.views, clock, RETENTION);
    }

    /** Appends in one commit and waits until the views hold it. */
    public ActivityLog.Appended append(ActivityEvent... events) {
        ActivityLog.Appended appended = running.log.append(List.of(events));
        settle();
        return appended;
    }

    /** Waits until the views hold all that is durable. */
    public void settle() {
        try {
            running.log.awaitApplied(running.log.durable(), LONG);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Ends and starts again. */
    public void restart() {
        running.close();
        running = run();
    }

    /** As {@link #restart}, but with the views gone: all is built from the log. */
    public void deleteViews() {
        running.close();
        ViewsFile.in(home).delete();
        running = run();
    }

    /** All rows of a table as text, in order; to compare views. */
    public List<String> dump(String table) {
        return running.views.read(connection -> TableDump.of(connection, table));
    }

    @Override
    public void close() {
        running.close();
    }

    private Running run() {
        return Running.start(wal.get(), home, projections, codec);
    }

    /** Makes the projections of one run. */
    @FunctionalInterface
    public interface Projections {
        List<Projection> create(ActivityLog log, Views views);
    }

    private record Running(
            WriteAheadLog wal, BlobStore blobs, ActivityLog log, SqliteViews views, ActivityRuntime runtime) {

        static Running start(
                WriteAheadLog wal, Path home, Projections projections, Function<BlobStore, EventCodec> codecs) {
            AppliedPosition position = new AppliedPosition();
            ActivityMetrics metrics = new ActivityMetrics(new SimpleMeterRegistry(), position, wal::durable);
            BlobStore blobs = new BlobStore(home.resolve("blobs"), BlobFiles.DISK, metrics::blobWritten, failure -> {});
            EventCodec codec = codecs.apply(blobs);
            ActivityLog log = new DurableActivityLog(wal, codec, position);
            SqliteViews views = new SqliteViews(ViewsFile.in(home));
            List<Projection> all = Stream.concat(
                            Stream.of(new IdempotencyProjection(RETENTION)), projections.create(log, views).stream())
                    .toList();
            Projector projector = new Projector(
                    new LogTail(wal, codec),
                    ViewsFile.in(home),
                    new ViewsReserve(ViewsFile.in(home), 0),
                    all,
                    position,
                    metrics);
            LogUpkeep upkeep = new LogUpkeep(List.of(), Duration.ofDays(1));
            StorageWatch watch = new StorageWatch(
                    () -> StorageUse.NONE, blobs::changedBytes, new StorageLimits(Long.MAX_VALUE, 0), metrics);
            Running running = new Running(
                    wal,
                    blobs,
                    log,
                    views,
                    new ActivityRuntime(
                            wal,
                            projector,
                            position,
                            new ActivityRuntime.Care(upkeep, new LogScrub(wal, KeyFolder.in(home))),
                            watch));
            try {
                running.runtime.start();
                return running;
            } catch (RuntimeException failed) {
                running.close();
                throw failed;
            }
        }

        void close() {
            runtime.close();
            views.close();
            blobs.close();
            wal.close();
        }
    }
}
