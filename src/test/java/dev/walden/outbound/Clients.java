package dev.walden.outbound;

import dev.walden.secrets.Secrets;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.util.unit.DataSize;

/** Clients and requests, for tests. */
final class Clients {

    private Clients() {}

    /**
     * Knows literals and {@code localhost}: where a guard is broken, a test fails, and no name server is asked. Literals of the
     * whole world, so for resolvers only, which do not connect.
     */
    static InetAddress[] literal(String host) throws UnknownHostException {
        if (host.toLowerCase(Locale.ROOT).startsWith("localhost")) {
            return new InetAddress[] {InetAddress.getLoopbackAddress()};
        }
        try {
            return new InetAddress[] {InetAddress.ofLiteral(host)};
        } catch (IllegalArgumentException _) {
            throw new UnknownHostException(host);
        }
    }

    /** Knows only literals that mean this machine, so that a client never leaves it, whatever is broken. */
    static InetAddress[] thisMachine(String host) throws UnknownHostException {
        InetAddress address = literal(host)[0];
        if (!address.isLoopbackAddress() && !address.isAnyLocalAddress()) {
            throw new UnknownHostException(host);
        }
        return new InetAddress[] {address};
    }

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
        return new GuardedHttpClient(properties(true, Map.of()), Clients::thisMachine, Secrets.none());
    }

    static OutboundProperties properties(
            boolean allowPrivate, Map<String, OutboundProperties.CredentialProperties> credentials) {
        return new OutboundProperties(
                allowPrivate, Duration.ofSeconds(5), Duration.ofSeconds(30), DataSize.ofBytes(100_000), credentials);
    }
}
