package dev.walden.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A server is sent two secrets, one in a credential and one in arguments, and says them back, plain and encoded; an MCP server is given one
 * in its environment, and says it in its descriptions, its results, its errors and on its standard error. Nothing that the service wrote or
 * told has them: no file of its home, no line that it printed, no stream, no metric.
 */
class SecretsIT {

    private static final String PAY = "pay/hunter+2 \"ü\"";
    private static final String SHOP = "shop-correct-horse";
    private static final String TOKEN = "token-battery-staple";
    private static final String SCRIPT = """
            scripts:
              - steps:
                  - tools: [{tool: http_request, arguments: {method: POST, url: "URL/echo", headers: {X-Key: "${secret:plain}"}, body: "${secret:pay}"}}]
                  - tools: [{tool: http_request, arguments: {method: GET, url: "URL/break?key=${secret:plain}"}}]
                  - tools: [{tool: http_request, arguments: {method: GET, url: "URL/no?key=${secret:shop}"}}]
                  - tools: [{tool: tells_tell, arguments: {}}]
                  - tools: [{tool: tells_fail, arguments: {}}]
                  - tools: [{tool: tells_refuse, arguments: {}}]
                  - answer: "heard: {{result}}"
            """;

    @TempDir
    Path folder;

    private final Queue<String> received = new ConcurrentLinkedQueue<>();

    @Test
    void nothingThatTheServiceWroteOrToldHasASecret() throws Exception {
        Path home = folder.resolve("home");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        Map<String, String> told = new LinkedHashMap<>();
        try (WaldenProcess life = WaldenProcess.ready(home, arguments(server))) {
            told.putAll(toldBy(life.client()));
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> life.output().contains("told of [secret token]"));
            life.terminate();
            told.put("output", life.output());
        } finally {
            server.stop(0);
        }

        assertThat(String.join("\n", received))
                .as("what the server was sent")
                .contains(PAY, SHOP, "X-key: [hunter2-hunter2]", "/break?key=hunter2-hunter2")
                .doesNotContain("/no?");
        assertThat(told.get("stream"))
                .contains("[secret pay]", "[secret shop]", "[secret plain]", "${secret:pay}")
                .contains("The secret shop may not stand in arguments of http_request.")
                .contains("[secret token] of " + TOKEN.length() + " characters")
                .contains("failed with [secret token]", "refused with [secret token]");
        assertThat(told.get("/api/v1/tools")).contains("I have [secret token].");
        assertThat(told.get("output")).contains("began with [secret token]");
        told.forEach(SecretsIT::assertWithoutSecrets);
        try (Stream<Path> files = Files.walk(home)) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            assertThat(all).hasSizeGreaterThan(3);
            all.forEach(file -> assertWithoutSecrets(file.toString(), contentOf(file)));
        }
    }

    /** What a client hears of a task that has ended. */
    private static Map<String, String> toldBy(WaldenClient client) throws Exception {
        Map<String, String> told = new LinkedHashMap<>();
        JsonNode ended = client.run("pay");
        assertThat(ended.path("state").asString()).as(ended.toPrettyString()).isEqualTo("completed");
        String task = ended.path("id").asString();
        try (EventStream stream = client.follow(task, 0)) {
            told.put("stream", stream.until("task-completed").toString());
        }
        for (String path : List.of(
                "/api/v1/tasks/" + task,
                "/api/v1/tasks/" + task + "/events",
                "/api/v1/tasks/" + task + "/prompt?step=4",
                "/api/v1/tasks/" + task + "/prompt?step=7",
                "/api/v1/memory/search?q=heard",
                "/api/v1/tools",
                "/actuator/health",
                "/actuator/prometheus")) {
            told.put(path, client.get(path).body());
        }
        return told;
    }

    /** Says back what it was sent, in the forms that a server may say it in; {@code /break} says nothing. */
    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String all = exchange.getRequestURI() + "\n"
                    + exchange.getRequestHeaders().entrySet() + "\n" + body;
            received.add(all.replace("=[", ": ["));
            if (exchange.getRequestURI().getPath().equals("/break")) {
                return;
            }
            String echo = all + "\n" + base64(body) + "\n" + base64("user:" + SHOP) + "\n" + url(body);
            byte[] bytes = echo.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private String[] arguments(HttpServer server) throws IOException {
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        Path secrets = Files.createDirectory(folder.resolve("secrets"));
        Map.of("pay", PAY, "shop", SHOP, "plain", "hunter2-hunter2", "token", TOKEN)
                .forEach((name, value) -> keep(secrets, name, value));
        Path script = Files.writeString(folder.resolve("script.yaml"), SCRIPT.replace("URL", url));
        return new String[] {
            "--walden.secrets.folder=" + secrets,
            "--walden.outbound.allow-private-addresses=true",
            "--walden.outbound.credentials.shop.url-prefix=" + url,
            "--walden.outbound.credentials.shop.header=Authorization",
            "--walden.outbound.credentials.shop.value=Bearer ${secret:shop}",
            "--walden.tools.secrets.pay.tools=http_*",
            "--walden.tools.secrets.pay.url-prefixes=" + url,
            "--walden.tools.secrets.plain.tools=http_*",
            "--walden.tools.secrets.plain.url-prefixes=" + url,
            "--walden.tools.mcp.servers.tells.command[0]=/bin/sh",
            "--walden.tools.mcp.servers.tells.command[1]="
                    + Path.of("src/test/resources/tools/mcp/tells.sh").toAbsolutePath(),
            "--walden.tools.mcp.servers.tells.environment.TOKEN=${secret:token}",
            "--walden.tools.mcp.servers.tells.trust=true",
            "--walden.tools.mcp.start-wait=30s",
            "--walden.reasoning.default-engine=script",
            "--walden.reasoning.engines.script.type=scripted",
            "--walden.reasoning.engines.script.script=" + script
        };
    }

    private static void keep(Path secrets, String name, String value) {
        try {
            Files.setPosixFilePermissions(
                    Files.writeString(secrets.resolve(name), value), PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertWithoutSecrets(String where, String text) {
        for (String value : List.of(PAY, SHOP, TOKEN, "hunter2-hunter2")) {
            assertThat(text)
                    .as(where)
                    .doesNotContain(
                            value,
                            value.replace("\"", "\\\""),
                            base64(value),
                            url(value),
                            url(value).replace("+", "%20"));
        }
        assertThat(text).as(where).doesNotContain(base64("user:" + SHOP));
    }

    private static String contentOf(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8); // whatever else is in it
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String url(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
