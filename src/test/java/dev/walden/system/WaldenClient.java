package dev.walden.system;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks HTTP to a running service, with its admin key. */
public final class WaldenClient {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final WaldenProcess process;

    WaldenClient(WaldenProcess process) {
        this.process = process;
    }

    /** The status of a GET without a key; 0 when nobody answers. */
    int tryStatus(String path) {
        try {
            return HTTP.send(
                            HttpRequest.newBuilder(process.uri(path))
                                    .timeout(Duration.ofSeconds(5))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    public Answer get(String path) throws IOException {
        return send("GET", path, null, Map.of());
    }

    public Answer post(String path, Object body, Map<String, String> headers) throws IOException {
        return send("POST", path, JSON.writeValueAsString(body), headers);
    }

    public Answer post(String path, Object body) throws IOException {
        return post(path, body, Map.of());
    }

    /** Any request; the body, when there is one, goes out as JSON. */
    public Answer send(String method, String path, @Nullable String body, Map<String, String> headers)
            throws IOException {
        HttpResponse<String> response = exchange(method, path, body, headers, HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.body(), response);
    }

    /** Follows the records of a task from after a sequence number. */
    EventStream follow(String task, long lastEventId) throws IOException {
        Map<String, String> headers =
                Map.of("Accept", "text/event-stream", "Last-Event-ID", Long.toString(lastEventId));
        return new EventStream(exchange(
                "GET", "/api/v1/tasks/" + task + "/events", null, headers, HttpResponse.BodyHandlers.ofInputStream()));
    }

    private <T> HttpResponse<T> exchange(
            String method,
            String path,
            @Nullable String body,
            Map<String, String> headers,
            HttpResponse.BodyHandler<T> handler)
            throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(process.uri(path))
                .timeout(Duration.ofSeconds(320))
                .header("Authorization", "Bearer " + key())
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        headers.forEach(request::setHeader);
        try {
            return HTTP.send(request.build(), handler);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** Submits a task and waits for its end. */
    public JsonNode run(String input) throws IOException {
        return run(Map.of("input", input));
    }

    /** Submits a task and waits until it ends or needs a person. */
    JsonNode run(Map<String, ?> submission) throws IOException {
        return post("/api/v1/tasks", submission, Map.of("Prefer", "wait=60")).json();
    }

    private String key() throws IOException {
        return Files.readString(process.home().resolve("admin.key")).strip();
    }

    /** What came back. */
    public record Answer(int status, String body, HttpResponse<String> response) {

        public JsonNode json() {
            return JSON.readTree(body);
        }
    }
}
