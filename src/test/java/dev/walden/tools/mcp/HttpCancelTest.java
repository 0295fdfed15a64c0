package dev.walden.tools.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.plugin.ToolOutput;
import dev.walden.secrets.Secrets;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nobody waits any more for what a server over HTTP was asked: it is told, and its answer is not read on. */
final class HttpCancelTest {

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

    /** As when its task is cancelled, or when the time of the call is over. */
    @Test
    void aCallThatIsInterruptedIsToldAndItsStreamClosed() throws Exception {
        FutureTask<ToolOutput> call = new FutureTask<>(() -> server.call("hold"));
        Thread caller = Thread.ofPlatform().start(call);
        String id = http.held.poll(1, TimeUnit.MINUTES);

        caller.interrupt();

        assertThatThrownBy(call::get).hasCauseInstanceOf(InterruptedException.class);
        assertToldAndLeft(id);
    }

    @Test
    void aRequestWhoseTimeIsOverIsToldAndItsStreamClosed() throws Exception {
        Connection connection = new Connection("s", new ForeignJson(Secrets.none()), (_, _) -> {});
        try (Transport transport = new HttpTransport(http.address(), Secrets.none(), connection)) {
            connection.over(transport);
            Handshake.with(connection, Servers.LONG);

            assertThatThrownBy(() -> connection.request("tools/call", Map.of("name", "hold"), Duration.ofSeconds(10)))
                    .isInstanceOfSatisfying(
                            ServerException.class, e -> assertThat(e.kind()).isEqualTo(ServerException.Kind.UNKNOWN));

            assertToldAndLeft(http.held.poll(1, TimeUnit.MINUTES));
        }
    }

    private void assertToldAndLeft(@Nullable String id) throws InterruptedException {
        assertThat(id).isNotNull();
        assertThat(http.left.poll(1, TimeUnit.MINUTES)).as("of the stream").isEqualTo(id);
        Servers.await()
                .untilAsserted(() -> assertThat(server.call("cancelled").text()).isEqualTo(id));
    }
}
