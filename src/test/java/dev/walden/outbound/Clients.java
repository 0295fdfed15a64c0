package dev.walden.outbound;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.springframework.util.unit.DataSize;

/** Clients and requests, for tests. */
final class Clients {

    private Clients() {}

    static InetAddress[] addresses(String... literals) {
        return Arrays.stream(literals).map(InetAddress::ofLiteral).toArray(InetAddress[]::new);
    }

    static OutboundRequest get(String url) {
        return request(url, Duration.ofSeconds(5));
    }

    static OutboundRequest request(String url, Duration atMost) {
        return new OutboundRequest("GET", url, Map.of(), Optional.empty(), atMost);
    }

    static GuardedHttpClient open() {
        return GuardedHttpClient.of(properties(true, Map.of()));
    }

    static OutboundProperties properties(
            boolean allowPrivate, Map<String, OutboundProperties.CredentialProperties> credentials) {
        return new OutboundProperties(
                allowPrivate, Duration.ofSeconds(5), Duration.ofSeconds(30), DataSize.ofBytes(100_000), credentials);
    }
}
