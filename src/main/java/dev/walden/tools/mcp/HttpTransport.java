package dev.walden.tools.mcp;

import dev.walden.tools.mcp.ServerSettings.Address;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Streamable HTTP: each message is a request of its own, on a thread of its own; what the server has to say by itself comes over one more
 * stream. Thread-safe. Redirects are not followed: the operator named the address, and headers with credentials go nowhere else.
 */
final class HttpTransport implements Transport {

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration BRIEF = Duration.ofSeconds(2);
    /** How long a message that has no answer may take to be taken. */
    private static final Duration TOLD = Duration.ofSeconds(30);

    private static final String SESSION = "Mcp-Session-Id";
    private static final int LONGEST_SESSION = 1024;

    private final Address address;
    private final Receiver receiver;
    private final HttpClient client;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicBoolean listening = new AtomicBoolean();
    private volatile String session = "";
    private volatile String version = "";

    HttpTransport(Address address, Receiver receiver) {
        this.address = address;
        this.receiver = receiver;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(CONNECT)
                .executor(command -> Thread.ofVirtual().name("mcp-http").start(command))
                .build();
    }

    @Override
    public Posted send(@Nullable Long id, byte[] message) {
        HttpPost post = new HttpPost(this, receiver, id, message);
        Thread thread = Thread.ofVirtual().name("mcp-post").start(post);
        return () -> {
            thread.interrupt();
            return false;
        };
    }

    @Override
    public void agreed(String agreed) {
        version = agreed;
        if (listening.compareAndSet(false, true)) {
            Thread.ofVirtual().name("mcp-listen").start(new HttpListener(this, receiver));
        }
    }

    /** Sends a message; the body is to be closed. */
    HttpResponse<InputStream> post(byte[] message, boolean answered) throws IOException, InterruptedException {
        HttpRequest.Builder request = request()
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofByteArray(message));
        if (!answered) {
            request.timeout(TOLD);
        }
        HttpResponse<InputStream> response = client.send(request.build(), BodyHandlers.ofInputStream());
        response.headers()
                .firstValue(SESSION)
                .filter(id -> session.isEmpty()
                        && id.length() <= LONGEST_SESSION
                        && id.chars().allMatch(c -> c > ' ' && c < 127))
                .ifPresent(id -> session = id);
        return response;
    }

    /** Asks for the stream of what the server has to say, behind an event; the body is to be closed. */
    HttpResponse<InputStream> listen(String lastEvent) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                request().header("Accept", "text/event-stream").GET();
        if (!lastEvent.isEmpty()) {
            request.header("Last-Event-ID", lastEvent);
        }
        return client.send(request.build(), BodyHandlers.ofInputStream());
    }

    private HttpRequest.Builder request() {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.uri());
        address.headers().forEach(request::setHeader);
        if (!session.isEmpty()) {
            request.setHeader(SESSION, session);
        }
        if (!version.isEmpty()) {
            request.setHeader("MCP-Protocol-Version", version);
        }
        return request;
    }

    /** Whether an answer 404 says that the server has forgotten this client. */
    boolean forgotten(int status) {
        return status == 404 && !session.isEmpty();
    }

    String place() {
        return address.toString();
    }

    /** Returns false when this has been closed meanwhile. */
    boolean pause(Duration length) throws InterruptedException {
        return !ended.await(length.toMillis(), TimeUnit.MILLISECONDS);
    }

    boolean open() {
        return ended.getCount() > 0;
    }

    @Override
    public void close() {
        boolean first = open();
        ended.countDown();
        if (first && !session.isEmpty()) {
            try {
                client.send(request().DELETE().timeout(BRIEF).build(), BodyHandlers.discarding());
            } catch (IOException _) {
                // the session ends by itself
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
        client.shutdownNow();
        receiver.closed("It was let go.");
    }
}
