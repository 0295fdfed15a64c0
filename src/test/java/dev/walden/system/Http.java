package dev.walden.system;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks HTTP to an application of this process, with a key. */
record Http(HttpClient client, int port, String key) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** @param headers such as {@code Prefer: wait=20}; a content type among them says what the body is */
    Answer send(String method, String path, @Nullable String body, String... headers) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        for (String header : headers) {
            request.setHeader(header.substring(0, header.indexOf(':')), header.substring(header.indexOf(':') + 2));
        }
        try {
            HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    answer.statusCode(), answer.body(), answer.headers().map().toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** The answer to what is not refused. */
    JsonNode json(String method, String path, @Nullable Object body, String... headers) throws IOException {
        Answer answer = send(method, path, body == null ? null : JSON.writeValueAsString(body), headers);
        if (answer.status() >= 300) {
            throw new IOException(method + " " + path + ": " + answer);
        }
        return JSON.readTree(answer.body());
    }

    /** What came back. */
    record Answer(int status, String body, String headers) {}
}
