package dev.walden;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Tasks as clients send them, on a data folder that is thrown away, so that a JVM which writes a cache of what it loaded and measured
 * writes one of a service at work. Model calls are answered from a script; nothing beyond this machine is asked. Used once.
 */
final class Rehearsal {

    private static final int TASKS = 2_000;
    private static final int CLIENTS = 64;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** One reply a task, or two calls of tools before it: what a task does most of. */
    private static final String SCRIPT = """
            scripts:
              - match: "^Read"
                steps:
                  - text: "I will look it up."
                    tools: [{tool: read_file, arguments: {path: "notes.txt"}}]
                  - tools: [{tool: calculator, arguments: {expression: "17 * 23"}}]
                  - answer: "The notes are short, and the product is 391."
              - steps:
                  - answer: "Rehearsed."
            """;

    private final HttpClient http;
    private final URI address;
    private final String key;

    private Rehearsal(HttpClient http, URI address, String key) {
        this.http = http;
        this.address = address;
        this.key = key;
    }

    /** A service that was started for it. */
    record Stage(int port, Runnable end) {}

    /**
     * Starts the service, has it work some seconds, stops it and deletes its folder. Returns the number of tasks.
     *
     * @param start of a service with these options
     */
    static int on(Function<List<String>, Stage> start) {
        try {
            Path home = Files.createTempDirectory("walden-rehearsal");
            try {
                return in(home, start);
            } finally {
                delete(home);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("The rehearsal could not be played: " + failed, failed);
        }
    }

    private static int in(Path home, Function<List<String>, Stage> start) throws IOException {
        Path script = Files.writeString(home.resolve("script.yaml"), SCRIPT);
        Path workspace = Files.createDirectories(home.resolve("workspace/default"));
        Files.writeString(workspace.resolve("notes.txt"), "A line to read.\n".repeat(40));
        Stage stage = start.apply(options(home, script));
        try (HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build()) {
            String key = Files.readString(home.resolve("admin.key")).strip();
            new Rehearsal(http, URI.create("http://127.0.0.1:" + stage.port()), key).play();
            return TASKS;
        } finally {
            stage.end().run();
        }
    }

    /** Of the defaults alone: what a machine has configured names its folders, keys and engines. */
    private static List<String> options(Path home, Path script) {
        return List.of(
                "--spring.config.location=classpath:/walden.yaml",
                "--walden.home=" + home,
                "--server.address=127.0.0.1",
                "--server.port=0",
                "--walden.log.encryption.enabled=false",
                "--walden.reasoning.default-engine=script",
                "--walden.reasoning.engines.script.type=scripted",
                "--walden.reasoning.engines.script.script=" + script);
    }

    private void play() throws IOException {
        send("GET", "/actuator/health/readiness", "");
        send("POST", "/api/v1/memory/items", "{\"items\":[{\"text\":\"The rehearsal is short.\",\"kind\":\"fact\"}]}");
        try (var clients =
                Executors.newFixedThreadPool(CLIENTS, Thread.ofVirtual().factory())) {
            List<Future<?>> tasks = new ArrayList<>();
            for (int task = 0; task < TASKS; task++) {
                int number = task;
                tasks.add(clients.submit(() -> {
                    one(number);
                    return number;
                }));
            }
            awaitAll(tasks, clients);
        }
    }

    /** The first that fails ends it: where one task cannot go on, the others would be waited for in vain. */
    private static void awaitAll(List<Future<?>> tasks, ExecutorService clients) throws IOException {
        try {
            for (Future<?> task : tasks) {
                task.get();
            }
        } catch (InterruptedException stopped) {
            clients.shutdownNow();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stopped);
        } catch (ExecutionException failed) {
            clients.shutdownNow();
            throw failed.getCause() instanceof IOException known ? known : new IOException(failed.getCause());
        }
    }

    /** Every eighth asks the engine that is built in, and looks at what there is. */
    private void one(int number) throws IOException {
        switch (number % 8) {
            case 0 -> {
                task("What is 17 * " + number + "?", "rules");
                send("GET", "/api/v1/tasks", "");
                String words = URLEncoder.encode("short rehearsal", StandardCharsets.UTF_8);
                send("GET", "/api/v1/memory/search?q=" + words, "");
            }
            case 2, 4, 6 -> task("Read the notes for the " + number + "th time.", "script");
            default -> task("Say something, " + number + ".", "script");
        }
    }

    private void task(String input, String engine) throws IOException {
        String answer = send("POST", "/api/v1/tasks", "{\"input\":\"" + input + "\",\"engine\":\"" + engine + "\"}");
        if (!answer.contains("\"completed\"")) {
            throw new IOException("A task did not end well: " + answer);
        }
    }

    private String send(String method, String path, String body) throws IOException {
        var request = HttpRequest.newBuilder(address.resolve(path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .header("Prefer", "wait=60")
                .method(method, BodyPublishers.ofString(body))
                .build();
        try {
            var response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new IOException(path + " was answered with " + response.statusCode() + ": " + response.body());
            }
            return response.body();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stopped);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.toList().reversed()) {
                Files.delete(each);
            }
        }
    }
}
