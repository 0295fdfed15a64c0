package dev.walden.access;

import dev.walden.activity.Projection;

/** The view of this module, for tests of whole data folders. */
public final class AccessViews {

    private AccessViews() {}

    /** A new one. */
    public static Projection projection() {
        return new KeyProjection();
    }
}
