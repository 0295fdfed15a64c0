package dev.walden.system;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A web server, a search and an MCP server that say back what they are sent, in every spelling, wherever they have a say: {@code /echo},
 * {@code /search} and {@code /mcp}. What all were sent, {@code /received} says.
 */
final class EchoServer implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<String> received = new ConcurrentLinkedQueue<>();
    private final CountDownLatch countedEnough = new CountDownLatch(1);

    EchoServer() throws IOException {
        server.setExecutor(threads);
        server.createContext("/echo", exchange -> take(exchange, "text/plain", this::echo));
        server.createContext("/search", exchange -> take(exchange, "application/json", this::results));
        server.createContext("/received", exchange -> take(exchange, "text/plain", (_, _) -> received()));
        server.createContext("/mcp", this::mcp);
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** All that it was sent: the keys in headers, and bodies. */
    String received() {
        return String.join("\n", received);
    }

    /** Lets the call of {@code count} end. */
    void countedEnough() {
        countedEnough.countDown();
    }

    /** Says something of a key and a body. */
    @FunctionalInterface
    private interface Answer {
        String to(String key, String body);
    }

    private void take(HttpExchange exchange, String type, Answer answer) throws IOException {
        try (exchange) {
            write(exchange, type, answer.to(key(exchange), body(exchange)));
        }
    }

    private static void write(HttpExchange exchange, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private String key(HttpExchange exchange) {
        List<String> keys = new ArrayList<>();
        for (String header : List.of("X-Key", "Authorization")) {
            keys.addAll(exchange.getRequestHeaders().getOrDefault(header, List.of()));
        }
        String key = String.join(" ", keys);
        received.add(key);
        return key;
    }

    private String body(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        received.add(body);
        return body;
    }

    private String echo(String key, String body) {
        return "key " + key + "\n" + String.join("\n", Spelled.of(key)) + "\nbody " + body + "\n"
                + String.join("\n", Spelled.of(body));
    }

    /** One of them is so long that the key is cut. */
    private String results(String key, String body) {
        String all = key + " " + String.join(" ", Spelled.of(key));
        return JSON.writeValueAsString(Map.of(
                "results",
                List.of(
                        Map.of("title", key, "url", "http://127.0.0.1/?k=" + key, "content", all),
                        Map.of("title", "cut", "url", "http://127.0.0.1/", "content", "x".repeat(490) + key))));
    }

    private void mcp(HttpExchange exchange) throws IOException {
        try (exchange) {
            String key = key(exchange);
            if (!exchange.getRequestMethod().equals("POST")) {
                exchange.sendResponseHeaders(405, -1);
                return;
            }
            JsonNode message = JSON.readTree(body(exchange));
            if (!message.has("id")) {
                exchange.sendResponseHeaders(202, -1);
            } else if (message.at("/params/name").asString("").equals("count")) {
                count(exchange, message, key);
            } else {
                write(exchange, "application/json", EchoedMessages.answer(message, key));
            }
        }
    }

    /** Says how far it is, and waits until somebody has heard it. */
    private void count(HttpExchange exchange, JsonNode message, String key) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(event(EchoedMessages.progress(message, key)));
            out.flush();
            if (countedEnough.await(1, TimeUnit.MINUTES)) {
                out.write(event(EchoedMessages.answer(message, key)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] event(String message) {
        return ("event: message\ndata: " + message + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        countedEnough();
        server.stop(0);
        threads.shutdownNow();
    }
}
