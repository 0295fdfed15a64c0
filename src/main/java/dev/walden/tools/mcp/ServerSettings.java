package dev.walden.tools.mcp;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What an operator says of one server. Immutable.
 *
 * @param name what its tools begin with: {@code [a-z0-9][a-z0-9-]{0,23}}
 * @param way how it is reached
 * @param trust whether what it says of side effects counts
 * @param timeout how long one call may take
 */
public record ServerSettings(String name, Way way, boolean trust, Duration timeout) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,23}");

    public ServerSettings {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "The name of an MCP server is 1 to 24 of a-z, 0-9 and -, the first no -; found: " + name);
        }
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException(
                    "The timeout of MCP server " + name + " must be positive; found: " + timeout);
        }
    }

    /** How a server is reached. */
    public sealed interface Way {}

    /**
     * A child process that is spoken to over its standard streams.
     *
     * @param command the program and its arguments
     * @param environment all it gets beside PATH, LANG and HOME
     * @param home its working directory and, unless the environment says otherwise, its HOME; made when it is not there
     * @param bounds of each process
     */
    public record Command(List<String> command, Map<String, String> environment, Path home, ProcessBounds bounds)
            implements Way {
        public Command {
            command = List.copyOf(command);
            environment = Map.copyOf(environment);
        }

        @Override
        public String toString() {
            return command.getFirst(); // arguments and environment may hold secrets
        }
    }

    /**
     * Streamable HTTP.
     *
     * @param uri the one address of the server
     * @param headers sent with every request
     */
    public record Address(URI uri, Map<String, String> headers) implements Way {
        public Address {
            headers = Map.copyOf(headers);
        }

        @Override
        public String toString() {
            return uri.getScheme() + "://" + uri.getAuthority();
        }
    }
}
