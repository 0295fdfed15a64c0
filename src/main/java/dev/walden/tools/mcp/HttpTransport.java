package dev.walden.tools.mcp;

import dev.walden.secrets.SecretException;
import dev.walden.secrets.Secrets;
import dev.walden.tools.mcp.ServerSettings.Address;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Streamable HTTP: each message is a request of its own, on a thread of its own; what the server has to say by itself comes over one more
 * stream. Thread-safe. Redirects are not followed: the operator named the address, and headers with credentials go nowhere else. Secrets in
 * headers are filled in for each request anew.
 */
final class HttpTransport implements Transport {

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration BRIEF = Duration.ofSeconds(2);
    /** How long a message that has no answer may take to be taken. */
    private static final Duration TOLD = Duration.ofSeconds(30);

    /** A server that asks and does not take the answers is left without them. */
    private static final int MOST_TOLD = 64;

    private static final String SESSION = "Mcp-Session-Id";
    private static final int LONGEST_SESSION = 1024;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;

    private final Address address;
    private final Secrets secrets;
    private final Receiver receiver;
    private final HttpClient client;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Semaphore told = new Semaphore(MOST_TOLD);
    private final AtomicBoolean listening = new AtomicBoolean();
    private volatile String session = "";
    private volatile String version = "";

    HttpTransport(Address address, Secrets secrets, Receiver receiver) {
        this.address = address;
        this.secrets = secrets;
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
    public Posted send(@Nullable Long id, byte[] message) throws ServerException {
        HttpPost post = new HttpPost(this, receiver, id, message);
        if (id == null && !told.tryAcquire()) {
            throw ServerException.notSent(MOST_TOLD + " messages wait to be taken by the server already.");
        }
        Thread thread = Thread.ofVirtual().name("mcp-post").start(id == null ? () -> tell(post) : post);
        return () -> {
            thread.interrupt();
            return false;
        };
    }

    private void tell(HttpPost post) {
        try {
            post.run();
        } finally {
            told.release();
        }
    }

    @Override
    public void agreed(String agreed) {
        version = agreed;
        if (listening.compareAndSet(false, true)) {
            Thread.ofVirtual().name("mcp-listen").start(new HttpListener(this, receiver));
        }
    }

    /**
     * Sends a message; the body is to be closed.
     *
     * @throws ServerException when it is not sent, as a secret cannot be had
     */
    HttpResponse<InputStream> post(byte[] message, boolean answered)
            throws IOException, InterruptedException, ServerException {
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
                again().header("Accept", "text/event-stream").GET();
        if (!lastEvent.isEmpty()) {
            request.header("Last-Event-ID", lastEvent);
        }
        return client.send(request.build(), BodyHandlers.ofInputStream());
    }

    /** For what comes after a message that was sent: nothing that goes wrong now makes that one "not sent". */
    private HttpRequest.Builder again() throws IOException {
        try {
            return request();
        } catch (ServerException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private HttpRequest.Builder request() throws ServerException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.uri());
        for (Map.Entry<String, String> header : address.headers().entrySet()) {
            set(request, header.getKey(), header.getValue());
        }
        if (!session.isEmpty()) {
            request.setHeader(SESSION, session);
        }
        if (!version.isEmpty()) {
            request.setHeader("MCP-Protocol-Version", version);
        }
        return request;
    }

    private void set(HttpRequest.Builder request, String header, String value) throws ServerException {
        try {
            request.setHeader(header, secrets.filled(value));
        } catch (SecretException e) {
            throw ServerException.notSent(String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException _) { // its message quotes the value
            throw ServerException.notSent("The header " + header + " cannot be sent: with its secrets filled in it is"
                    + " malformed. A value must be of one line.");
        }
    }

    /** Whether an answer 404 says that the server has forgotten this client. */
    boolean forgotten(int status) {
        return status == 404 && !session.isEmpty();
    }

    /** Whether an answer may say the same in another way; the reference servers do so by 400. */
    boolean mayHaveForgotten(int status) {
        return !session.isEmpty() && isForGood(status);
    }

    /** Whether asking again would be of no use; a server that starts, is busy or behind a proxy may take it later. */
    static boolean isForGood(int status) {
        return status >= 400 && status < 500 && status != REQUEST_TIMEOUT && status != TOO_MANY_REQUESTS;
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
                client.send(again().DELETE().timeout(BRIEF).build(), BodyHandlers.discarding());
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
