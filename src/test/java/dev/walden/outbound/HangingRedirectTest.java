package dev.walden.outbound;

import static dev.walden.outbound.Clients.open;
import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.outbound.OutboundResult.Response;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server that answers, and sends to a place of its own that takes the request and never answers. */
class HangingRedirectTest {

    private final CountDownLatch never = new CountDownLatch(1);

    /** The first exchange loads hundreds of classes, which could take longer than the short deadline below. */
    @BeforeAll
    static void warmUp() throws Exception {
        try (RawServer server = RawServer.answering(RawServer.response(200, "", ""));
                GuardedHttpClient client = open()) {
            client.exchange(Clients.request(server.url("/"), Duration.ofSeconds(30)));
        }
    }

    @Test
    void anAnsweredPostStaysAnsweredWhenItsRedirectHangs() throws Exception {
        try (RawServer server = new RawServer((request, out) -> seeOther(request, out, () -> {}));
                GuardedHttpClient client = open()) {
            OutboundResult result = client.exchange(request("POST", server.url("/"), Duration.ofSeconds(3)));

            assertThat(server.requests()).hasSize(2);
            assertThat(result).isInstanceOfSatisfying(Response.class, response -> {
                assertThat(response.status()).isEqualTo(303);
                assertThat(response.body()).isEqualTo("made");
                assertThat(response.notes())
                        .containsExactly("The redirect to " + server.url("/result")
                                + " was not followed. 127.0.0.1 did not answer within 3000 ms.");
            });
        }
    }

    @ParameterizedTest
    @CsvSource({"POST, Response", "PUT, Response", "GET, Failed"})
    void anInterruptKeepsTheAnswerUnlessTheRequestOnlyReads(String method, String expected) throws Exception {
        CountDownLatch redirected = new CountDownLatch(1);
        try (RawServer server = new RawServer((request, out) -> seeOther(request, out, redirected::countDown));
                GuardedHttpClient client = open()) {
            FutureTask<OutboundResult> caller =
                    new FutureTask<>(() -> client.exchange(request(method, server.url("/"), Duration.ofSeconds(20))));
            Thread thread = Thread.ofPlatform().start(caller);
            redirected.await();
            thread.interrupt();

            assertThat(caller.get().getClass().getSimpleName()).isEqualTo(expected);
        }
    }

    private static OutboundRequest request(String method, String url, Duration atMost) {
        return new OutboundRequest(method, url, Map.of(), Optional.empty(), atMost);
    }

    private void seeOther(String request, OutputStream out, Runnable asked) throws IOException {
        if (request.startsWith("GET /result ")) {
            asked.run();
            try {
                never.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
        out.write(RawServer.response(303, "Location: /result\r\n", "made").getBytes(StandardCharsets.UTF_8));
    }
}
