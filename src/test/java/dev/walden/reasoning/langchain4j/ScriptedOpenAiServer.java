package dev.walden.reasoning.langchain4j;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An OpenAI-compatible server for tests, on a free port of 127.0.0.1. It checks every request as strictly as the real API
 * and answers 400 with the reason if something is wrong; else it gives the next scripted {@link WireReply}. Thread-safe.
 */
public final class ScriptedOpenAiServer implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final JsonMapper json = JsonMapper.builder().build();
    private final Queue<WireReply> script = new ConcurrentLinkedQueue<>();
    private final List<JsonNode> requests = new CopyOnWriteArrayList<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final List<String> keys = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Function<JsonNode, WireReply> responder = request -> nextScripted();

    private ScriptedOpenAiServer(HttpServer server) {
        this.server = server;
    }

    /** A running server that has nothing to say yet. */
    public static ScriptedOpenAiServer start() {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            ScriptedOpenAiServer scripted = new ScriptedOpenAiServer(http);
            http.createContext("/v1/chat/completions", scripted::serve);
            http.setExecutor(scripted.threads);
            http.start();
            return scripted;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What to configure as base URL. */
    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
    }

    /** Adds replies to give in turn, one a valid request. */
    public ScriptedOpenAiServer then(WireReply... replies) {
        script.addAll(List.of(replies));
        return this;
    }

    /** Replaces the script by a function of the request; it is called by many threads. */
    public ScriptedOpenAiServer answering(Function<JsonNode, WireReply> replies) {
        responder = replies;
        return this;
    }

    /** The valid requests so far. */
    public List<JsonNode> requests() {
        return List.copyOf(requests);
    }

    /** What was wrong with the others. */
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** The Authorization headers that came. */
    public List<String> keys() {
        return List.copyOf(keys);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private WireReply nextScripted() {
        WireReply next = script.poll();
        return next == null ? new WireReply.Status(500, "Nothing is scripted.", Optional.empty()) : next;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            JsonNode request = json.readTree(body);
            Optional<String> complaint = new RequestCheck(request).complaint();
            if (complaint.isPresent()) {
                complaints.add(complaint.get());
                send(exchange, 400, error(complaint.get()));
                return;
            }
            requests.add(request);
            answer(exchange, responder.apply(request), request.get("model").asString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(HttpExchange exchange, WireReply reply, String model) throws IOException, InterruptedException {
        switch (reply) {
            case WireReply.Status status -> {
                status.retryAfter()
                        .ifPresent(time -> exchange.getResponseHeaders().add("Retry-After", time));
                send(exchange, status.code(), error(status.message()));
            }
            case WireReply.RawStatus status -> send(exchange, status.code(), status.body());
            case WireReply.Raw raw -> send(exchange, 200, raw.body());
            case WireReply.Cut _ -> {
                exchange.sendResponseHeaders(200, 10_000);
                exchange.getResponseBody().write("{\"id\":".getBytes(StandardCharsets.UTF_8));
                exchange.getResponseBody().flush();
            }
            case WireReply.Silence _ -> closed.await();
            case WireReply.Completion completion ->
                send(exchange, 200, json.writeValueAsString(completion.json(json, model)));
        }
    }

    private String error(String message) {
        return json.writeValueAsString(json.createObjectNode()
                .set("error", json.createObjectNode().put("message", message).put("type", "scripted")));
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
