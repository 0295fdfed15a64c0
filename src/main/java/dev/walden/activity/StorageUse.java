package dev.walden.activity;

import java.time.Instant;

/**
 * What is stored at one moment, and the disk below it, in bytes.
 *
 * @param log plain segments, without what is filled ahead of use
 * @param archive packed segments
 * @param free what the file system has left for this user
 * @param disk the size of the file system
 */
record StorageUse(Instant at, long log, long archive, long blobs, long free, long disk) {

    /** Nothing known yet. */
    static final StorageUse NONE = new StorageUse(Instant.EPOCH, 0, 0, 0, Long.MAX_VALUE, Long.MAX_VALUE);

    /** All that counts against the quota. */
    long used() {
        return log + archive + blobs;
    }

    /** As much more in the log. */
    StorageUse plus(long bytes) {
        return new StorageUse(at, log + bytes, archive, blobs, free, disk);
    }
}
