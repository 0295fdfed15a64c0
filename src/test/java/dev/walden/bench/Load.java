package dev.walden.bench;

import dev.walden.system.WaldenProcess;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients of one service: each submits a task, waits for the answer, and submits the next. */
final class Load implements AutoCloseable {

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
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
                for (int i = next.getAndIncrement(); i < tasks; i = next.getAndIncrement()) {
                    long start = System.nanoTime();
                    submit(input, wait).ifPresent(failures::add);
                    nanos[i] = System.nanoTime() - start;
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
    private Optional<String> submit(String input, boolean wait) {
        HttpRequest.Builder request = HttpRequest.newBuilder(service.uri("/api/v1/tasks"))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"input\":\"" + input + "\"}"));
        if (wait) {
            request.header("Prefer", "wait=120");
        }
        try {
            var response = http.send(request.build(), BodyHandlers.ofString());
            boolean good = wait
                    ? response.statusCode() == 200 && response.body().contains("\"completed\"")
                    : response.statusCode() == 202;
            return good ? Optional.empty() : Optional.of(response.statusCode() + " " + response.body());
        } catch (IOException e) {
            return Optional.of(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("an interrupt");
        }
    }

    @Override
    public void close() {
        http.close();
    }

    /** How long all took, and each. */
    record Times(Duration all, Percentiles each) {

        double perSecond(long events) {
            return events * 1e9 / all.toNanos();
        }
    }
}
