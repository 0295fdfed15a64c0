package dev.walden.tools.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.plugin.OutcomeUnknownException;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.ToolException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that behave badly: each takes nothing with it but its own tools. */
final class HostileServerTest {

    @TempDir
    Path home;

    @ParameterizedTest
    @ValueSource(strings = {"die", "huge"})
    void aServerThatIsLostInACallLeavesItsOutcomeUnknownAndComesBack(String tool) throws Exception {
        try (Servers server = Servers.stdio(home, "plain")) {
            server.awaitUp();

            assertThatThrownBy(() -> server.call(tool))
                    .isInstanceOf(OutcomeUnknownException.class)
                    .hasMessageContaining("was lost before it answered");

            Servers.await().until(() -> answers(server));
        }
    }

    @Test
    void aServerThatAnswersNoPingIsBegunAgain() throws Exception {
        Timing impatient = new Timing(
                Servers.LONG,
                Servers.QUICK.restartAfter(),
                Servers.QUICK.restartAtMost(),
                Servers.QUICK.pingAfter(),
                Duration.ofSeconds(1),
                Servers.QUICK.refreshAfter());
        ServerSettings.Command deaf =
                new ServerSettings.Command(ScriptedServer.command("deaf"), Map.of(), home, Servers.BOUNDS);
        try (Servers server = Servers.of(deaf, true, impatient)) {
            Path lives = home.resolve(ScriptedServer.LIVES);

            Servers.await().until(() -> Files.exists(lives) && Files.size(lives) > 1);

            Servers.await().until(() -> answers(server));
        }
    }

    @Test
    void aServerWithResourcesThatKnowsOfNoTemplatesHasNone() throws Exception {
        try (Servers server = Servers.stdio(home, "bare")) {
            server.awaitUp();

            assertThat(server.call("list_resource_templates").text()).isEqualTo("{\"resourceTemplates\":[]}");
        }
    }

    private static boolean answers(Servers server) throws InterruptedException {
        try {
            return server.call("echo", Map.of("text", "back")).text().equals("back");
        } catch (ToolException | OutcomeUnknownException _) {
            return false;
        }
    }

    @Test
    void malformedUtf8IsNoAnswerAndTheNextOneIsRead() throws Exception {
        try (Servers server = Servers.stdio(home, "plain")) {
            CompletableFuture<String> end = new CompletableFuture<>();
            Thread caller = Thread.ofPlatform().start(() -> {
                try {
                    end.complete(server.call("bad_bytes").text());
                } catch (ToolException | OutcomeUnknownException | InterruptedException e) {
                    end.complete(e.getClass().getSimpleName());
                }
            });

            assertThat(server.call("echo", Map.of("text", "still here")).text()).isEqualTo("still here");

            caller.interrupt();
            assertThat(end.get()).isIn("InterruptedException", "ToolException");
        }
    }

    @Test
    void aServerThatExitsAtOnceIsNotAvailableAndSaysWhy() {
        try (Servers server = Servers.stdio(home, "exits")) {
            assertThat(server.servers.trouble())
                    .hasValueSatisfying(why -> assertThat(why)
                            .contains("The MCP server s is not available.")
                            .contains("code 3"));
            assertThat(server.servers.tools()).isEmpty();
            assertThat(server.servers.absent("s_echo")).isPresent();
            assertThat(server.servers.absent("other_echo")).isEmpty();
            assertThat(server.up()).isZero();
        }
    }

    @Test
    void aServerThatIsNotThereIsNotAvailable() {
        ServerSettings.Command none =
                new ServerSettings.Command(List.of("/no/such/program"), Map.of(), home, Servers.BOUNDS);
        try (Servers server = Servers.of(none, false)) {
            assertThat(server.servers.trouble()).isPresent();
        }
    }

    @Test
    void aServerThatWillNotStopIsEndedWithAllItBegan() throws Exception {
        long child;
        Servers server = Servers.stdio(home, "clings");
        try (server) {
            child = Long.parseLong(server.call("fork").text());
            assertThat(alive(child)).isTrue();
        }

        Servers.await().until(() -> !alive(child));
        assertThat(server.servers.trouble()).isPresent();
    }

    @Test
    void whatAServerForkedEndsWithIt() throws Exception {
        try (Servers server = Servers.stdio(home, "plain")) {
            long child = Long.parseLong(server.call("fork").text());

            assertThatThrownBy(() -> server.call("die")).isInstanceOf(OutcomeUnknownException.class);

            Servers.await().until(() -> !alive(child));
        }
    }

    private static boolean alive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    @Test
    void changesWithoutEndDoNotKeepCallsFromBeingMade() throws Exception {
        try (Servers server = Servers.stdio(home, "floods")) {
            server.awaitUp();
            List<McpTool> before = server.servers.tools();

            for (int i = 0; i < 20; i++) {
                assertThat(server.call("echo", Map.of("text", "here")).text()).isEqualTo("here");
            }

            assertThat(server.servers.tools()).isSameAs(before);
        }
    }

    @Test
    void aServerThatIsNotTrustedIsNotBelieved() {
        try (Servers server = Servers.stdio(home, "plain", false)) {
            assertThat(server.tool("echo").descriptor().sideEffect()).isEqualTo(SideEffect.UNSAFE);
            assertThat(server.tool("put").descriptor().sideEffect()).isEqualTo(SideEffect.UNSAFE);
        }
    }

    @Test
    void toolsOfAServerThatIsDownStayKnownAndCertainlyWereNotCalled() throws Exception {
        Servers server = Servers.stdio(home, "plain");
        server.awaitUp();

        server.close();

        assertThat(server.names()).contains("s_effect");
        assertThatThrownBy(() -> server.call("effect"))
                .isInstanceOfSatisfying(
                        ToolException.class, e -> assertThat(e.trusted()).isTrue())
                .hasMessageContaining("is not available");
    }
}
