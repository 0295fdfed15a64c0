package dev.walden.tools.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.secrets.Secrets;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages over HTTP to a server that speaks it by hand. */
final class HttpTransportTest {

    private static final String HEAD = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: ";

    private final HeardReceiver heard = new HeardReceiver();
    private ServerSocket server;
    private HttpTransport transport;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        URI uri = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/mcp");
        transport = new HttpTransport(new ServerSettings.Address(uri, Map.of()), Secrets.none(), heard);
    }

    @AfterEach
    void close() throws IOException {
        transport.close();
        server.close();
    }

    @Test
    void aRequestThatWasTakenIsUnknownWhenTheServerDiesBeforeItsAnswerIsResumed() throws Exception {
        transport.send(7L, bytes("{}"));
        try (Socket taken = server.accept()) {
            readRequest(taken);
            server.close(); // from here on nobody can connect
            String events = "id: e1\nretry: 10\ndata:\n\n";
            taken.getOutputStream()
                    .write(bytes(HEAD + events.length() + "\r\nContent-Type: text/event-stream\r\n\r\n" + events));
        }

        ServerException why = heard.failure.get(1, TimeUnit.MINUTES);

        assertThat(why.kind()).isEqualTo(ServerException.Kind.UNKNOWN);
        assertThat(heard.closed.get(1, TimeUnit.MINUTES)).contains("cannot be reached");
    }

    @Test
    void aRequestThatNobodyTookWasNotSent() throws Exception {
        server.close();

        transport.send(7L, bytes("{}"));

        assertThat(heard.failure.get(1, TimeUnit.MINUTES).kind()).isEqualTo(ServerException.Kind.NOT_SENT);
    }

    @Test
    void answersThatTheServerDoesNotTakeAreBounded() throws Exception {
        List<Socket> open = new ArrayList<>();
        try {
            for (int i = 0; i < 64; i++) {
                transport.send(null, bytes("{}"));
                open.add(server.accept());
            }

            assertThatThrownBy(() -> transport.send(null, bytes("{}")))
                    .isInstanceOfSatisfying(
                            ServerException.class, e -> assertThat(e.kind()).isEqualTo(ServerException.Kind.NOT_SENT))
                    .hasMessageContaining("64 messages");
            transport.send(8L, bytes("{}")); // requests have a bound of their own

            readRequest(open.getFirst());
            open.getFirst().getOutputStream().write(bytes(HEAD + "0\r\n\r\n"));
            Servers.await().until(this::takesOneMore);
        } finally {
            for (Socket one : open) {
                one.close();
            }
        }
    }

    private boolean takesOneMore() {
        try {
            transport.send(null, bytes("{}"));
            return true;
        } catch (ServerException e) {
            return false;
        }
    }

    /** Headers and the two bytes of the body. */
    private static void readRequest(Socket socket) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
        String line = in.readLine();
        while (line != null && !line.isEmpty()) {
            line = in.readLine();
        }
        assertThat(in.read()).isEqualTo('{');
        assertThat(in.read()).isEqualTo('}');
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static final class HeardReceiver implements Transport.Receiver {

        final CompletableFuture<ServerException> failure = new CompletableFuture<>();
        final CompletableFuture<String> closed = new CompletableFuture<>();

        @Override
        public void received(byte[] message) {
            // nothing is asked here whose answer counts
        }

        @Override
        public void failed(long id, ServerException why) {
            failure.complete(why);
        }

        @Override
        public boolean awaits(long id) {
            return !failure.isDone();
        }

        @Override
        public void closed(String why) {
            closed.complete(why);
        }
    }
}
