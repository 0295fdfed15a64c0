package dev.walden.activity;

import dev.walden.wal.WriteAheadLog;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * Measures what is stored. All blobs are looked at once a day; in between their changes are counted. Confined to the thread of the
 * upkeep.
 */
final class StorageMeter implements Supplier<StorageUse> {

    private static final Duration ALL_BLOBS = Duration.ofDays(1);

    private final Path home;
    private final WriteAheadLog log;
    private final BlobStore blobs;
    private final InstantSource clock;
    private Instant blobsDue = Instant.MIN;
    private long blobsWithoutChanges;

    StorageMeter(Path home, WriteAheadLog log, BlobStore blobs, InstantSource clock) {
        this.home = home;
        this.log = log;
        this.blobs = blobs;
        this.clock = clock;
    }

    @Override
    public StorageUse get() {
        Instant now = clock.instant();
        if (!now.isBefore(blobsDue)) {
            long changes = blobs.changedBytes();
            blobsWithoutChanges = blobs.measureBytes() - changes;
            blobsDue = now.plus(ALL_BLOBS);
        }
        var size = log.size();
        try {
            FileStore disk = Files.getFileStore(home);
            return new StorageUse(
                    now,
                    size.plainBytes(),
                    size.archivedBytes(),
                    Math.max(0, blobsWithoutChanges + blobs.changedBytes()),
                    disk.getUsableSpace(),
                    disk.getTotalSpace());
        } catch (IOException failed) {
            throw new ActivityException.Unreadable(
                    "The room in %s cannot be asked for: %s.".formatted(home, failed.getMessage()), failed);
        }
    }
}
