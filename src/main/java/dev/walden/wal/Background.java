package dev.walden.wal;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** What is done behind the writer: getting segments ready, and sealing them. Two lanes, each in order. Thread-safe. */
interface Background {

    /** Runs a task on the lane that the writer may have to wait for. */
    void prepare(Runnable task);

    /** Runs a task on that lane when some time has passed. */
    void prepareLater(Duration delay, Runnable task);

    /** Runs a task on the lane that nobody waits for. */
    void seal(Runnable task);

    /** Takes nothing more and waits for what runs, within a deadline. Returns what is complete once nothing runs any more. */
    CompletableFuture<Void> close();
}
