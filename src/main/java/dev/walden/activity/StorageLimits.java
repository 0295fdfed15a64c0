package dev.walden.activity;

/**
 * How much may be stored.
 *
 * @param quota bytes of log, archive and blobs together; {@link Long#MAX_VALUE} for as much as there is room
 * @param floor bytes that the disk must have left: below, the log has no room for its next segment
 */
record StorageLimits(long quota, long floor) {

    /** Whether there is a quota. */
    boolean hasQuota() {
        return quota < Long.MAX_VALUE;
    }

    /** How much of what may be stored is: of the quota or of the disk, whichever is nearer to its end; 1 is all. */
    double share(StorageUse use) {
        double usable = Math.max(1, (double) use.disk() - floor);
        return Math.max((double) use.used() / quota, 1 - roomOnDisk(use) / usable);
    }

    /** Bytes that may still be stored by the quota. */
    long roomInQuota(StorageUse use) {
        return Math.max(0, quota - use.used());
    }

    /** Bytes that the disk can still take. */
    long roomOnDisk(StorageUse use) {
        return Math.max(0, use.free() - floor);
    }
}
