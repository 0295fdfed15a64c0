package dev.walden.tools.mcp;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Hears what a server says by itself over HTTP, as long as it has a stream for that. For one thread. */
final class HttpListener implements Runnable {

    private static final Duration FIRST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final HttpTransport transport;
    private final Transport.Receiver receiver;
    private final EventStream events = new EventStream(Transport.MOST_BYTES);
    private final Pauses pauses;
    /** Whether there was a stream: a server that refuses it now is another one than it was. */
    private boolean had;

    HttpListener(HttpTransport transport, Transport.Receiver receiver) {
        this(transport, receiver, FIRST);
    }

    /** @param first the shortest pause; the next are twice as long each, until something is heard */
    HttpListener(HttpTransport transport, Transport.Receiver receiver, Duration first) {
        this.transport = transport;
        this.receiver = receiver;
        this.pauses = new Pauses(first, LONGEST);
    }

    @Override
    public void run() {
        try {
            boolean more = true;
            while (more && transport.open()) {
                more = heard() && transport.pause(pause());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns whether to come again. */
    private boolean heard() throws InterruptedException {
        try {
            HttpResponse<InputStream> response = transport.listen(events.lastId());
            try (InputStream body = response.body()) {
                int status = response.statusCode();
                if (transport.forgotten(status) || (had && transport.mayHaveForgotten(status))) {
                    receiver.closed("It has forgotten the session.");
                    return false;
                }
                if (HttpTransport.isForGood(status)) {
                    return false; // it has no such stream, which it need not
                }
                if (status == 200) {
                    had = true;
                    events.read(body, message -> {
                        pauses.reset();
                        receiver.received(message);
                    });
                }
            }
        } catch (IOException _) {
            // comes again; whether the server is there at all is found out by pings
        }
        return true;
    }

    /** As long as the server wants, if that is longer than it would be by itself. */
    private Duration pause() {
        Duration own = pauses.next();
        return events.retry().filter(wanted -> wanted.compareTo(own) > 0).orElse(own);
    }
}
