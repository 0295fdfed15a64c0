package dev.walden.system;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.walden.tools.jar.BuiltJar;
import dev.walden.tools.mcp.GreedyServer;
import dev.walden.tools.mcp.ScriptedServer;
import dev.walden.tools.plugins.PluginFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * A service whose tools mean harm, and a web server inside that none of them may get at. Names are looked up in a file that knows this machine
 * alone, and addresses that are closed mean this machine as well: nothing leaves it, whatever is broken.
 */
final class HostileWorld implements AutoCloseable {

    /** What a path that leads out of the workspace would write. */
    static final String ESCAPED = "escaped.txt";

    private static final String THIS_MACHINE = "127.0.0.1 localhost\n";
    private static final List<String> MODULES =
            List.of("hog", "random-hog", "huge", "no-utf8", "exit", "recursion", "injection");
    private static final String DEAF =
            "while (true) { try { Thread.sleep(Long.MAX_VALUE); } catch (InterruptedException e) { } }";

    private final Path folder;
    private final HttpServer inner;
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final Map<HostileCall, String> tasks = new LinkedHashMap<>();
    private final List<HostileCall> calls;
    /** Root may begin as many processes as there is memory for. */
    private final Optional<List<String>> notAsRoot;

    private HostileWorld(Path folder) throws IOException {
        this.folder = folder;
        inner = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        inner.createContext("/", this::answer);
        inner.start();
        notAsRoot = GreedyServer.commandNotAsRoot();
        calls = HostileCall.all(inner.getAddress().getPort()).stream()
                .filter(call -> notAsRoot.isPresent() || !call.tool().equals("forks_bomb"))
                .toList();
    }

    static HostileWorld in(Path folder) throws IOException {
        HostileWorld world = new HostileWorld(folder);
        world.name("127.0.0.1");
        world.plugins();
        return world;
    }

    /** A redirect to an address inside, and one to the same name, which by then leads inside. */
    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            asked.add(path);
            switch (path) {
                case "/redirect" ->
                    redirect(exchange, "http://0.0.0.0:" + inner.getAddress().getPort() + "/inside");
                case "/rebind" -> {
                    name("0.0.0.0");
                    redirect(exchange, "/inside");
                }
                default -> exchange.sendResponseHeaders(204, -1);
            }
        }
    }

    private static void redirect(HttpExchange exchange, String to) throws IOException {
        exchange.getResponseHeaders().set("Location", to);
        exchange.sendResponseHeaders(302, -1);
    }

    private void name(String address) throws IOException {
        Path next = Files.writeString(folder.resolve("hosts.next"), THIS_MACHINE + address + " rebind.example\n");
        Files.move(next, hosts(), StandardCopyOption.ATOMIC_MOVE);
    }

    private Path hosts() {
        return folder.resolve("hosts");
    }

    private void plugins() throws IOException {
        PluginFolder plugins = new PluginFolder(home().resolve("plugins"));
        plugins.hostile("endless", Map.of("timeLimit", "PT0.3S"));
        for (String module : MODULES) {
            plugins.hostile(module);
        }
        plugins.jar(
                "hostile.jar",
                new BuiltJar(folder)
                        .of(Map.of(
                                "example/Deaf.java",
                                tool("Deaf", "jar_deaf", "UNSAFE", 1, DEAF),
                                "example/Breaks.java",
                                tool("Breaks", "jar_breaks", "NONE", 60, "return call(input, context);"),
                                "META-INF/services/dev.walden.plugin.Tool",
                                "example.Deaf\nexample.Breaks\n")));
    }

    private static String tool(String type, String name, String sideEffect, int seconds, String body) {
        return """
                package example;

                import dev.walden.plugin.*;

                public final class %s implements Tool {

                    public ToolDescriptor descriptor() {
                        return ToolDescriptor.of("%s", "", "{\\"type\\":\\"object\\"}", SideEffect.%s,
                                java.time.Duration.ofSeconds(%d));
                    }

                    public ToolOutput call(ToolInput input, ToolContext context) throws ToolException {
                        %s
                    }
                }
                """.formatted(type, name, sideEffect, seconds, body);
    }

    Path home() {
        return folder.resolve("home");
    }

    /** No name server is asked, and what was looked up is not remembered. */
    List<String> jvmOptions() {
        return List.of("-Djdk.net.hosts.file=" + hosts(), "-Dsun.net.inetaddr.ttl=0");
    }

    String[] arguments() throws IOException {
        List<String> all = new ArrayList<>(List.of(
                "--walden.reasoning.default-engine=script",
                "--walden.reasoning.engines.script.type=scripted",
                "--walden.reasoning.engines.script.script=" + script(),
                "--walden.orchestrator.in-doubt=model",
                "--walden.outbound.allow-private-addresses=true",
                "--walden.tools.granted=NETWORK,READ_WORKSPACE,WRITE_WORKSPACE,JAR_PLUGIN",
                "--walden.tools.plugins.jars=true",
                "--walden.tools.mcp.start-wait=1m",
                "--walden.tools.mcp.servers.lost.timeout=2s",
                "--walden.tools.mcp.servers.greedy.memory=64MB",
                "--walden.tools.mcp.servers.gone.command[0]=/bin/false"));
        all.addAll(server("odd", ScriptedServer.command("plain")));
        all.addAll(server("lost", ScriptedServer.command("plain")));
        all.addAll(server("greedy", GreedyServer.command()));
        notAsRoot.ifPresent(command -> {
            all.add("--walden.tools.mcp.servers.forks.processes=200");
            all.addAll(server("forks", command));
        });
        return all.toArray(String[]::new);
    }

    private static List<String> server(String name, List<String> command) {
        return IntStream.range(0, command.size())
                .mapToObj(i -> "--walden.tools.mcp.servers." + name + ".command[" + i + "]=" + command.get(i))
                .toList();
    }

    /** Whoever was told to ignore all that was said writes a file. */
    private Path script() throws IOException {
        StringBuilder script = new StringBuilder("scripts:\n");
        for (int i = 0; i < calls.size(); i++) {
            HostileCall call = calls.get(i);
            script.append("  - match: \"hostile-").append(i).append("[.]\"\n    steps:\n");
            script.append("      - tools: [").append(call.call()).append("]\n");
            if (call.tool().equals("injection")) {
                script.append("      - tools: [{tool: write_file, arguments: {path: a, content: x}}]\n");
            }
            script.append("      - answer: \"done\"\n");
        }
        return Files.writeString(folder.resolve("script.yaml"), script);
    }

    /** Submits a task for each of these calls, in a space of its own: what one reads must not be recalled by another, which would be asked about. */
    void submit(WaldenProcess life, Predicate<HostileCall> which) throws IOException {
        for (int i = 0; i < calls.size(); i++) {
            HostileCall call = calls.get(i);
            if (which.test(call)) {
                Map<String, String> task = Map.of("input", "hostile-" + i + ".", "space", "space-" + i);
                tasks.put(
                        call,
                        life.client()
                                .post("/api/v1/tasks", task)
                                .json()
                                .path("id")
                                .asString());
            }
        }
    }

    /** The ids of those that were submitted. */
    Map<HostileCall, String> tasks() {
        return tasks;
    }

    /** The paths that the server inside was asked for. */
    Queue<String> asked() {
        return asked;
    }

    @Override
    public void close() {
        inner.stop(0);
    }
}
