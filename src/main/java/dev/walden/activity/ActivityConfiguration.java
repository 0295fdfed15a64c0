package dev.walden.activity;

import dev.walden.wal.SegmentedLog;
import dev.walden.wal.WalException;
import dev.walden.wal.WalMetrics;
import dev.walden.wal.WalOptions;
import dev.walden.wal.WriteAheadLog;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.core.env.Environment;

/** The log opens with its bean; lifecycle starts the views when all beans are there. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ActivityProperties.class)
final class ActivityConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(ActivityConfiguration.class);

    @Bean
    DataFolder dataFolder(ActivityProperties properties) {
        return properties.folder();
    }

    @Bean
    AppliedPosition appliedPosition() {
        return new AppliedPosition();
    }

    /** Made before the log, so that a key which is missing or wrong is told before anything is written. */
    @Bean
    Encryption encryption(
            DataFolder folder,
            ActivityProperties properties,
            Environment environment,
            ObjectProvider<LogFailureListener> listeners) {
        Restore.demandNoneUnfinished(folder.path());
        ActivityProperties.Keys keys = properties.log().encryption();
        Encryption encryption = Encryption.of(
                keys.in(folder, environment.getProperty("CREDENTIALS_DIRECTORY"))
                        .dataKeys(),
                keys.enabled(),
                properties.log().segmentSize().toBytes(),
                failure -> tell(listeners, failure));
        encryption.demandKeys();
        return encryption;
    }

    @Bean
    @DependsOn("encryption")
    WriteAheadLog writeAheadLog(
            DataFolder folder,
            ActivityProperties properties,
            MeterRegistry meters,
            ObjectProvider<LogFailureListener> listeners) {
        WalOptions defaults = WalOptions.defaults(folder.path());
        WalOptions options = new WalOptions(
                folder.path(),
                properties.log().segmentSize().toBytes(),
                defaults.reserveBytes(),
                ViewsReserve.BYTES,
                defaults.preFill(),
                defaults.clock(),
                failure ->
                        tell(listeners, new ActivityException.Unusable(String.valueOf(failure.getMessage()), failure)));
        try {
            return SegmentedLog.open(options, new WalMetrics(meters));
        } catch (WalException failed) {
            throw WalFailures.atOpening(failed);
        }
    }

    @Bean
    ActivityMetrics activityMetrics(MeterRegistry meters, AppliedPosition position, WriteAheadLog log) {
        return new ActivityMetrics(meters, position, log::durable);
    }

    @Bean
    BlobStore blobStore(DataFolder folder, ActivityMetrics metrics, ObjectProvider<LogFailureListener> listeners) {
        BlobStore blobs = new BlobStore(
                folder.resolve("blobs"), BlobFiles.DISK, metrics::blobWritten, failure -> tell(listeners, failure));
        blobs.deleteLeftOvers(); // the log, which the metrics need, has locked the folder
        return blobs;
    }

    @Bean
    EventCodec eventCodec(BlobStore blobs, Encryption encryption) {
        encryption.begin(); // once more: the log, which the blobs need, has locked the folder
        return new EventCodec(blobs, encryption);
    }

    @Bean
    @DependsOn("eventCodec") // which begins the encryption
    ByteStore byteStore(BlobStore blobs, Encryption encryption) {
        return new ByteStore(blobs, encryption);
    }

    @Bean
    StorageWatch storageWatch(
            DataFolder folder,
            WriteAheadLog log,
            BlobStore blobs,
            ActivityMetrics metrics,
            ActivityProperties properties) {
        return new StorageWatch(
                new StorageMeter(folder.path(), log, blobs, InstantSource.system()),
                blobs::changedBytes,
                properties.log().retention().limits(properties.log().segmentSize()),
                metrics);
    }

    @Bean
    ActivityLog activityLog(WriteAheadLog log, EventCodec codec, AppliedPosition position, StorageWatch watch) {
        return new DurableActivityLog(log, codec, position, watch);
    }

    @Bean
    ViewsFile viewsFile(DataFolder folder) {
        return ViewsFile.in(folder.path());
    }

    @Bean
    SqliteViews views(ViewsFile file) {
        return new SqliteViews(file);
    }

    @Bean
    IdempotencyProjection idempotencyProjection(ActivityProperties properties) {
        return new IdempotencyProjection(properties.log().idempotencyRetention());
    }

    @Bean
    IdempotencyKeys idempotencyKeys(ActivityLog log, Views views, ActivityProperties properties) {
        return new IdempotencyKeys(
                log, views, InstantSource.system(), properties.log().idempotencyRetention());
    }

    @Bean
    LogTail logTail(WriteAheadLog log, EventCodec codec) {
        return new LogTail(log, codec);
    }

    @Bean
    Projector projector(
            LogTail tail,
            ViewsFile file,
            List<Projection> projections,
            AppliedPosition position,
            ActivityMetrics metrics) {
        return new Projector(tail, file, new ViewsReserve(file, ViewsReserve.BYTES), projections, position, metrics);
    }

    @Bean
    BlobSweep blobSweep(WriteAheadLog log, BlobStore blobs, ActivityProperties properties) {
        return new BlobSweep(log, blobs, properties.log().eraseWithin(), InstantSource.system());
    }

    /** Who knows words and tasks is looked up late: they need the log. */
    @Bean
    ForgottenRecords forgottenRecords(
            Views views, ObjectProvider<ForgottenWords> words, ObjectProvider<TaskRecords> tasks) {
        return new ForgottenRecords(
                views,
                () -> Optional.ofNullable(words.getIfAvailable()),
                () -> Optional.ofNullable(tasks.getIfAvailable()));
    }

    @Bean
    ErasurePromise erasurePromise(ActivityProperties properties) {
        return new ErasurePromise(InstantSource.system(), properties.log().eraseWithin());
    }

    @Bean
    ErasingTime erasingTime(ActivityProperties properties, ActivityMetrics metrics) {
        return new ErasingTime(InstantSource.system(), properties.log().eraseWithin(), metrics::erasureOverdue);
    }

    @Bean
    Eraser eraser(
            WriteAheadLog log, EventCodec codec, BlobSweep sweep, ForgottenRecords forgotten, ErasingTime schedule) {
        return new Eraser(log, codec, sweep, forgotten, schedule);
    }

    @Bean
    Retention retention(
            WriteAheadLog log,
            EventCodec codec,
            Views views,
            ObjectProvider<TaskExpiry> tasks,
            ActivityProperties properties) {
        return new Retention(
                log,
                codec,
                views,
                () -> Optional.ofNullable(tasks.getIfAvailable()),
                new RetentionTimes(
                        InstantSource.system(),
                        System::nanoTime,
                        Optional.ofNullable(properties.log().retention().tasks()),
                        properties.log().idempotencyRetention()));
    }

    @Bean
    Chores logChores(Retention retention, Eraser eraser, BlobSweep sweep) {
        return new Chores(retention, eraser, sweep);
    }

    @Bean
    LogUpkeep logUpkeep(WriteAheadLog log, AppliedPosition position, Chores chores, ActivityProperties properties) {
        Duration archiveAfter = properties.log().archiveAfter();
        Duration eraseWithin = properties.log().eraseWithin();
        InstantSource clock = InstantSource.system();
        return new LogUpkeep(
                List.of(
                        () -> log.archive(position.applied(), clock.instant().minus(archiveAfter)),
                        chores.retention()::run,
                        chores.eraser()::erase,
                        chores.sweep()::daily),
                LogUpkeep.pause(archiveAfter, eraseWithin.dividedBy(4)));
    }

    /** What is done from time to time besides archiving. */
    record Chores(Retention retention, Eraser eraser, BlobSweep sweep) {}

    @Bean
    ActivityRuntime.Care logCare(WriteAheadLog log, DataFolder folder, LogUpkeep upkeep) {
        return new ActivityRuntime.Care(upkeep, new LogScrub(log, KeyFolder.in(folder.path())));
    }

    @Bean
    ActivityRuntime activityRuntime(
            WriteAheadLog log,
            Projector projector,
            AppliedPosition position,
            ActivityRuntime.Care care,
            StorageWatch watch) {
        return new ActivityRuntime(log, projector, position, care, watch);
    }

    /** Listeners are looked up late: they may need what needs the log. */
    private static void tell(ObjectProvider<LogFailureListener> listeners, ActivityException.Unusable failure) {
        LOG.atError().setCause(failure).log("log failed, nothing more can be recorded");
        listeners.orderedStream().forEach(listener -> listener.logFailed(failure));
    }
}
