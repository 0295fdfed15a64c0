package dev.walden.system;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Submits numbered tasks, one after the other, to whatever life of the service is current, and insists: what was not acknowledged is
 * submitted again with the same idempotency key.
 */
final class Submitter {

    private final Killer killer;
    private final int tasks;
    private final AtomicInteger next = new AtomicInteger();
    private final Map<String, String> acknowledged = new ConcurrentHashMap<>();

    Submitter(Killer killer, int tasks) {
        this.killer = killer;
        this.tasks = tasks;
    }

    /** Submits until all are acknowledged; several threads may do so at the same time. */
    void run(long pauseMillis) {
        try {
            for (int number = next.getAndIncrement(); number < tasks; number = next.getAndIncrement()) {
                String input = "t" + number;
                while (!submit(input)) {
                    TimeUnit.MILLISECONDS.sleep(20);
                }
                TimeUnit.MILLISECONDS.sleep(pauseMillis);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns as soon as another task is acknowledged, or when the time is over. */
    void awaitNextAcknowledged(Duration atMost) throws InterruptedException {
        int before = acknowledged.size();
        long deadline = System.nanoTime() + atMost.toNanos();
        while (acknowledged.size() == before && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(3);
        }
    }

    /** Task ids by input, as the service acknowledged them. */
    Map<String, String> acknowledged() {
        return acknowledged;
    }

    private boolean submit(String input) {
        @Nullable WaldenProcess life = killer.current();
        if (life == null) {
            return false;
        }
        try {
            var answer = life.client()
                    .post("/api/v1/tasks", Map.of("input", input), Map.of("Idempotency-Key", "key-" + input));
            if (answer.status() != 202 && answer.status() != 200) {
                return false;
            }
            acknowledged.put(input, answer.json().path("id").asString());
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
