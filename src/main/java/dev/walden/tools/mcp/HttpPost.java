package dev.walden.tools.mcp;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One message sent by HTTP, and what comes back. For one thread. */
final class HttpPost implements Runnable {

    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final int MOST_RESUMED = 10;

    private final HttpTransport transport;
    private final Transport.Receiver receiver;
    private final @Nullable Long id;
    private final byte[] message;
    private boolean taken;

    /** @param id of the request; null when nothing is expected back */
    HttpPost(HttpTransport transport, Transport.Receiver receiver, @Nullable Long id, byte[] message) {
        this.transport = transport;
        this.receiver = receiver;
        this.id = id;
        this.message = message;
    }

    @Override
    public void run() {
        try {
            HttpResponse<InputStream> response = transport.post(message, id != null);
            taken = true;
            try (InputStream body = response.body()) {
                read(response, body);
            }
            if (id != null) {
                fail(ServerException.unknown(
                        "The MCP server at " + transport.place() + " ended its answer without a result."));
            }
        } catch (ServerException e) {
            fail(e);
        } catch (ConnectException | HttpConnectTimeoutException | UnresolvedAddressException e) {
            fail(
                    taken // and the rest of the answer was asked for
                            ? ServerException.unknown("The MCP server at " + transport.place()
                                    + " could not be reached any more before its answer had come.")
                            : ServerException.notSent(
                                    "The MCP server at " + transport.place() + " cannot be reached."));
            receiver.closed("It cannot be reached.");
        } catch (IOException e) {
            fail(ServerException.unknown(
                    "The connection to the MCP server at " + transport.place() + " broke: " + e.getMessage() + ".", e));
        } catch (RuntimeException e) {
            fail(ServerException.unknown(
                    "The answer of the MCP server at " + transport.place() + " makes no sense.", e));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // whoever waited has given up
        }
    }

    private void fail(ServerException why) {
        if (id != null) {
            receiver.failed(id, why);
        }
    }

    private void read(HttpResponse<InputStream> response, InputStream body)
            throws IOException, InterruptedException, ServerException {
        int status = response.statusCode();
        if (transport.forgotten(status)) {
            fail(ServerException.notSent("The MCP server at " + transport.place()
                    + " had forgotten the session and did not take the request. Try again."));
            receiver.closed("It has forgotten the session.");
            return;
        }
        if (status >= 500) {
            throw ServerException.unknown(
                    "The MCP server at " + transport.place() + " answered with HTTP " + status + ".");
        }
        if (status >= 300) {
            String why = status < 400 ? ", a redirect, which is not followed" : "";
            String told = "The MCP server at " + transport.place() + " answered with HTTP " + status + why + ".";
            throw transport.mayHaveForgotten(status) ? ServerException.turnedAway(told) : ServerException.refused(told);
        }
        if (id == null) {
            return;
        }
        String type = response.headers().firstValue("Content-Type").orElse("");
        if (type.startsWith("text/event-stream")) {
            EventStream events = new EventStream(Transport.MOST_BYTES);
            events.read(body, receiver::received);
            resume(events);
        } else {
            receiver.received(whole(body));
        }
    }

    private static byte[] whole(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(Transport.MOST_BYTES + 1);
        if (bytes.length > Transport.MOST_BYTES) {
            throw new IOException("the answer has more than " + Transport.MOST_BYTES + " bytes");
        }
        return bytes;
    }

    /** A server may end the stream and have the client come again for the rest, which it tells by the ids of its events. */
    private void resume(EventStream events) throws IOException, InterruptedException {
        for (int i = 0; i < MOST_RESUMED && !events.lastId().isEmpty() && id != null && receiver.awaits(id); i++) {
            if (!transport.pause(events.retry().orElse(RETRY))) {
                return;
            }
            HttpResponse<InputStream> again = transport.listen(events.lastId());
            try (InputStream body = again.body()) {
                if (again.statusCode() != 200) {
                    return;
                }
                events.read(body, receiver::received);
            }
        }
    }
}
