package dev.walden.lifecycle;

/** How far the service is. */
enum ServiceState {
    /** Recovering; the port is closed. */
    STARTING("starting"),
    /** Taking tasks. */
    READY("ready"),
    /** Ending what runs; new tasks are refused. */
    DRAINING("draining");

    private final String word;

    ServiceState(String word) {
        this.word = word;
    }

    @Override
    public String toString() {
        return word;
    }
}
