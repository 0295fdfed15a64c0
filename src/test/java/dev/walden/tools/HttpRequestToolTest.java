package dev.walden.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.walden.outbound.GuardedHttpClient;
import dev.walden.outbound.OutboundProperties;
import dev.walden.outbound.UrlPrefix;
import dev.walden.plugin.Capability;
import dev.walden.plugin.OutcomeUnknownException;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.ToolException;
import dev.walden.plugin.ToolInput;
import dev.walden.plugin.ToolOutput;
import dev.walden.secrets.Secrets;
import dev.walden.tools.ToolRegistry.SideEffectOverride;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class HttpRequestToolTest {

    private final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
    private HttpServer server;
    private GuardedHttpClient client;
    private HttpRequestTool tool;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        client = client(true);
        tool = tool(client);
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.stop(0);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/x,NONE",
        "HEAD,/x,NONE",
        "PUT,/x,IDEMPOTENT",
        "DELETE,/x,IDEMPOTENT",
        "POST,/x,UNSAFE",
        "PATCH,/x,UNSAFE",
        "POST,/keyed/x,KEYED",
        "PATCH,/keyed,KEYED",
        "POST,/keyedx,UNSAFE",
        "POST,/keyed/../x,UNSAFE",
        "GET,/keyed,NONE",
    })
    void theSideEffectFollowsFromMethodAndAddress(String method, String path, SideEffect expected) {
        assertThat(tool.sideEffect(input(method, url(path)))).isEqualTo(expected);
    }

    @Test
    void anyAnswerIsASuccessThatShowsTheStatus() throws Exception {
        ToolOutput output = tool.call(input("GET", url("/missing")), Calls.context());

        assertThat(output.trusted()).isFalse();
        assertThat(output.text())
                .startsWith("HTTP status 404\ncontent-type: text/plain")
                .endsWith("\n\nnot here");
    }

    @Test
    void keyedCallsCarryTheKeyOfTheCallWhateverTheModelGave() throws Exception {
        ToolInput keyed = input("POST", url("/keyed/x"), Map.of("idempotency-key", "the model's"));

        tool.call(keyed, Calls.context());
        tool.call(input("POST", url("/other")), Calls.context());

        assertThat(asked).containsExactly("POST /keyed/x key=[t1/c1]", "POST /other key=null");
    }

    @Test
    void aKeyedRequestLeavesItsPrefixByNoRedirectAndTheModelIsToldWhereItLeads() throws Exception {
        ToolOutput output = tool.call(input("POST", url("/keyed/moved")), Calls.context());

        assertThat(asked).containsExactly("POST /keyed/moved key=[t1/c1]");
        assertThat(output.text())
                .startsWith("HTTP status 307\n")
                .contains("location: /other")
                .contains("[The redirect to " + url("/other") + " was not followed: POST is not repeated.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "cookie", "Proxy-Authorization"})
    void literalCredentialsAreRefused(String header) {
        ToolInput input = input("GET", url("/"), Map.of(header, "x"));

        assertThatThrownBy(() -> tool.call(input, Calls.context()))
                .isInstanceOfSatisfying(
                        ToolException.class, e -> assertThat(e.trusted()).isTrue())
                .hasMessageContaining("not sent");
        assertThat(asked).isEmpty();
    }

    @Test
    void aPrivateAddressIsRefusedUnlessConfigured() throws Exception {
        try (GuardedHttpClient guarded = client(false)) {
            assertThatThrownBy(() -> tool(guarded).call(input("POST", url("/")), Calls.context()))
                    .isInstanceOf(ToolException.class)
                    .hasMessageContaining("it is private");
        }
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT"})
    void whatCouldNotConnectHadNoEffect(String method) throws Exception {
        try (Socket bound = new Socket()) { // and not listening: nobody else takes the port meanwhile
            bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            String url = "http://127.0.0.1:" + bound.getLocalPort() + "/";

            assertThatThrownBy(() -> tool.call(input(method, url), Calls.context()))
                    .isInstanceOf(ToolException.class)
                    .hasMessageContaining("was not sent");
        }
    }

    /** What that makes of the call is for its class to say, which configuration may have made stricter than the tool knows. */
    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "POST"})
    void noAnswerToARequestThatLeftIsAnUnknownOutcome(String method) {
        assertThatThrownBy(() -> tool.call(input(method, url("/broken")), Calls.context()))
                .isInstanceOf(OutcomeUnknownException.class)
                .hasMessageContaining("was sent and no answer came");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,,false",
        "PUT,,false",
        "POST,,true",
        "GET,IDEMPOTENT,false",
        "GET,UNSAFE,true",
        "PUT,UNSAFE,true",
    })
    void ofTheClassOnRecordItDependsWhatBecomesOfIt(String method, @Nullable SideEffect override, boolean unknown)
            throws Exception {
        try (ToolRegistry registry = registry(override)) {
            CallResult result = Calls.make(registry, "http_request", input(method, url("/broken")), Calls.context());

            assertThat(result).isInstanceOf(unknown ? CallResult.Unknown.class : CallResult.Failed.class);
            if (result instanceof CallResult.Failed failed) {
                assertThat(failed.trusted()).isFalse();
                assertThat(failed.message()).contains("was sent and no answer came");
            }
        }
    }

    @Test
    void theToolTellsItsOutcomeBeforeTheCallerStopsWaiting() {
        assertThatThrownBy(() -> tool.call(input("POST", url("/")), Calls.context(Duration.ofMillis(100))))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining("too little time");
        assertThat(asked).isEmpty();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            asked.add(exchange.getRequestMethod() + " " + path + " key="
                    + exchange.getRequestHeaders().get("Idempotency-Key"));
            if (path.equals("/broken")) {
                return;
            }
            byte[] body = "not here".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/plain");
            exchange.getResponseHeaders().add("Location", "/other");
            exchange.sendResponseHeaders(path.endsWith("/moved") ? 307 : 404, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private HttpRequestTool tool(GuardedHttpClient through) {
        return new HttpRequestTool(
                through,
                List.of(UrlPrefix.of(URI.create(url("/keyed")))),
                Duration.ofHours(24),
                InstantSource.system());
    }

    private ToolRegistry registry(@Nullable SideEffect override) {
        Map<String, SideEffectOverride> overrides =
                override == null ? Map.of() : Map.of("http_request", new SideEffectOverride(override, null));
        return new ToolRegistry(
                ChangingTools.of(List.of(tool), overrides, ToolSource.NONE),
                new Policy(List.of(), EnumSet.allOf(Capability.class)),
                new OutputBound(1000),
                InstantSource.system(),
                new ToolMetrics(new SimpleMeterRegistry()),
                Calls.withoutSecrets());
    }

    private static GuardedHttpClient client(boolean allowPrivate) {
        return GuardedHttpClient.of(
                new OutboundProperties(
                        allowPrivate, Duration.ofSeconds(5), Duration.ofSeconds(10), DataSize.ofMegabytes(1), Map.of()),
                Secrets.none());
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private static ToolInput input(String method, String url) {
        return input(method, url, Map.of());
    }

    private static ToolInput input(String method, String url, Map<String, String> headers) {
        return new ToolInput(Map.of("method", method, "url", url, "headers", headers));
    }
}
