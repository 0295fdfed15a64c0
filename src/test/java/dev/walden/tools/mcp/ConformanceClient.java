package dev.walden.tools.mcp;

import dev.walden.plugin.OutcomeUnknownException;
import dev.walden.plugin.ToolException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the conformance suite starts as its client: connects to the address in its last argument and calls each tool once. */
final class ConformanceClient {

    private ConformanceClient() {}

    public static void main(String[] arguments) throws InterruptedException, ToolException, OutcomeUnknownException {
        URI uri = URI.create(arguments[arguments.length - 1]);
        try (Servers server = Servers.of(new ServerSettings.Address(uri, Map.of()), false)) {
            if (server.servers.trouble().isPresent()) {
                throw new IllegalStateException(server.servers.trouble().get());
            }
            for (McpTool tool : server.servers.tools()) {
                Map<String, @Nullable Object> input = new HashMap<>();
                for (String name :
                        Foreign.object(tool.inputSchema(), "properties").keySet()) {
                    input.put(name, 5L);
                }
                System.out.println(server.call(tool.descriptor().name().substring(2), input)
                        .text());
            }
        }
    }
}
