package dev.walden.orchestrator;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** The life of a service that ends in the middle of what a test has it do. Thread-safe. */
final class FirstLife {

    private final CountDownLatch reached = new CountDownLatch(1);
    private final AtomicBoolean over = new AtomicBoolean();

    /** In the first life this is as far as it comes; in later ones nothing. */
    void endsHere() throws InterruptedException {
        if (!over.get()) {
            reached.countDown();
            new CountDownLatch(1).await();
        }
    }

    /** Waits until it has come so far. What is begun from now on belongs to the next life. */
    void awaitEnd() throws InterruptedException {
        reached.await();
        over.set(true);
    }
}
