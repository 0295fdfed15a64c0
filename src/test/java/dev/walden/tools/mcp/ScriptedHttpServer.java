package dev.walden.tools.mcp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** A server over streamable HTTP for tests, with every bad manner there is. */
public final class ScriptedHttpServer implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Script script = new Script();
    private final AtomicReference<String> session = new AtomicReference<>("first");
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger unknown = new AtomicInteger(404);
    /** An empty one ends the stream. */
    final BlockingQueue<String> pushed = new LinkedBlockingQueue<>();

    final Queue<String> seen = new ConcurrentLinkedQueue<>();
    final Queue<String> called = new ConcurrentLinkedQueue<>();
    final Queue<String> resumed = new ConcurrentLinkedQueue<>();
    /** The ids of the requests to "hold" that have come, and of those whose answers nobody reads any more. */
    final BlockingQueue<String> held = new LinkedBlockingQueue<>();

    final BlockingQueue<String> left = new LinkedBlockingQueue<>();

    /** Starts it. */
    public ScriptedHttpServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/mcp", this::take);
        server.start();
    }

    /** Where it is. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/mcp");
    }

    ServerSettings.Address address() {
        return new ServerSettings.Address(uri(), Map.of("X-Key", "k1"));
    }

    /** From now on it knows nobody who was there before, and tells them so by a status. */
    void forget(int status) {
        unknown.set(status);
        session.set("session" + begun.incrementAndGet());
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            String id = exchange.getRequestHeaders().getFirst("Mcp-Session-Id");
            seen.add(exchange.getRequestMethod() + " " + id + " "
                    + exchange.getRequestHeaders().getFirst("MCP-Protocol-Version") + " "
                    + exchange.getRequestHeaders().getFirst("X-Key"));
            String message = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean begins = Script.method(message).equals("initialize");
            if (begins) {
                exchange.getResponseHeaders().set("Mcp-Session-Id", session.get());
            } else if (!session.get().equals(id)) {
                exchange.sendResponseHeaders(unknown.get(), -1);
                return;
            }
            switch (exchange.getRequestMethod()) {
                case "GET" -> push(exchange);
                case "POST" -> answer(exchange, message);
                default -> exchange.sendResponseHeaders(200, -1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void push(HttpExchange exchange) throws IOException, InterruptedException {
        String last = exchange.getRequestHeaders().getFirst("Last-Event-ID");
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            if (last != null && last.startsWith("call-")) {
                resumed.add(last);
                event(out, Script.text(last.substring(5), "resumed"));
                return;
            }
            out.flush();
            for (String pushing = pushed.take(); !pushing.isEmpty(); pushing = pushed.take()) {
                event(out, pushing);
            }
        }
    }

    private void answer(HttpExchange exchange, String message) throws IOException, InterruptedException {
        String id = Script.id(message);
        List<String> answers = script.answers(message);
        called.add(Script.called(message));
        switch (Script.called(message)) {
            case "put" -> { // a redirect
                exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/elsewhere");
                exchange.sendResponseHeaders(307, -1);
            }
            case "effect" -> exchange.sendResponseHeaders(500, -1);
            case "fails" -> exchange.sendResponseHeaders(403, -1);
            case "twice", "grow", "counts" -> stream(exchange, answers);
            case "liar" -> broken(exchange, "id: call-" + id + "\nretry: 10\ndata:\n\n", false);
            case "die" -> broken(exchange, "data: {\"jsonrpc\":\n", false);
            case "huge" -> broken(exchange, "data: ", true);
            case "hold" -> hold(exchange, id);
            case "bad_bytes" ->
                json(exchange, Script.text(id, "a\u00ff").getBytes(StandardCharsets.ISO_8859_1)); // which is no UTF-8
            default -> {
                if (answers.isEmpty()) {
                    exchange.sendResponseHeaders(202, -1);
                } else {
                    json(exchange, answers.getFirst().getBytes(StandardCharsets.UTF_8));
                }
            }
        }
    }

    /** Begins to answer and never ends, but when nobody reads any more. */
    private void hold(HttpExchange exchange, String id) throws IOException, InterruptedException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        CountDownLatch never = new CountDownLatch(1);
        held.add(id);
        try {
            do {
                out.write(": not yet\r\n\r\n".getBytes(StandardCharsets.UTF_8));
                out.flush();
            } while (!never.await(10, TimeUnit.MILLISECONDS));
        } catch (IOException e) {
            left.add(id);
            throw e;
        }
    }

    private static void json(HttpExchange exchange, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    private static void stream(HttpExchange exchange, List<String> messages) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(": a comment\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            for (String message : messages) {
                event(out, message);
            }
        }
    }

    private static void event(OutputStream out, String message) throws IOException {
        out.write(("event: message\r\ndata: " + message + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static void broken(HttpExchange exchange, String begin, boolean endless) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(begin.getBytes(StandardCharsets.UTF_8));
            byte[] much = new byte[1 << 20];
            for (int i = 0; endless && i < 1024; i++) {
                out.write(much);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
