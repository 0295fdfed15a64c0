package dev.walden.api;

import dev.walden.access.Role;
import dev.walden.access.TestKeys;
import dev.walden.activity.ActivityLog;
import dev.walden.activity.ActivityRuntime;
import dev.walden.activity.ByteStore;
import dev.walden.lifecycle.ShutdownRequest;
import dev.walden.memory.KnowledgeRuntime;
import dev.walden.memory.MemoryRuntime;
import dev.walden.orchestrator.CallAttachments;
import dev.walden.orchestrator.Spending;
import dev.walden.orchestrator.TaskService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import tools.jackson.databind.json.JsonMapper;

/** The API on a real port with real keys, log and memory, over tasks that do what a test tells them. */
final class ApiServer implements AutoCloseable {

    final ScriptedTasks tasks;
    final List<Shutdown> shutdowns;
    final String user;
    final String operator;
    final String admin;
    /** Opens the space home only. */
    final String bound;

    private final ConfigurableApplicationContext context;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private ApiServer(ConfigurableApplicationContext context) {
        this.context = context;
        tasks = context.getBean(ScriptedTasks.class);
        shutdowns = context.getBean(Parts.class).shutdowns;
        user = TestKeys.create(log(), "user", Role.USER, null);
        operator = TestKeys.create(log(), "operator", Role.OPERATOR, null);
        admin = TestKeys.create(log(), "admin", Role.ADMIN, null);
        bound = TestKeys.create(log(), "bound", Role.USER, "home");
    }

    /** One for all tests of the API: it is stopped with the JVM. */
    static ApiServer shared() {
        return Shared.SERVER;
    }

    static ApiServer start(String... options) {
        try {
            Path home = Files.createTempDirectory("walden-api");
            ConfigurableApplicationContext context = new SpringApplicationBuilder(Parts.class)
                    .run(Stream.concat(
                                    Stream.of(
                                            "--server.port=0",
                                            "--logging.level.root=warn",
                                            "--walden.memory.search-wait=20s",
                                            "--walden.memory.embedding-model=none", // by meaning a search finds all
                                            "--walden.tools.mcp.servers.away.url=http://127.0.0.1:1/", // never begun
                                            "--walden.home=" + home),
                                    Stream.of(options))
                            .toArray(String[]::new));
            context.getBean(ActivityRuntime.class).start(); // what lifecycle does
            context.getBean(MemoryRuntime.class).start();
            context.getBean(KnowledgeRuntime.class).start();
            return new ApiServer(context);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Shared {
        static final ApiServer SERVER = start();
    }

    /** No scan of the application finds this: it has no stereotype. */
    @EnableAutoConfiguration
    @ComponentScan({
        "dev.walden.access",
        "dev.walden.activity",
        "dev.walden.api",
        "dev.walden.memory",
        "dev.walden.outbound",
        "dev.walden.tools"
    })
    static class Parts {
        final List<Shutdown> shutdowns = new CopyOnWriteArrayList<>();

        @Bean
        TaskService tasks() {
            return new ScriptedTasks();
        }

        @Bean
        CallAttachments callAttachments(TaskService tasks, ByteStore bytes) {
            return new CallAttachments(tasks, bytes);
        }

        @Bean
        Spending spending() {
            return new ScriptedSpending();
        }

        @Bean
        HealthIndicator serviceHealthIndicator() {
            return () -> Health.up().withDetail("inside", "a-detail").build();
        }

        @Bean
        ShutdownRequest shutdownRequest(ActivityLog log) {
            return reason -> shutdowns.add(new Shutdown(reason, log.durable()));
        }
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    ActivityLog log() {
        return context.getBean(ActivityLog.class);
    }

    int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    HttpClient client() {
        return client;
    }

    HttpRequest.Builder request(String path, @Nullable String key) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(Duration.ofSeconds(30));
        return key == null ? request : request.header("Authorization", "Bearer " + key);
    }

    Answer get(String path, @Nullable String key) {
        return send(request(path, key).GET());
    }

    Answer post(String path, @Nullable String key, String json) {
        return send(json(request(path, key), json));
    }

    Answer post(String path, @Nullable String key) {
        return send(request(path, key).POST(HttpRequest.BodyPublishers.noBody()));
    }

    static HttpRequest.Builder json(HttpRequest.Builder request, String json) {
        return request.header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(json));
    }

    Answer send(HttpRequest.Builder request) {
        try {
            return new Answer(
                    client.send(request.build(), HttpResponse.BodyHandlers.ofString()),
                    context.getBean(JsonMapper.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        context.close();
        client.close();
    }

    /** A stop that was asked for, and what was durable by then. */
    record Shutdown(String reason, long durable) {}

    /** A whole answer. */
    record Answer(HttpResponse<String> response, JsonMapper mapper) {

        int status() {
            return response.statusCode();
        }

        String body() {
            return response.body();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        @SuppressWarnings("unchecked")
        Map<String, Object> json() {
            return mapper.readValue(body(), Map.class);
        }

        String text(String member) {
            return String.valueOf(json().get(member));
        }
    }
}
