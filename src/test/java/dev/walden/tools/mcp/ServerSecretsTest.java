package dev.walden.tools.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import dev.walden.plugin.OutcomeUnknownException;
import dev.walden.plugin.ToolException;
import dev.walden.secrets.Secrets;
import dev.walden.secrets.SecretsForTests;
import dev.walden.tools.mcp.ServerSettings.Address;
import dev.walden.tools.mcp.ServerSettings.Command;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Secrets in what is configured of a server: it is given the values, and nothing that is told of it has them. */
final class ServerSecretsTest {

    private static final String VALUE = "correct-horse-battery";
    private static final String PLACEHOLDER = "${secret:token}";

    @TempDir
    private Path home;

    private final Map<String, String> values = new ConcurrentHashMap<>(Map.of("token", VALUE));
    private final Secrets secrets = SecretsForTests.of(values);
    private final Logger logger = (Logger) LoggerFactory.getLogger("dev.walden.tools.mcp");
    private final Lines lines = new Lines();

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void listenNoMore() {
        logger.detachAppender(lines);
    }

    @Test
    void aChildProcessIsGivenTheValueAndNothingThatItSaysHasIt() throws Exception {
        try (Servers server = telling()) {
            server.awaitUp();

            assertThat(server.tool("tell").descriptor().description()).isEqualTo("I have [secret token].");
            assertThat(server.tool("torn").descriptor().description())
                    .as("in pieces between which stands what is taken out")
                    .isEqualTo("I have [secret token].");
            assertThat(server.call("tell").text()).isEqualTo("[secret token] of 21 characters");
            assertThatThrownBy(() -> server.call("fail"))
                    .isInstanceOf(ToolException.class)
                    .hasMessage("failed with [secret token]");
            assertThatThrownBy(() -> server.call("refuse"))
                    .isInstanceOf(ToolException.class)
                    .hasMessageEndingWith("refused with [secret token]");
            Servers.await().until(() -> lines.all.stream().anyMatch(line -> line.contains("told of [secret token]")));
        }
        assertThat(lines.all)
                .anyMatch(line -> line.contains("began with [secret token]"))
                .as("not even the beginning of one that stands where a line is cut")
                .noneMatch(line -> line.contains("correct"));
    }

    @Test
    void anUnknownSecretIsTheTroubleOfItsServerUntilItIsThere() throws Exception {
        values.clear();
        try (Servers server = telling()) {
            assertThat(server.servers.trouble())
                    .hasValueSatisfying(why -> assertThat(why)
                            .startsWith("The MCP server s is not available. There is no secret named token."));
            assertThat(server.servers.absent("s_tell"))
                    .hasValue("The MCP server s is not available. Do without it, or try again later.");

            values.put("token", VALUE);

            server.awaitUp();
            assertThat(server.call("tell").text()).startsWith("[secret token]");
        }
    }

    @Test
    void headersAreFilledInForEachRequestAnew() throws Exception {
        try (ScriptedHttpServer http = new ScriptedHttpServer();
                Servers server = Servers.of(address(http), secrets)) {
            server.awaitUp();
            assertThat(http.seen).isNotEmpty().allMatch(request -> request.endsWith(" " + VALUE));

            values.put("token", "another-value");
            server.call("echo", Map.of("text", "x"));
            assertThat(http.seen).anyMatch(request -> request.endsWith(" another-value"));

            values.clear();
            assertThatThrownBy(() -> server.call("effect"))
                    .isInstanceOf(ToolException.class)
                    .hasMessageContaining("There is no secret named token");
            assertThat(http.called).doesNotContain("effect");
        }
    }

    @Test
    void aSecretThatGoesWhileAnAnswerIsAwaitedLeavesTheOutcomeUnknown() throws Exception {
        try (ScriptedHttpServer http = new ScriptedHttpServer()) {
            Secrets going =
                    SecretsForTests.from(_ -> http.called.contains("liar") ? Optional.empty() : Optional.of(VALUE));
            try (Servers server = Servers.of(address(http), going)) {
                server.awaitUp();

                assertThatThrownBy(() -> server.call("liar")).isInstanceOf(OutcomeUnknownException.class);
            }
        }
    }

    @Test
    void aValueThatCannotBeSentIsNotQuoted() throws Exception {
        values.put("token", "hunter2 of two\nlines and \0");
        try (ScriptedHttpServer http = new ScriptedHttpServer();
                Servers remote = Servers.of(address(http), secrets);
                Servers local = telling()) {
            assertThat(remote.servers.trouble())
                    .hasValueSatisfying(why -> assertThat(why)
                            .contains("The header X-Key cannot be sent")
                            .doesNotContain("hunter2"));
            assertThat(local.servers.trouble())
                    .hasValueSatisfying(why -> assertThat(why)
                            .contains("the variable TOKEN cannot be set")
                            .doesNotContain("hunter2"));
            assertThat(http.seen).isEmpty();
        }
        assertThat(lines.all).noneMatch(line -> line.contains("hunter2"));
    }

    @Test
    void aReasonThatQuotesTheServerHasNoValue() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answerWithoutStatus(socket));
            Address address =
                    new Address(URI.create("http://127.0.0.1:" + socket.getLocalPort()), Map.of("X-Key", PLACEHOLDER));
            try (Servers server = Servers.of(address, secrets)) {
                assertThat(server.servers.trouble())
                        .hasValueSatisfying(why ->
                                assertThat(why).contains("[secret token]").doesNotContain(VALUE));
            }
        }
        assertThat(lines.all).noneMatch(line -> line.contains(VALUE));
    }

    /** Says what it was sent where a status should be. */
    private static void answerWithoutStatus(ServerSocket socket) {
        while (true) {
            try (Socket one = socket.accept()) {
                one.getInputStream().read(new byte[1]);
                one.getOutputStream().write(("HTTP/1.1 " + VALUE + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
                one.shutdownOutput();
                one.getInputStream().transferTo(OutputStream.nullOutputStream());
            } catch (IOException _) {
                if (socket.isClosed()) {
                    return;
                }
            }
        }
    }

    private Servers telling() {
        Path script = Path.of("src/test/resources/tools/mcp/tells.sh").toAbsolutePath();
        return Servers.of(
                new Command(List.of("/bin/sh", script.toString()), Map.of("TOKEN", PLACEHOLDER), home, Servers.BOUNDS),
                secrets);
    }

    private static Address address(ScriptedHttpServer http) {
        return new Address(http.address().uri(), Map.of("X-Key", PLACEHOLDER));
    }

    /** What is logged meanwhile, of other tests as well. */
    private static final class Lines extends AppenderBase<ILoggingEvent> {

        private final Queue<String> all = new ConcurrentLinkedQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            String thrown =
                    event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
            all.add(event.getFormattedMessage() + " " + event.getKeyValuePairs() + " " + thrown);
        }
    }
}
