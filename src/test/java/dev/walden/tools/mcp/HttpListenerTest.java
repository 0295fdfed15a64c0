package dev.walden.tools.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.secrets.Secrets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether a stream that a server does not have now is asked for again. */
final class HttpListenerTest {

    private final Transport.Receiver nobody = new Transport.Receiver() {
        @Override
        public void received(byte[] message) {}

        @Override
        public void failed(long id, ServerException why) {}

        @Override
        public boolean awaits(long id) {
            return false;
        }

        @Override
        public void closed(String why) {}
    };

    @ParameterizedTest
    @ValueSource(ints = {204, 302, 408, 429, 500, 503})
    void itIsAskedForAgainAfterWhatMayPass(int status) throws Exception {
        try (StatusServer server = new StatusServer("", List.of(status, status, 405))) {
            listen(server);

            assertThat(server.asked).hasValue(3);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 405})
    void itIsNotAskedForAgainWhereTheServerHasNone(int status) throws Exception {
        try (StatusServer server = new StatusServer("", Stream.of(status, 405).toList())) {
            listen(server);

            assertThat(server.asked).hasValue(1);
        }
    }

    /** Returns when it is over for good. */
    private void listen(StatusServer server) {
        try (HttpTransport transport = new HttpTransport(server.address(), Secrets.none(), nobody)) {
            new HttpListener(transport, nobody, Duration.ofMillis(1)).run();
        }
    }
}
