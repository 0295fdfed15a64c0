package dev.walden.activity;

/** How near the end of the room is. */
enum StorageLevel {
    /** Nothing to do. */
    AMPLE(0),
    /** Time to plan. */
    LOW(0.80),
    /** Time to act. */
    SCARCE(0.95),
    /** New work is refused, or will be with the next segment. */
    FULL(1);

    /** So much must be gone again before a level is left downwards, else each record could cross it. */
    private static final double SLACK = 0.02;

    private final double from;

    StorageLevel(double from) {
        this.from = from;
    }

    /** The level after this one when such a share of the room is taken. */
    StorageLevel next(double share) {
        StorageLevel now = of(share);
        StorageLevel withSlack = of(share + SLACK);
        boolean stays = now.compareTo(this) < 0 && withSlack.compareTo(this) >= 0 && this != FULL;
        return stays ? this : now;
    }

    private static StorageLevel of(double share) {
        StorageLevel found = AMPLE;
        for (StorageLevel level : values()) {
            found = share >= level.from ? level : found;
        }
        return found;
    }
}
