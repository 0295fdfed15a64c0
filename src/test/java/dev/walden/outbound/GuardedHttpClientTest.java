package dev.walden.outbound;

import static dev.walden.outbound.Clients.addresses;
import static dev.walden.outbound.Clients.get;
import static dev.walden.outbound.Clients.open;
import static dev.walden.outbound.Clients.properties;
import static dev.walden.outbound.Clients.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.outbound.OutboundResult.Failed;
import dev.walden.outbound.OutboundResult.Refused;
import dev.walden.outbound.OutboundResult.Response;
import dev.walden.secrets.Secrets;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real exchanges with servers on 127.0.0.1. */
class GuardedHttpClientTest {

    private final CountDownLatch never = new CountDownLatch(1);

    /** The first exchange loads hundreds of classes, which could take longer than the short deadlines below. */
    @BeforeAll
    static void warmUp() throws Exception {
        try (RawServer server = RawServer.answering(RawServer.response(200, "", ""));
                GuardedHttpClient client = open()) {
            client.exchange(request(server.url("/"), Duration.ofSeconds(30)));
        }
    }

    @Test
    void anAnswerIsGivenBackWithStatusHeadersAndBody() throws Exception {
        try (RawServer server = RawServer.answering(RawServer.response(
                        404, "Content-Type: text/plain; charset=utf-8\r\nX-A: 1\r\nX-A: 2\r\n", "nö"));
                GuardedHttpClient client = open()) {
            OutboundResult result = client.exchange(get(server.url("/x?y=1#z")));

            assertThat(result).isInstanceOfSatisfying(Response.class, response -> {
                assertThat(response.status()).isEqualTo(404);
                assertThat(response.body()).isEqualTo("nö");
                assertThat(response.headers()).containsEntry("x-a", "1, 2");
                assertThat(response.truncated()).isFalse();
                assertThat(response.notes()).isEmpty();
            });
            assertThat(server.requests().getFirst())
                    .startsWith("GET /x?y=1 HTTP/1.1\r\n")
                    .contains("User-Agent: Walden", "Connection: close", "Host: 127.0.0.1:" + server.port())
                    .doesNotContain("Upgrade", "Cookie", "Accept-Encoding");
        }
    }

    @Test
    void bytesThatAreWantedComeAsTheyAreAndNoMoreThanWanted() throws Exception {
        String bytes = "%PDF\0\u00ff\u0080";
        String answer = "HTTP/1.1 200 OK\r\nContent-Length: 7\r\nContent-Type: application/pdf\r\n\r\n" + bytes;
        try (RawServer server = new RawServer((_, out) -> out.write(answer.getBytes(StandardCharsets.ISO_8859_1)));
                GuardedHttpClient client = open()) {
            OutboundResult whole = client.exchange(OutboundRequest.ofFile(server.url("/"), 7, Duration.ofSeconds(5)));
            OutboundResult cut = client.exchange(OutboundRequest.ofFile(server.url("/"), 6, Duration.ofSeconds(5)));

            assertThat(whole).isInstanceOfSatisfying(Response.class, response -> {
                assertThat(response.body()).isEqualTo(bytes);
                assertThat(response.truncated()).isFalse();
            });
            assertThat(cut)
                    .isInstanceOfSatisfying(
                            Response.class,
                            response -> assertThat(response.truncated()).isTrue());
        }
    }

    @Test
    void aBodyAndHeadersAreSentAsGiven() throws Exception {
        try (RawServer server = RawServer.answering(RawServer.response(201, "", ""));
                GuardedHttpClient client = open()) {
            client.exchange(new OutboundRequest(
                    "POST", server.url("/"), Map.of("X-Key", "k"), Optional.of("{\"ä\":1}"), Duration.ofSeconds(5)));

            assertThat(server.requests().getFirst())
                    .startsWith("POST / HTTP/1.1")
                    .contains("X-Key: k")
                    .endsWith("\r\n\r\n{\"ä\":1}");
        }
    }

    @Test
    void redirectsAreFollowedUpToABound() throws Exception {
        try (RawServer server = RawServer.answering(RawServer.response(302, "Location: /again\r\n", ""));
                GuardedHttpClient client = open()) {
            OutboundResult result = client.exchange(get(server.url("/")));

            assertThat(server.requests()).hasSize(6);
            assertThat(result).asString().contains("6th in a row");
        }
    }

    @Test
    void aRedirectThatLeavesACredentialsPrefixLeavesTheCredentialBehind() throws Exception {
        RawServer.Answer moved = (request, out) ->
                out.write(RawServer.response(request.startsWith("GET /api/") ? 302 : 200, "Location: /other\r\n", "")
                        .getBytes(StandardCharsets.UTF_8));
        try (RawServer server = new RawServer(moved);
                GuardedHttpClient client = withCredential(server.url("/api"))) {
            client.exchange(get(server.url("/api/x")));

            assertThat(server.requests()).hasSize(2);
            assertThat(server.requests().getFirst()).contains("authorization: Bearer secret");
            assertThat(server.requests().getLast()).startsWith("GET /other ").doesNotContain("secret");
        }
    }

    @Test
    void configuredCredentialsGoBelowTheirPrefixOnlyAndARedirectElsewhereIsNotAsked() throws Exception {
        try (RawServer other = RawServer.answering(RawServer.response(200, "", "other"));
                RawServer server =
                        RawServer.answering(RawServer.response(302, "Location: " + other.url("/api") + "\r\n", ""));
                GuardedHttpClient client = withCredential(server.url("/api"))) {
            client.exchange(get(server.url("/api/x")));
            client.exchange(get(server.url("/apix")));

            assertThat(server.requests().getFirst()).contains("authorization: Bearer secret");
            assertThat(server.requests().getLast()).doesNotContain("secret");
            assertThat(other.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization", "authorization", "COOKIE", "Proxy-Authorization", "Host", "Content-Length",
                "Transfer-Encoding", "Connection", "Expect", "X Y", "X:Y", "",
            })
    void headersWithCredentialsOrFramingAreRefused(String name) throws Exception {
        try (RawServer server = RawServer.answering(RawServer.response(200, "", ""));
                GuardedHttpClient client = open()) {
            OutboundResult result = client.exchange(new OutboundRequest(
                    "GET", server.url("/"), Map.of(name, "x"), Optional.empty(), Duration.ofSeconds(5)));

            assertThat(result).isInstanceOf(Refused.class);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void aHeaderValueWithALineBreakIsRefusedAndNotRepeated() throws Exception {
        try (GuardedHttpClient client = open()) {
            OutboundResult result = client.exchange(new OutboundRequest(
                    "GET", "http://a.example/", Map.of("X", "a\r\nHost: b"), Optional.empty(), Duration.ofSeconds(5)));

            assertThat(result).isInstanceOf(Refused.class).asString().doesNotContain("Host: b");
        }
    }

    @Test
    void anEndlessBodyIsCut() throws Exception {
        RawServer.Answer endless = (_, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] piece = "x".repeat(8192).getBytes(StandardCharsets.US_ASCII);
            while (true) {
                out.write(piece);
            }
        };
        try (RawServer server = new RawServer(endless);
                GuardedHttpClient client = open()) {
            OutboundResult result = client.exchange(get(server.url("/")));

            assertThat(result).isInstanceOfSatisfying(Response.class, response -> {
                assertThat(response.body()).hasSize(100_000);
                assertThat(response.truncated()).isTrue();
                assertThat(response.notes()).containsExactly("The body was cut after 100000 bytes.");
            });
        }
    }

    @Test
    void endlessHeadersFailTheExchange() throws Exception {
        RawServer.Answer endless = (_, out) -> {
            out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                out.write("X: y\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        };
        try (RawServer server = new RawServer(endless);
                GuardedHttpClient client = open()) {
            assertThat(client.exchange(get(server.url("/"))))
                    .isInstanceOfSatisfying(
                            Failed.class, failed -> assertThat(failed.sent()).isTrue());
        }
    }

    @Test
    void aBodyThatEndsEarlyIsGivenBackAsFarAsItCame() throws Exception {
        try (RawServer server = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
                GuardedHttpClient client = open()) {
            assertThat(client.exchange(get(server.url("/")))).isInstanceOfSatisfying(Response.class, response -> {
                assertThat(response.body()).isEqualTo("half");
                assertThat(response.truncated()).isTrue();
            });
        }
    }

    @Test
    void binaryContentIsNamedAndNotShown() throws Exception {
        try (RawServer server = RawServer.answering(RawServer.response(200, "", "\0\1\2"));
                GuardedHttpClient client = open()) {
            assertThat(client.exchange(get(server.url("/")))).asString().contains("[3 bytes of binary content");
        }
    }

    @Test
    void aConnectionThatIsRefusedSentNothing() throws Exception {
        try (Socket bound = new Socket(); // and not listening: nobody else takes the port meanwhile
                GuardedHttpClient client = open()) {
            bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            assertThat(client.exchange(get("http://127.0.0.1:" + bound.getLocalPort() + "/")))
                    .isInstanceOfSatisfying(
                            Failed.class, failed -> assertThat(failed.sent()).isFalse());
        }
    }

    @Test
    void anUnknownNameSentNothing() throws Exception {
        NameService none = host -> {
            throw new UnknownHostException(host);
        };
        try (GuardedHttpClient client = new GuardedHttpClient(properties(true, Map.of()), none, Secrets.none())) {
            assertThat(client.exchange(get("http://nowhere.example/")))
                    .isInstanceOfSatisfying(
                            Failed.class, failed -> assertThat(failed.sent()).isFalse());
        }
    }

    @Test
    void aConnectionThatEndsWithoutAnswerMayHaveSentAndIsNotTriedAgain() throws Exception {
        try (RawServer server = new RawServer((_, _) -> {});
                GuardedHttpClient client = open()) {
            OutboundResult result = client.exchange(get(server.url("/")));

            assertThat(result)
                    .isInstanceOfSatisfying(
                            Failed.class, failed -> assertThat(failed.sent()).isTrue());
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void aSilentServerIsGivenUpAtTheDeadline() throws Exception {
        try (RawServer server = new RawServer((_, _) -> awaitForever());
                GuardedHttpClient client = open()) {
            OutboundResult result = client.exchange(request(server.url("/"), Duration.ofSeconds(3)));

            assertThat(result).isEqualTo(new Failed("127.0.0.1 did not answer within 3000 ms.", true));
        }
    }

    @Test
    void aServerThatDripsIsGivenUpAtTheDeadline() throws Exception {
        RawServer.Answer dripping = (_, out) -> {
            out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            drip(out);
        };
        try (RawServer server = new RawServer(dripping);
                GuardedHttpClient client = open()) {
            assertThat(client.exchange(request(server.url("/"), Duration.ofSeconds(3))))
                    .isEqualTo(new Failed("127.0.0.1 did not answer within 3000 ms.", true));
        }
    }

    @Test
    void aSlowNameServiceIsGivenUpAtTheDeadlineAndNothingIsSentAfterwards() throws Exception {
        CountDownLatch resolve = new CountDownLatch(1);
        CountDownLatch resolved = new CountDownLatch(1);
        try (RawServer server = RawServer.answering(RawServer.response(200, "", ""))) {
            NameService slow = _ -> {
                awaitUninterrupted(resolve);
                resolved.countDown();
                return addresses("127.0.0.1");
            };
            try (GuardedHttpClient client = new GuardedHttpClient(properties(true, Map.of()), slow, Secrets.none())) {
                OutboundResult result =
                        client.exchange(request("http://slow.example:" + server.port() + "/", Duration.ofMillis(200)));
                resolve.countDown();
                resolved.await();

                assertThat(result).isEqualTo(new Failed("slow.example did not answer within 200 ms.", false));
                assertThat(server.requests()).isEmpty();
            }
        }
    }

    /** The system's lookup blocks in native code, where a virtual thread keeps its carrier. */
    @Test
    void namesAreLookedUpOnThreadsThatCarryNoOthers() throws Exception {
        Queue<Boolean> virtual = new ConcurrentLinkedQueue<>();
        NameService names = _ -> {
            virtual.add(Thread.currentThread().isVirtual());
            return addresses("127.0.0.1");
        };
        try (RawServer server = RawServer.answering(RawServer.response(200, "", ""));
                GuardedHttpClient client = new GuardedHttpClient(properties(true, Map.of()), names, Secrets.none())) {
            client.exchange(get("http://a.example:" + server.port() + "/"));
        }

        assertThat(virtual).containsExactly(false);
    }

    @Test
    void anInterruptEndsTheExchangeAndStaysSet() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        try (RawServer server = new RawServer((_, _) -> {
                    asked.countDown();
                    awaitForever();
                });
                GuardedHttpClient client = open()) {
            FutureTask<Boolean> caller =
                    new FutureTask<>(() -> client.exchange(get(server.url("/"))) instanceof Failed failed
                            && failed.sent()
                            && Thread.currentThread().isInterrupted());
            Thread thread = Thread.ofPlatform().start(caller);
            asked.await();
            thread.interrupt();

            assertThat(caller.get()).isTrue();
        }
    }

    private static GuardedHttpClient withCredential(String prefix) {
        OutboundProperties.CredentialProperties credential =
                new OutboundProperties.CredentialProperties(URI.create(prefix), "Authorization", "Bearer secret");
        return new GuardedHttpClient(properties(true, Map.of("a", credential)), Clients::thisMachine, Secrets.none());
    }

    private void awaitForever() throws IOException {
        try {
            never.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        boolean interrupted = false;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void drip(OutputStream out) throws IOException {
        while (true) {
            out.write('x');
            out.flush();
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
        }
    }
}
