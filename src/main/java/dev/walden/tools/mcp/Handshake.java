package dev.walden.tools.mcp;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What both sides have agreed on. Immutable.
 *
 * @param version of the protocol
 * @param capabilities that the server says it has: tools, resources, prompts, …
 */
record Handshake(String version, Set<String> capabilities) {

    /** Newest first. The version 2026-07-28 has no handshake at all; servers that know it know one of these as well. */
    private static final List<String> VERSIONS = List.of("2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05");

    private static final int LONGEST_VERSION = 40;

    /** Agrees with a server that has just been connected. */
    static Handshake with(Connection connection, Duration atMost) throws ServerException, InterruptedException {
        Map<String, @Nullable Object> result = connection.request(
                "initialize",
                Map.of(
                        "protocolVersion",
                        VERSIONS.getFirst(),
                        "capabilities",
                        Map.of(),
                        "clientInfo",
                        Map.of("name", "walden", "title", "Walden", "version", ownVersion())),
                atMost);
        String version = Foreign.text(result, "protocolVersion", LONGEST_VERSION);
        if (!VERSIONS.contains(version)) {
            throw ServerException.refused("It speaks version " + version + " of the protocol, and none of "
                    + String.join(", ", VERSIONS) + ".");
        }
        connection.agreed(version);
        connection.tell("notifications/initialized", Map.of());
        return new Handshake(version, Foreign.object(result, "capabilities").keySet());
    }

    private static String ownVersion() {
        String version = Handshake.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
