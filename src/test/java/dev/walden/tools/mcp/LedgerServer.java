package dev.walden.tools.mcp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.walden.system.LedgerEffect;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server whose tools change the world outside, for kill tests: a process of its own over standard streams, which ends with its input, or over
 * HTTP. What its tools did is in a ledger, with the key that the call carried in {@code _meta}.
 */
public final class LedgerServer implements AutoCloseable {

    private static final Pattern INPUT = Pattern.compile("\"input\":\"([^\"]*)\"");
    private static final Pattern KEY = Pattern.compile("\"dev.walden/idempotencyKey\":\"([^\"]*)\"");
    private static final String TOOLS = """
            {"tools":[{"name":"unsafe","inputSchema":{"type":"object"}},{"name":"keyed","inputSchema":{"type":"object"}},
             {"name":"put","inputSchema":{"type":"object"},"annotations":{"idempotentHint":true}}]}""";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private LedgerServer(HttpServer server) {
        this.server = server;
    }

    /** The command that starts one over standard streams. */
    public static List<String> command(Path ledger, String name) {
        return ScriptedServer.command(LedgerServer.class, ledger.toString(), name);
    }

    /** Starts one over HTTP in this process. */
    public static LedgerServer start(Path ledger, String name) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        LedgerServer server = new LedgerServer(http);
        http.setExecutor(server.threads);
        http.createContext("/mcp", exchange -> take(exchange, ledger, name));
        http.start();
        return server;
    }

    /** Where it is. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/mcp");
    }

    /** Arguments: the path of the ledger, and the name that its effects have in front. */
    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String message = in.readLine(); message != null; message = in.readLine()) {
            String said = message;
            Thread.ofVirtual().start(() -> {
                String answer = answer(said, Path.of(arguments[0]), arguments[1]);
                if (!answer.isEmpty()) {
                    out.println(answer);
                }
            });
        }
    }

    private static void take(HttpExchange exchange, Path ledger, String name) throws IOException {
        try (exchange) {
            String message = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (!exchange.getRequestMethod().equals("POST")) {
                exchange.sendResponseHeaders(405, -1);
                return;
            }
            byte[] answer = answer(message, ledger, name).getBytes(StandardCharsets.UTF_8);
            if (answer.length == 0) {
                exchange.sendResponseHeaders(202, -1);
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    /** Empty when there is nothing to say. */
    private static String answer(String message, Path ledger, String name) {
        String id = Script.id(message);
        return switch (Script.method(message)) {
            case "initialize" -> Script.result(id, """
                    {"protocolVersion":"2025-06-18","capabilities":{"tools":{}},"serverInfo":{"name":"ledger","version":"1"}}""");
            case "ping" -> Script.result(id, "{}");
            case "tools/list" -> Script.result(id, TOOLS);
            case "tools/call" -> called(message, ledger, name);
            default -> "";
        };
    }

    private static String called(String message, Path ledger, String name) {
        String what = "/" + name + "_" + Script.called(message) + "/" + first(INPUT, message);
        try {
            LedgerEffect.happen(ledger, what, first(KEY, message));
            return Script.text(Script.id(message), "done");
        } catch (IOException e) {
            return Script.text(Script.id(message), "not done");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private static String first(Pattern pattern, String message) {
        Matcher matcher = pattern.matcher(message);
        return matcher.find() ? matcher.group(1) : "-";
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
