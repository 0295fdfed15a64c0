package dev.walden.tools;

import dev.walden.secrets.Secrets;
import dev.walden.tools.mcp.ProcessBounds;
import dev.walden.tools.mcp.ServerSettings;
import jakarta.validation.Valid;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Servers that speak the Model Context Protocol.
 *
 * @param startWait how long a start waits for all of them together; one that is not there by then comes when it comes
 * @param servers by name, {@code [a-z0-9][a-z0-9-]{0,23}}; the name begins the names of the server's tools
 */
record McpProperties(
        @DefaultValue("5s") Duration startWait,
        @DefaultValue Map<String, @Valid ServerProperties> servers) {

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    McpProperties {
        if (startWait.isNegative() || startWait.compareTo(LONGEST_WAIT) > 0) {
            throw new IllegalArgumentException("walden.tools.mcp.start-wait must be 0s to 1m; found: " + startWait);
        }
        servers = new TreeMap<>(servers);
        servers.forEach((name, server) -> server.toSettings(name, Path.of("")));
    }

    /** @param homes where a server's own folder is made */
    List<ServerSettings> toSettings(Path homes) {
        return servers.entrySet().stream()
                .map(server -> server.getValue().toSettings(server.getKey(), homes))
                .toList();
    }

    /**
     * One server: either a command or a url.
     *
     * @param command program and arguments of a server that is spoken to over its standard streams
     * @param environment variables it gets beside PATH, LANG and HOME, which is a folder of its own in {@code <home>/mcp}; values may name
     *     secrets
     * @param url address of a server that is spoken to over streamable HTTP
     * @param headers sent to the url with every request; values may name secrets
     * @param trust whether to believe what the server says of the side effects of its tools
     * @param timeout how long one call may take
     * @param memory of a server with a command: the data of each of its processes, 64MB and up; 4GB when absent
     * @param processes of a server with a command: how many processes and threads there may be beyond those that the user of the service has
     *     when servers are started, 64 and up, 1024 when absent; without effect when the service runs as root
     */
    record ServerProperties(
            @DefaultValue List<String> command,
            @DefaultValue Map<String, String> environment,
            @Nullable URI url,
            @DefaultValue Map<String, String> headers,
            @DefaultValue("false") boolean trust,
            @DefaultValue("1m") Duration timeout,
            @Nullable DataSize memory,
            @Nullable Integer processes) {

        private static final DataSize MEMORY = DataSize.ofGigabytes(4);
        private static final DataSize LEAST_MEMORY = DataSize.ofMegabytes(64);
        private static final int PROCESSES = 1024;
        private static final int LEAST_PROCESSES = 64;

        private static final Set<String> OURS =
                Set.of("accept", "content-type", "last-event-id", "mcp-protocol-version", "mcp-session-id");

        private ServerSettings toSettings(String name, Path homes) {
            String where = "walden.tools.mcp.servers." + name;
            if (command.isEmpty() == (url == null)) {
                throw new IllegalArgumentException(where + " needs either a command or a url; found: "
                        + (url == null ? "neither" : "both") + ". Set one of them.");
            }
            if (url == null) {
                checkCommand(where);
                if (!headers.isEmpty()) {
                    throw new IllegalArgumentException(where + ".headers is for a server with a url. Leave it out.");
                }
                return new ServerSettings(
                        name,
                        new ServerSettings.Command(command, environment, homes.resolve(name), bounds(where)),
                        trust,
                        timeout);
            }
            isForACommand(where + ".environment", !environment.isEmpty());
            isForACommand(where + ".memory", memory != null);
            isForACommand(where + ".processes", processes != null);
            check(where, url);
            headers.forEach((header, value) -> check(where, header, value));
            return new ServerSettings(name, new ServerSettings.Address(url, headers), trust, timeout);
        }

        private void checkCommand(String where) {
            if (command.stream().anyMatch(Secrets::isAskedForIn)) {
                throw new IllegalArgumentException(
                        where + ".command takes no secrets, as everybody on the machine can see it." + " Put them into "
                                + where + ".environment, or have the server read a file.");
            }
        }

        private ProcessBounds bounds(String where) {
            DataSize most = memory == null ? MEMORY : memory;
            int many = processes == null ? PROCESSES : processes;
            if (most.compareTo(LEAST_MEMORY) < 0) {
                throw new IllegalArgumentException(where + ".memory must be 64MB and up; found: " + most);
            }
            if (many < LEAST_PROCESSES) {
                throw new IllegalArgumentException(where + ".processes must be 64 and up; found: " + many);
            }
            return new ProcessBounds(most.toBytes(), many);
        }

        private static void isForACommand(String property, boolean given) {
            if (given) {
                throw new IllegalArgumentException(property + " is for a server with a command. Leave it out.");
            }
        }

        private static void check(String where, URI url) {
            boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (!http || url.getHost() == null || url.getUserInfo() != null || url.getFragment() != null) {
                throw new IllegalArgumentException(
                        where
                                + ".url must be an http or https address with a host, and without user and fragment. Credentials go to headers.");
            }
        }

        private static void check(String where, String header, String value) {
            if (OURS.contains(header.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException(
                        where + ".headers." + header + " is a header of the protocol, which Walden sets itself.");
            }
            try {
                HttpRequest.newBuilder().header(header, value);
            } catch (IllegalArgumentException _) { // its message quotes the value, which may be secret
                throw new IllegalArgumentException(where + ".headers." + header
                        + " is no header that can be set: its name or its value is malformed.");
            }
        }

        /** Without the values of variables and headers, and without arguments: all may be secret. */
        @Override
        public String toString() {
            return "ServerProperties[command=" + command.stream().findFirst().orElse("") + ", environment="
                    + environment.keySet() + ", url=" + url + ", headers=" + headers.keySet() + "]";
        }
    }
}
