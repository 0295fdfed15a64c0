package dev.walden.activity;

/** Follows how views are built or catch up at the start. Called on the thread of the views; must return at once. */
@FunctionalInterface
public interface ReplayListener {

    /** Nobody who follows. */
    ReplayListener NONE = (seq, goal) -> {};

    /**
     * Another part is applied.
     *
     * @param seq the last record applied
     * @param goal the record at which the replay ends
     */
    void applied(long seq, long goal);
}
