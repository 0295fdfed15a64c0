package dev.walden.plugin;

/**
 * Hears how far a call has come. Thread-safe. It never blocks and never throws, so that no call is held up by those who follow its task: of what
 * is said faster than they listen only the newest is heard, and behind the call's end nothing. Nothing of it is recorded, and it gives a call no
 * more time.
 */
@FunctionalInterface
public interface ProgressListener {

    /** Nobody hears. */
    ProgressListener NOBODY = _ -> {};

    /** So far it is now. */
    void heard(CallProgress progress);
}
