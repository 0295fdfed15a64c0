package dev.walden.tools.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.walden.outbound.GuardedHttpClient;
import dev.walden.outbound.OutboundProperties;
import dev.walden.plugin.ToolContext;
import dev.walden.secrets.Secrets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.springframework.util.unit.DataSize;

/** A server on 127.0.0.1 that answers by path, for tests. */
final class WebServer implements AutoCloseable {

    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> posted = new ConcurrentLinkedQueue<>();
    private final HttpServer server;

    /** What it says, and the one header beside its type. */
    record Answer(int status, String type, ByteBuffer body, String header, String value) {

        Answer(int status, String type, byte[] body, String header, String value) {
            this(status, type, ByteBuffer.wrap(body), header, value);
        }
    }

    WebServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Says this at a path from now on, and gives back the address of it. */
    String serve(String path, String type, byte[] body) {
        return serve(path, new Answer(200, type, body, "X-Other", "x"));
    }

    String serve(String path, Answer answer) {
        answers.put(path, answer);
        return url(path);
    }

    String serve(String path, String type, String body) {
        return serve(path, type, body.getBytes(StandardCharsets.UTF_8));
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** What was asked: the address and the headers that tests look at. */
    ConcurrentLinkedQueue<String> asked() {
        return asked;
    }

    /** What came with a POST: its type and its words. */
    ConcurrentLinkedQueue<String> posted() {
        return posted;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (exchange.getRequestMethod().equals("POST")) {
                posted.add(exchange.getRequestHeaders().getFirst("Content-Type") + " "
                        + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            }
            asked.add(exchange.getRequestURI() + " key="
                    + exchange.getRequestHeaders().getFirst("X-Key"));
            Answer answer = answers.getOrDefault(
                    exchange.getRequestURI().getPath(), new Answer(404, "text/html", new byte[0], "X-Other", "x"));
            if (!answer.type().isEmpty()) {
                exchange.getResponseHeaders().add("Content-Type", answer.type());
            }
            exchange.getResponseHeaders().add(answer.header(), answer.value());
            exchange.sendResponseHeaders(
                    answer.status(),
                    answer.body().capacity() == 0 ? -1 : answer.body().capacity());
            if (answer.body().capacity() > 0) {
                exchange.getResponseBody().write(answer.body().array());
            }
        }
    }

    static GuardedHttpClient client(boolean allowPrivate) {
        return GuardedHttpClient.of(
                new OutboundProperties(
                        allowPrivate, Duration.ofSeconds(5), Duration.ofSeconds(60), DataSize.ofMegabytes(1), Map.of()),
                Secrets.none());
    }

    static ToolContext context() {
        return new ToolContext(
                "t1", "s1", "default", "c1", "t1/c1", Instant.now().plusSeconds(60));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
