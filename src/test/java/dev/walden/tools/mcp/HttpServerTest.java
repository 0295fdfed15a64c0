package dev.walden.tools.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.plugin.OutcomeUnknownException;
import dev.walden.plugin.ToolException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server over streamable HTTP. */
final class HttpServerTest {

    private ScriptedHttpServer http;
    private Servers server;

    @BeforeEach
    void start() throws IOException {
        http = new ScriptedHttpServer();
        server = Servers.of(http.address(), true);
        server.awaitUp();
    }

    @AfterEach
    void stop() {
        server.close();
        http.close();
    }

    @Test
    void anAnswerMayBeJsonOrAStreamOfEvents() throws Exception {
        assertThat(server.call("echo", Map.of("text", "plain")).text()).isEqualTo("plain");
        assertThat(server.call("twice").text()).isEqualTo("first");
    }

    @Test
    void everyRequestCarriesSessionVersionAndTheConfiguredHeaders() throws Exception {
        server.call("echo", Map.of("text", "plain"));
        server.close();

        assertThat(http.seen)
                .startsWith("POST null null k1")
                .contains("POST first 2025-06-18 k1", "GET first 2025-06-18 k1", "DELETE first 2025-06-18 k1");
    }

    @Test
    void aSessionThatIsForgottenIsBegunAgainAndTheCallWasCertainlyNotMade() throws Exception {
        http.forget(404);

        assertThatThrownBy(() -> server.call("effect"))
                .isInstanceOfSatisfying(
                        ToolException.class, e -> assertThat(e.trusted()).isTrue())
                .hasMessageMatching(".*(had forgotten the session|forgotten the session).*");

        awaitEcho(server);
    }

    /** As the reference servers do, and whatever stands before a server that asks for credentials anew. No ping would come by itself. */
    @ParameterizedTest
    @ValueSource(ints = {400, 401})
    void aSessionThatIsUnknownByAnotherStatusIsBegunAgainToo(int status) throws Exception {
        try (Servers seldomAsked = seldomAsked()) {
            seldomAsked.awaitUp();
            http.forget(status);

            assertThatThrownBy(() -> seldomAsked.call("effect"))
                    .isInstanceOf(ToolException.class)
                    .hasMessageContaining("HTTP " + status);

            awaitEcho(seldomAsked);
        }
    }

    /** By the stream of what it has to say, which ends with the process. */
    @Test
    void aServerThatWasStartedAnewIsFoundBeforeACallFails() throws Exception {
        server.close();
        try (Servers seldomAsked = seldomAsked()) {
            seldomAsked.awaitUp();
            http.forget(400);
            http.pushed.add(""); // for the stream of the one that was closed
            http.pushed.add("");

            Servers.await().until(() -> http.seen.contains("POST session1 2025-06-18 k1"));
            seldomAsked.awaitUp();

            assertThat(seldomAsked.call("echo", Map.of("text", "first")).text()).isEqualTo("first");
        }
    }

    /** Pinged by itself only long after the test. */
    private Servers seldomAsked() {
        return Servers.of(
                http.address(),
                true,
                new Timing(
                        Servers.LONG,
                        Duration.ofMillis(20),
                        Duration.ofMillis(200),
                        Duration.ofHours(1),
                        Servers.LONG,
                        Duration.ofMillis(10)));
    }

    private static void awaitEcho(Servers asked) {
        Servers.await().until(() -> {
            try {
                return asked.call("echo", Map.of("text", "again")).text().equals("again");
            } catch (ToolException e) {
                return false;
            }
        });
    }

    @Test
    void redirectsAreNotFollowedAndRefusalsAreFailures() {
        assertThatThrownBy(() -> server.call("put"))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining("HTTP 307, a redirect, which is not followed");
        assertThatThrownBy(() -> server.call("fails"))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining("HTTP 403");
    }

    @ParameterizedTest
    @ValueSource(strings = {"effect", "die", "huge", "silent"})
    void whatWasSentAndIsNotAnsweredIsUnknown(String tool) throws Exception {
        assertThatThrownBy(() -> server.call(tool)).isInstanceOf(OutcomeUnknownException.class);

        assertThat(server.call("echo", Map.of("text", "still here")).text()).isEqualTo("still here");
    }

    @Test
    void malformedUtf8IsNoAnswer() throws Exception {
        assertThatThrownBy(() -> server.call("bad_bytes")).isInstanceOf(OutcomeUnknownException.class);

        assertThat(server.call("echo", Map.of("text", "still here")).text()).isEqualTo("still here");
    }

    @Test
    void aStreamThatIsToBeAskedForAgainGoesOnBehindItsLastEvent() throws Exception {
        assertThat(server.call("liar").text()).contains("resumed");
        assertThat(http.resumed).hasSize(1);
    }

    @Test
    void aListThatChangedIsReadAgainWhateverStreamSaysSo() throws Exception {
        server.call("grow");
        Servers.await().until(() -> server.names().contains("s_grown1"));

        server.call("grow");
        http.pushed.add(Script.LIST_CHANGED);

        Servers.await().until(() -> server.names().contains("s_grown2"));
    }

    @Test
    void aServerThatIsNotThereWasCertainlyNotAskedAndComesBackByItself() throws Exception {
        http.close();

        assertThatThrownBy(() -> server.call("effect"))
                .isInstanceOfAny(ToolException.class, OutcomeUnknownException.class); // as the kept connection breaks
        Servers.await().until(() -> server.servers.trouble().isPresent());

        assertThatThrownBy(() -> server.call("effect"))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining("is not available");
    }
}
