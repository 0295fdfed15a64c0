package dev.walden.memory;

import dev.walden.activity.ForgottenWords;
import dev.walden.activity.Projection;

/** The view of this module, for tests of whole data folders. */
public final class MemoryViews {

    private MemoryViews() {}

    /** What was forgotten, as this module tells it. */
    public static ForgottenWords forgottenWords() {
        return new ForgottenTable();
    }

    /** A new one. */
    public static Projection projection() {
        return new MemoryProjection();
    }
}
