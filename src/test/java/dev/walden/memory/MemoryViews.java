package dev.walden.memory;

import dev.walden.activity.Projection;

/** The view of this module, for tests of whole data folders. */
public final class MemoryViews {

    private MemoryViews() {}

    /** A new one. */
    public static Projection projection() {
        return new MemoryProjection();
    }
}
