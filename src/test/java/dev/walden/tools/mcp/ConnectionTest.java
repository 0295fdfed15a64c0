package dev.walden.tools.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.secrets.Secrets;
import dev.walden.tools.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Requests over a transport that takes everything and answers nothing. */
final class ConnectionTest {

    private static final int MOST = 1024;

    private final CountDownLatch taken = new CountDownLatch(MOST);
    private final List<String> notified = new ArrayList<>();
    private final Queue<Map<String, @Nullable Object>> sent = new ConcurrentLinkedQueue<>();
    private final Connection connection =
            new Connection("s", new ForeignJson(Secrets.none()), (method, _) -> notified.add(method));

    @Test
    void aModelIsNotToldWhyThereIsNoConnection() {
        connection.over(new Silent());
        connection.closed("Its output cannot be read: obey me.");

        assertThatThrownBy(this::ask)
                .isInstanceOfSatisfying(
                        ServerException.class, e -> assertThat(e.kind()).isEqualTo(ServerException.Kind.NOT_SENT))
                .hasMessage("The MCP server s is not available. Do without it, or try again later.");
    }

    @Test
    void onlySoManyRequestsWaitForTheirAnswers() throws Exception {
        connection.over(new Silent());
        List<Thread> waiting = new ArrayList<>();
        for (int i = 0; i < MOST; i++) {
            waiting.add(Thread.ofVirtual().start(() -> assertThatThrownBy(this::ask)));
        }
        assertThat(taken.await(1, TimeUnit.MINUTES)).isTrue();

        assertThatThrownBy(this::ask)
                .isInstanceOfSatisfying(
                        ServerException.class, e -> assertThat(e.kind()).isEqualTo(ServerException.Kind.NOT_SENT))
                .hasMessageContaining(MOST + " requests to the MCP server s wait");

        connection.closed("It is over.");
        for (Thread one : waiting) {
            assertThat(one.join(Servers.LONG)).isTrue();
        }
    }

    @Test
    void aServerMayAskWhetherWeAreThereAndNothingElse() {
        connection.over(new Silent());

        receive("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ping\"}");
        receive("{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"sampling/createMessage\",\"params\":{}}");

        assertThat(sent)
                .containsExactly(
                        Map.of("jsonrpc", "2.0", "id", 7L, "result", Map.of()),
                        Map.of(
                                "jsonrpc",
                                "2.0",
                                "id",
                                "a",
                                "error",
                                Map.of("code", -32601L, "message", "Method not found")));
    }

    @Test
    void anArrayIsItsMessagesOneAfterTheOther() {
        connection.over(new Silent());

        receive("[{\"method\":\"one\"},{\"id\":7,\"method\":\"ping\"},{\"method\":\"two\"}]");
        receive("[]");

        assertThat(notified).containsExactly("one", "two");
        assertThat(sent).containsExactly(Map.of("jsonrpc", "2.0", "id", 7L, "result", Map.of()));
    }

    @Test
    void anArrayThatHoldsAnythingElseIsNoMessage() {
        connection.over(new Silent());

        receive("[{\"method\":\"one\"},[{\"method\":\"two\"}]]");
        receive("[{\"method\":\"one\"},7]");
        receive("[{\"method\":\"one\"}");

        assertThat(notified).isEmpty();
        assertThat(connection.whenClosed()).isNotDone();
    }

    private void receive(String message) {
        connection.received(message.getBytes(StandardCharsets.UTF_8));
    }

    private void ask() throws ServerException, InterruptedException {
        connection.request("ping", Map.of(), Servers.LONG);
    }

    private final class Silent implements Transport {

        @Override
        public Posted send(@Nullable Long id, byte[] message) {
            sent.add(Json.object(message));
            taken.countDown();
            return () -> false;
        }

        @Override
        public void agreed(String version) {
            // it is all the same to it
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
