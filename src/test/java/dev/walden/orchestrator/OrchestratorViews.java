package dev.walden.orchestrator;

import dev.walden.activity.Projection;

/** The view of this module, for tests of whole data folders. */
public final class OrchestratorViews {

    private OrchestratorViews() {}

    /** A new one. */
    public static Projection projection() {
        return new TaskProjection();
    }
}
