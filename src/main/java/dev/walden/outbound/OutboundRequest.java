package dev.walden.outbound;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What to ask of an address that somebody outside gave. Immutable.
 *
 * @param method GET, HEAD, PUT, DELETE, POST or PATCH
 * @param url http or https
 * @param headers by name; none that carries credentials or frames the message
 * @param body sent as UTF-8
 * @param atMost time for everything, redirects included
 * @param mostBytes the most of an answer's body whose bytes are wanted as they are, each as one character; 0 for text, as much of it as
 *     the client is configured to keep
 */
public record OutboundRequest(
        String method, String url, Map<String, String> headers, Optional<String> body, Duration atMost, int mostBytes) {

    public OutboundRequest {
        headers = Map.copyOf(headers);
    }

    /** One whose answer is wanted as text. */
    public OutboundRequest(
            String method, String url, Map<String, String> headers, Optional<String> body, Duration atMost) {
        this(method, url, headers, body, atMost, 0);
    }

    /** For a file of any kind, of so many bytes at most. */
    public static OutboundRequest ofFile(String url, int mostBytes, Duration atMost) {
        return new OutboundRequest("GET", url, Map.of(), Optional.empty(), atMost, mostBytes);
    }
}
