package dev.walden.reasoning.langchain4j;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.walden.reasoning.langchain4j.WireReply.Completion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A server of one vendor's API for tests, on a free port of 127.0.0.1. It checks every request as strictly as the real API
 * and answers 400 with the reason if something is wrong; else it gives the next scripted {@link WireReply}, in one piece or as a
 * stream, as it is asked to. Thread-safe.
 */
public final class ScriptedModelServer implements AutoCloseable {

    private static final byte[] BLANKS = (" ".repeat(8191) + "\n").getBytes(StandardCharsets.UTF_8);

    private final HttpServer server;
    private final ModelApi api;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final JsonMapper json = JsonMapper.builder().build();
    private final Queue<WireReply> script = new ConcurrentLinkedQueue<>();
    private final List<JsonNode> requests = new CopyOnWriteArrayList<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final List<String> keys = new CopyOnWriteArrayList<>();
    private final Set<InetSocketAddress> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger answered = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch hungUp = new CountDownLatch(1);
    private volatile Function<JsonNode, WireReply> responder = request -> nextScripted();

    private ScriptedModelServer(HttpServer server, ModelApi api) {
        this.server = server;
        this.api = api;
    }

    /** A running server of OpenAI's chat completions that has nothing to say yet. */
    public static ScriptedModelServer openAi() {
        return start(new OpenAiApi());
    }

    /** One of Anthropic's Messages API. */
    public static ScriptedModelServer anthropic() {
        return start(new AnthropicApi());
    }

    /** One of Ollama's own API. */
    public static ScriptedModelServer ollama() {
        return start(new OllamaApi());
    }

    private static ScriptedModelServer start(ModelApi api) {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            ScriptedModelServer scripted = new ScriptedModelServer(http, api);
            http.createContext(api.base() + api.path(), scripted::serve);
            http.setExecutor(scripted.threads);
            http.start();
            return scripted;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What to configure as base URL. */
    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + api.base());
    }

    /** Where requests go, below the base URL. */
    String path() {
        return api.path();
    }

    /** Adds replies to give in turn, one a valid request. */
    public ScriptedModelServer then(WireReply... replies) {
        script.addAll(List.of(replies));
        return this;
    }

    /** Replaces the script by a function of the request; it is called by many threads. */
    public ScriptedModelServer answering(Function<JsonNode, WireReply> replies) {
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

    /** How many connections brought requests. */
    int connections() {
        return connections.size();
    }

    /** How many requests were answered to the end. */
    int answered() {
        return answered.get();
    }

    /** Reached when a client closed the connection in the middle of a {@link WireReply.Flood} or {@link WireReply.EndlessDrip}. */
    CountDownLatch hungUp() {
        return hungUp;
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
            connections.add(exchange.getRemoteAddress());
            keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            JsonNode request = json.readTree(body);
            Optional<String> complaint = api.complaint(exchange.getRequestHeaders(), request);
            if (complaint.isPresent()) {
                complaints.add(complaint.get());
                send(exchange, 400, api.error(400, complaint.get()));
                return;
            }
            requests.add(request);
            answer(exchange, responder.apply(request), request);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            answered.incrementAndGet();
        }
    }

    private void answer(HttpExchange exchange, WireReply reply, JsonNode request)
            throws IOException, InterruptedException {
        switch (reply) {
            case WireReply.Status status -> {
                status.retryAfter()
                        .ifPresent(time -> exchange.getResponseHeaders().add("Retry-After", time));
                send(exchange, status.code(), api.error(status.code(), status.message()));
            }
            case WireReply.RawStatus status -> send(exchange, status.code(), status.body());
            case WireReply.Raw raw -> send(exchange, 200, raw.body());
            case WireReply.Silence _ -> closed.await();
            case Completion completion when api.streams(request) -> begin(exchange, 0, api.events(completion, request));
            case Completion completion -> send(exchange, 200, api.whole(completion, request));
            case WireReply.Whole(Completion completion) -> send(exchange, 200, api.whole(completion, request));
            case WireReply.Gated(Completion completion, Semaphore gate, boolean end) -> {
                List<String> events = api.events(completion, request);
                begin(exchange, 0, end ? events : events.subList(0, events.size() - 1), gate);
            }
            case WireReply.Lingering(Completion completion, Semaphore end) -> {
                begin(exchange, 0, api.events(completion, request));
                end.acquire();
            }
            case WireReply.Cut _ -> cut(exchange, request);
            case WireReply.Unfinished _ when api.streams(request) -> begin(exchange, 0, unfinished(request));
            case WireReply.Unfinished _ -> cut(exchange, request);
            case WireReply.Stalled _ -> {
                if (api.streams(request)) {
                    begin(exchange, 0, unfinished(request));
                }
                closed.await();
            }
            case WireReply.Opened _ -> {
                begin(exchange, 0, List.of(""));
                closed.await();
            }
            case WireReply.Flood _ -> flood(exchange, request);
            case WireReply.Drip(Completion completion) -> drip(exchange, body(completion, request));
            case WireReply.EndlessDrip _ -> dripForEver(exchange, request);
            case WireReply.HalfBody(Completion completion) -> half(exchange, 200, api.whole(completion, request));
            case WireReply.HalfRefusal(String retryAfter) -> {
                exchange.getResponseHeaders().add("Retry-After", retryAfter);
                half(exchange, 429, api.error(429, "Slow down."));
            }
        }
    }

    private String body(Completion completion, JsonNode request) {
        return api.streams(request) ? String.join("", api.events(completion, request)) : api.whole(completion, request);
    }

    private void half(HttpExchange exchange, int status, String body) throws IOException, InterruptedException {
        exchange.sendResponseHeaders(status, body.length());
        exchange.getResponseBody().write(body.substring(0, body.length() / 2).getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
        closed.await();
    }

    /** Fewer bytes than promised. */
    private void cut(HttpExchange exchange, JsonNode request) throws IOException, InterruptedException {
        begin(exchange, 100_000, api.streams(request) ? unfinished(request) : List.of("{\"id\":"));
    }

    private void flood(HttpExchange exchange, JsonNode request) throws InterruptedException {
        try {
            begin(exchange, 0, unfinished(request));
            while (closed.getCount() > 0) {
                exchange.getResponseBody().write(BLANKS);
            }
        } catch (IOException e) {
            hungUp.countDown();
        }
    }

    /** Each byte goes as a chunk, and comes as a piece, of its own, however many come together. */
    private static void drip(HttpExchange exchange, String body) throws IOException, InterruptedException {
        begin(exchange, 0, List.of());
        for (byte one : body.getBytes(StandardCharsets.UTF_8)) {
            exchange.getResponseBody().write(one);
            exchange.getResponseBody().flush();
        }
    }

    private void dripForEver(HttpExchange exchange, JsonNode request) throws InterruptedException {
        try {
            drip(exchange, api.streams(request) ? String.join("", unfinished(request)) : "{\"id\":");
            while (!closed.await(1, TimeUnit.MILLISECONDS)) {
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
            }
        } catch (IOException e) {
            hungUp.countDown();
        }
    }

    /** All events but the last. */
    private List<String> unfinished(JsonNode request) {
        List<String> events = api.events(new Completion("Half an answer.", List.of(), null, "stop"), request);
        return events.subList(0, events.size() - 1);
    }

    private static void begin(HttpExchange exchange, int length, List<String> events)
            throws IOException, InterruptedException {
        begin(exchange, length, events, new Semaphore(events.size()));
    }

    private static void begin(HttpExchange exchange, int length, List<String> events, Semaphore gate)
            throws IOException, InterruptedException {
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, length);
        for (String event : events) {
            gate.acquire();
            exchange.getResponseBody().write(event.getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
