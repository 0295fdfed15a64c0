package dev.walden.bench;

import dev.walden.system.WaldenProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients of one service: each submits a task, waits for the answer, and submits the next. */
final class Load {

    private final WaldenProcess service;
    private final String key;

    Load(WaldenProcess service) throws IOException {
        this.service = service;
        this.key = Files.readString(service.home().resolve("admin.key")).strip();
    }

    /** Runs so many tasks with so many clients; the times of each, from submission to answer. */
    Times tasks(int clients, int tasks, String input, boolean wait) throws InterruptedException {
        long[] nanos = new long[tasks];
        AtomicInteger next = new AtomicInteger();
        Queue<String> failures = new ConcurrentLinkedQueue<>();
        long begun = System.nanoTime();
        List<Thread> threads = new ArrayList<>();
        for (int client = 0; client < clients; client++) {
            threads.add(Thread.ofVirtual().start(() -> {
                try (LeanClient connection = new LeanClient(service.uri("/").getPort())) {
                    for (int i = next.getAndIncrement(); i < tasks; i = next.getAndIncrement()) {
                        long start = System.nanoTime();
                        submit(connection, input, wait).ifPresent(failures::add);
                        nanos[i] = System.nanoTime() - start;
                    }
                } catch (IOException e) {
                    failures.add(e.toString());
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        if (!failures.isEmpty()) {
            throw new IllegalStateException("%d of %d tasks failed, the first with %s:%n%s"
                    .formatted(failures.size(), tasks, failures.peek(), service.output()));
        }
        return new Times(Duration.ofNanos(System.nanoTime() - begun), Percentiles.of(nanos));
    }

    /** Why it failed, if it did. */
    private Optional<String> submit(LeanClient connection, String input, boolean wait) throws IOException {
        String headers = "Authorization: Bearer " + key + "\r\n" + (wait ? "Prefer: wait=120\r\n" : "");
        LeanClient.Answer answer = connection.post("/api/v1/tasks", headers, "{\"input\":\"" + input + "\"}");
        boolean good =
                wait ? answer.status() == 200 && answer.body().contains("\"completed\"") : answer.status() == 202;
        return good ? Optional.empty() : Optional.of(answer.status() + " " + answer.body());
    }

    /** How long all took, and each. */
    record Times(Duration all, Percentiles each) {

        double perSecond(long events) {
            return events * 1e9 / all.toNanos();
        }
    }
}
