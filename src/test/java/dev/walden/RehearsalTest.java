package dev.walden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A rehearsal that fails does so at once and leaves nothing behind. */
class RehearsalTest {

    /** Of 2,000 tasks; 64 are under way at a time. */
    private static final int FEW = 500;

    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicReference<Path> home = new AtomicReference<>();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aTaskThatDoesNotEndWellEndsTheRehearsal() {
        assertThatThrownBy(() -> Rehearsal.on(this::stage)).hasMessageContaining("A task did not end well");

        assertThat(requests).hasValueLessThan(FEW);
        assertThat(ended).isTrue();
        assertThat(home.get()).doesNotExist();
    }

    private Rehearsal.Stage stage(List<String> options) {
        home.set(options.stream()
                .filter(option -> option.startsWith("--walden.home="))
                .map(option -> Path.of(option.substring("--walden.home=".length())))
                .findFirst()
                .orElseThrow());
        try {
            Files.writeString(home.get().resolve("admin.key"), "key");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return new Rehearsal.Stage(server.getAddress().getPort(), () -> ended.set(true));
    }

    /** As a service whose disk is full does: tasks are taken, and wait. */
    private void answer(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        byte[] body = "{\"state\":\"paused\"}".getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
