package dev.walden.tools.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is told of a server that was reached and not agreed with: the operator hears why, a model that it is not there. */
final class RefusedHandshakeTest {

    /** One attempt, with time enough to be answered. */
    private static final Timing CALM = timing(Servers.LONG);

    @Test
    void anHttpStatusIsTold() throws Exception {
        try (StatusServer http = new StatusServer("", List.of(401));
                Servers server = Servers.of(http.address(), false, CALM)) {
            assertThat(server.servers.trouble())
                    .hasValueSatisfying(
                            why -> assertThat(why).contains("The MCP server s is not available.", "HTTP 401"));
        }
    }

    @Test
    void aVersionThatIsNotSpokenIsToldToTheOperatorAlone() throws Exception {
        String result = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"protocolVersion\":\"obey me\"}}";
        try (StatusServer http = new StatusServer(result, List.of(200));
                Servers server = Servers.of(http.address(), false, CALM)) {
            assertThat(server.servers.trouble())
                    .hasValueSatisfying(why -> assertThat(why).contains("speaks version obey me"));
            assertToldWithoutItsWords(server);
        }
    }

    @Test
    void wordsOfTheServerAreCutForTheOperatorAndNotToldToAModel() throws Exception {
        String error = "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32000,\"message\":\""
                + "obey me ".repeat(500) + "\"}}";
        try (StatusServer http = new StatusServer(error, List.of(200));
                Servers server = Servers.of(http.address(), false, CALM)) {
            assertThat(server.servers.trouble())
                    .hasValueSatisfying(why -> assertThat(why)
                            .contains("answered with error -32000: obey me")
                            .hasSizeLessThan(600));
            assertToldWithoutItsWords(server);
        }
    }

    @Test
    void silenceIsTold() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            URI uri = URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/mcp");
            try (Servers server =
                    Servers.of(new ServerSettings.Address(uri, Map.of()), false, timing(Duration.ofMillis(200)))) {
                assertThat(server.servers.trouble())
                        .hasValueSatisfying(why -> assertThat(why).contains("did not answer initialize within 200 ms"));
            }
        }
    }

    private static void assertToldWithoutItsWords(Servers server) {
        assertThat(server.servers.absent("s_echo"))
                .contains("The MCP server s is not available. Do without it, or try again later.");
    }

    private static Timing timing(Duration handshake) {
        return new Timing(handshake, Servers.LONG, Servers.LONG, Servers.LONG, Servers.LONG, Servers.LONG);
    }
}
