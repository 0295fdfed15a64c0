package dev.walden.activity;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where and how facts are kept.
 *
 * @param home the data folder; {@code ~/} at its beginning is the home of the user that runs Walden
 * @param log of the activity log
 */
@ConfigurationProperties("walden")
record ActivityProperties(
        @DefaultValue("~/.walden") String home,
        @DefaultValue Log log) {

    ActivityProperties {
        if (home.isBlank()) {
            throw new IllegalArgumentException("walden.home names a folder; found: nothing.");
        }
    }

    DataFolder folder() {
        return new DataFolder(Path.of(home).toAbsolutePath().normalize());
    }

    /**
     * The activity log.
     *
     * @param segmentSize size at which a log file is closed and the next one begun, 64KB to 1GB
     * @param archiveAfter how long a log file stays plain after it was closed; then it is compressed into the archive
     * @param eraseWithin time in which forgotten words are gone from the log's files too, one second or more
     * @param idempotencyRetention how long a used {@code Idempotency-Key} is remembered
     * @param retention how much is kept, and for how long
     * @param encryption at rest
     */
    record Log(
            @DefaultValue("64MB") DataSize segmentSize,
            @DefaultValue("10m") Duration archiveAfter,
            @DefaultValue("30d") Duration eraseWithin,
            @DefaultValue("7d") Duration idempotencyRetention,
            @DefaultValue Retention retention,
            @DefaultValue Keys encryption) {

        private static final DataSize SMALLEST = DataSize.ofKilobytes(64);
        private static final DataSize LARGEST = DataSize.ofGigabytes(1);

        Log {
            if (segmentSize.compareTo(SMALLEST) < 0 || segmentSize.compareTo(LARGEST) > 0) {
                throw new IllegalArgumentException(
                        "walden.log.segment-size is 64KB to 1GB; found: " + segmentSize + ".");
            }
            if (archiveAfter.isNegative() || archiveAfter.isZero()) {
                throw new IllegalArgumentException(
                        "walden.log.archive-after is longer than nothing; found: " + archiveAfter + ".");
            }
            if (eraseWithin.compareTo(Duration.ofSeconds(1)) < 0) {
                throw new IllegalArgumentException(
                        "walden.log.erase-within is one second or more; found: " + eraseWithin + ".");
            }
            if (idempotencyRetention.isNegative() || idempotencyRetention.isZero()) {
                throw new IllegalArgumentException("walden.log.idempotency-retention is longer than nothing; found: "
                        + idempotencyRetention + ".");
            }
            retention.demandRoomFor(segmentSize);
            retention.demandTimeFor(idempotencyRetention);
        }
    }

    /**
     * How much of the past is kept.
     *
     * @param tasks how long an ended task is kept, at least; unset to keep all tasks for ever
     * @param quota what log, archive and blobs may take together, four log files or more; beyond, new work is refused until there is
     *     room again. None by default: as much as the disk has room for
     */
    record Retention(@Nullable Duration tasks, @Nullable DataSize quota) {

        private static final int LEAST_SEGMENTS = 4;

        private void demandTimeFor(Duration idempotencyRetention) {
            if (tasks != null && tasks.compareTo(idempotencyRetention) < 0) {
                throw new IllegalArgumentException(
                        "walden.log.retention.tasks is as long as walden.log.idempotency-retention or longer, as a used key leads to its task; found: %s and %s."
                                .formatted(tasks, idempotencyRetention));
            }
        }

        private void demandRoomFor(DataSize segmentSize) {
            if (quota != null && quota.toBytes() < LEAST_SEGMENTS * segmentSize.toBytes()) {
                throw new IllegalArgumentException(
                        "walden.log.retention.quota is at least %d times walden.log.segment-size, %s; found: %s."
                                .formatted(
                                        LEAST_SEGMENTS,
                                        DataSize.ofBytes(LEAST_SEGMENTS * segmentSize.toBytes()),
                                        quota));
            }
        }

        StorageLimits limits(DataSize segmentSize) {
            return new StorageLimits(
                    quota == null ? Long.MAX_VALUE : quota.toBytes(), segmentSize.toBytes() + ViewsReserve.BYTES);
        }
    }

    /**
     * Encryption at rest.
     *
     * @param enabled whether the data of new records and new blobs are encrypted; what is encrypted is read either way
     * @param masterKey file of the master key, absolute or from the data folder on; a name without a slash is that of a systemd credential
     */
    record Keys(
            @DefaultValue("false") boolean enabled,
            @DefaultValue(EncryptionKeys.USUAL) String masterKey) {

        Keys {
            if (masterKey.isBlank()) {
                throw new IllegalArgumentException(
                        "walden.log.encryption.master-key names a file or a systemd credential; found: nothing.");
            }
        }

        EncryptionKeys in(DataFolder folder, @Nullable String credentials) {
            return new EncryptionKeys(folder.path(), masterKey, credentials);
        }
    }
}
