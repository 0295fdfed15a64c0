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
 */
public record OutboundRequest(
        String method, String url, Map<String, String> headers, Optional<String> body, Duration atMost) {

    public OutboundRequest {
        headers = Map.copyOf(headers);
    }
}
