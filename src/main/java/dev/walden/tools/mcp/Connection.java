package dev.walden.tools.mcp;

import dev.walden.tools.json.Json;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a server and matches its answers with the questions; answers what a server may ask. Thread-safe. */
final class Connection implements Transport.Receiver {

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final int MOST_PENDING = 1024;
    /** Servers that print to their standard output by mistake are borne with so far. */
    private static final int MOST_MALFORMED = 1000;

    private static final int MOST_MESSAGE = 1000;
    private static final long METHOD_NOT_FOUND = -32601;

    private final String server;
    private final ForeignJson json;
    private final BiConsumer<String, Map<String, @Nullable Object>> notified;
    private final Map<Long, CompletableFuture<Map<String, @Nullable Object>>> pending = new ConcurrentHashMap<>();
    private final AtomicLong lastId = new AtomicLong();
    private final AtomicInteger malformed = new AtomicInteger();
    private final CompletableFuture<String> closed = new CompletableFuture<>();
    private volatile @Nullable Transport transport;

    /** @param notified hears the method and the parameters of each notification; must not block */
    Connection(String server, ForeignJson json, BiConsumer<String, Map<String, @Nullable Object>> notified) {
        this.server = server;
        this.json = json;
        this.notified = notified;
    }

    /** To be called once, before anything is asked. */
    void over(Transport way) {
        transport = way;
    }

    /** Ends with a sentence that says why there is no connection any more. */
    CompletableFuture<String> whenClosed() {
        return closed;
    }

    void agreed(String version) {
        Transport way = transport;
        if (way != null) {
            way.agreed(version);
        }
    }

    /**
     * Asks and waits for the result. A caller that is interrupted, or whose time is over, has the server told that nobody waits.
     *
     * @throws ServerException when there is no result
     */
    Map<String, @Nullable Object> request(
            String method, Map<String, ? extends @Nullable Object> params, Duration atMost)
            throws ServerException, InterruptedException {
        long id = lastId.incrementAndGet();
        CompletableFuture<Map<String, @Nullable Object>> answer = new CompletableFuture<>();
        if (pending.size() >= MOST_PENDING) {
            throw ServerException.notSent(
                    MOST_PENDING + " requests to the MCP server " + server + " wait for their answers already.");
        }
        pending.put(id, answer);
        try {
            Transport.Posted posted = send(id, message(id, method, params));
            return awaited(new Asked(id, method, posted), answer, atMost);
        } finally {
            pending.remove(id);
        }
    }

    private Map<String, @Nullable Object> awaited(
            Asked asked, CompletableFuture<Map<String, @Nullable Object>> answer, Duration atMost)
            throws ServerException, InterruptedException {
        try {
            return answer.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            giveUp(asked, "nobody waits for it any more");
            throw e;
        } catch (TimeoutException _) {
            if (giveUp(asked, "its time is over")) {
                throw ServerException.notSent("The MCP server " + server + " did not take the request " + asked.method()
                        + " within " + atMost.toMillis() + " ms.");
            }
            throw ServerException.unknown("The MCP server " + server + " did not answer " + asked.method() + " within "
                    + atMost.toMillis() + " ms.");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ServerException why) {
                boolean never = why.kind() == ServerException.Kind.UNKNOWN
                        && asked.posted().withdraw();
                throw never ? ServerException.notSent(why.getMessage()) : why;
            }
            throw new IllegalStateException("An answer ended in an unexpected way.", e);
        }
    }

    /** Returns whether the request never left. */
    private boolean giveUp(Asked asked, String reason) {
        pending.remove(asked.id());
        if (asked.posted().withdraw()) {
            return true;
        }
        tell("notifications/cancelled", Map.of("requestId", asked.id(), "reason", reason));
        return false;
    }

    /** Tells something that is not answered; when that is not possible, nothing happens. */
    void tell(String method, Map<String, ? extends @Nullable Object> params) {
        try {
            send(null, message(null, method, params));
        } catch (ServerException e) {
            LOG.atDebug()
                    .addKeyValue("server", server)
                    .addKeyValue("error", e.getMessage())
                    .log("mcp message not sent");
        }
    }

    private Transport.Posted send(@Nullable Long id, byte[] message) throws ServerException {
        Transport way = transport;
        if (way == null || closed.isDone()) {
            throw ServerException.notAvailable(server);
        }
        return way.send(id, message);
    }

    private byte[] message(@Nullable Long id, String method, Map<String, ? extends @Nullable Object> params) {
        Map<String, @Nullable Object> message = new LinkedHashMap<>();
        message.put("jsonrpc", "2.0");
        if (id != null) {
            message.put("id", id);
        }
        message.put("method", method);
        message.put("params", params);
        return Json.bytes(message);
    }

    /** Versions of the protocol up to 2025-03-26 have batches: an array of messages is those, one after the other. */
    @Override
    public void received(byte[] bytes) {
        List<Map<String, @Nullable Object>> messages;
        try {
            messages = json.objects(bytes);
        } catch (IllegalArgumentException _) {
            int count = malformed.incrementAndGet();
            LOG.atDebug()
                    .addKeyValue("server", server)
                    .addKeyValue("bytes", bytes.length)
                    .log("mcp message malformed");
            if (count > MOST_MALFORMED) {
                closed("It sent " + count + " messages that are no JSON.");
            }
            return;
        }
        messages.forEach(this::heard);
    }

    private void heard(Map<String, @Nullable Object> message) {
        if (message.get("method") instanceof String method) {
            asked(method, message.get("id"), message);
        } else if (message.get("id") instanceof Long id) {
            answered(id, message);
        }
    }

    private void asked(String method, @Nullable Object id, Map<String, @Nullable Object> message) {
        if (id == null) {
            LOG.atTrace()
                    .addKeyValue("server", server)
                    .addKeyValue("message", message)
                    .log("mcp notification");
            notified.accept(method, Foreign.object(message, "params"));
            return;
        }
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("jsonrpc", "2.0");
        answer.put("id", id);
        if (method.equals("ping")) {
            answer.put("result", Map.of());
        } else {
            // Sampling, roots and elicitation were not offered: a server has no business with the model or the person.
            answer.put("error", Map.of("code", METHOD_NOT_FOUND, "message", "Method not found"));
        }
        try {
            send(null, Json.bytes(answer));
        } catch (ServerException e) {
            LOG.atDebug()
                    .addKeyValue("server", server)
                    .addKeyValue("error", e.getMessage())
                    .log("mcp answer not sent");
        }
    }

    /** An answer to no question, or a second one, is nobody's. */
    private void answered(long id, Map<String, @Nullable Object> message) {
        Optional<CompletableFuture<Map<String, @Nullable Object>>> waiting = Optional.ofNullable(pending.remove(id));
        if (waiting.isEmpty()) {
            LOG.atDebug().addKeyValue("server", server).addKeyValue("id", id).log("mcp answer to no request");
            return;
        }
        Map<String, @Nullable Object> error = Foreign.object(message, "error");
        if (message.get("error") != null) {
            String code = error.get("code") instanceof Number number ? " " + number : "";
            String told = "The MCP server " + server + " answered with error" + code + ": "
                    + Foreign.text(error, "message", MOST_MESSAGE);
            waiting.get()
                    .completeExceptionally(
                            Long.valueOf(METHOD_NOT_FOUND).equals(error.get("code"))
                                    ? ServerException.unknownMethod(told)
                                    : ServerException.refused(told));
        } else {
            waiting.get().complete(Foreign.object(message, "result"));
        }
    }

    @Override
    public void failed(long id, ServerException why) {
        Optional.ofNullable(pending.remove(id)).ifPresent(waiting -> waiting.completeExceptionally(why));
    }

    @Override
    public boolean awaits(long id) {
        return pending.containsKey(id);
    }

    @Override
    public void closed(String why) {
        closed.complete(why);
        for (Long id : pending.keySet()) {
            failed(id, ServerException.unknown("The MCP server " + server + " was lost before it answered. " + why));
        }
    }

    /** A request under way. */
    private record Asked(long id, String method, Transport.Posted posted) {}
}
