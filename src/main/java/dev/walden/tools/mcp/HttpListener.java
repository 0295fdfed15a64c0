package dev.walden.tools.mcp;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Hears what a server says by itself over HTTP, as long as it has a stream for that. For one thread. */
final class HttpListener implements Runnable {

    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final HttpTransport transport;
    private final Transport.Receiver receiver;
    private final EventStream events = new EventStream(Transport.MOST_BYTES);
    private final Duration first;
    private Duration pause;

    HttpListener(HttpTransport transport, Transport.Receiver receiver) {
        this(transport, receiver, FIRST);
    }

    /** @param first the shortest pause; the next are twice as long each, until something is heard */
    HttpListener(HttpTransport transport, Transport.Receiver receiver, Duration first) {
        this.transport = transport;
        this.receiver = receiver;
        this.first = first;
        this.pause = first;
    }

    @Override
    public void run() {
        try {
            boolean more = true;
            while (more && transport.open()) {
                more = heard() && transport.pause(longest(pause, events.retry().orElse(pause)));
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
                if (transport.forgotten(response.statusCode())) {
                    receiver.closed("It has forgotten the session.");
                    return false;
                }
                if (isForGood(response.statusCode())) {
                    return false; // it has no such stream, which it need not
                }
                if (response.statusCode() == 200) {
                    events.read(body, message -> {
                        pause = first;
                        receiver.received(message);
                    });
                }
            }
        } catch (IOException _) {
            // comes again; whether the server is there at all is found out by pings
        }
        pause = longer(pause);
        return true;
    }

    /** Whether asking again would be of no use; a server that starts, is busy or behind a proxy may have a stream later. */
    private static boolean isForGood(int status) {
        return status >= 400 && status < 500 && status != REQUEST_TIMEOUT && status != TOO_MANY_REQUESTS;
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    }

    private static Duration longest(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }
}
