package dev.walden.activity;

/** Says whether new work may still be recorded, and counts what is. Thread-safe. */
interface Admission {

    /** All of it, uncounted. */
    Admission FREE = new Admission() {
        @Override
        public void admit() {
            // There is no quota.
        }

        @Override
        public void taken(long bytes) {
            // Nobody asks.
        }
    };

    /**
     * Lets new work in.
     *
     * @throws ActivityException.NoSpace when the quota is used up
     */
    void admit();

    /** Counts bytes that were appended, whether new work or outcomes. */
    void taken(long bytes);
}
