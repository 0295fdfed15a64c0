package dev.walden.lifecycle;

/** Asks the process to end in good order, as SIGTERM does. Thread-safe. */
@FunctionalInterface
public interface ShutdownRequest {

    /**
     * Returns at once; the drain begins on another thread. Repeating it changes nothing.
     *
     * @param reason recorded with the stop; a short word such as {@code admin}
     */
    void submit(String reason);
}
