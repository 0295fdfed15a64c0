package dev.walden.system;

import dev.walden.plugin.SideEffect;
import dev.walden.tools.jar.BuiltJar;
import dev.walden.tools.mcp.LedgerServer;
import dev.walden.tools.plugins.PluginFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A service with tools of every kind and the world outside that they change: an HTTP server, an MCP server that is a child of the service and
 * one over HTTP, a jar, a module that never ends, files, memory, and, where a sandbox can be made, a shell. Each task makes one call of each,
 * all at once.
 */
final class EveryKind implements AutoCloseable {

    private static final Path SHARED = Path.of("src/test/java/dev/walden/system/LedgerEffect.java");
    private static final String SHELL = "p=/shell/$1; l=shell.ledger; n=$(grep -c begin.CALL.$p.- $l 2>/dev/null);"
            + " echo begin CALL $p - >> $l; sync $l; case $n$1 in 0held-*|held-*) sleep 50;; esac; sleep 0.1;"
            + " echo effect CALL $p - >> $l; sync $l; case $n$1 in 0late-*|late-*) sleep 50;; esac; echo done";

    private final Path folder;
    private final EffectProcess web;
    private final LedgerServer remote;
    private final List<EffectKind> kinds;

    private EveryKind(Path folder, EffectProcess web, LedgerServer remote) throws IOException, InterruptedException {
        this.folder = folder;
        this.web = web;
        this.remote = remote;
        this.kinds = kinds(sandboxIsThere());
    }

    /** @param endless how long the module that never ends may run */
    static EveryKind in(Path folder, Duration endless) throws IOException, InterruptedException {
        EffectProcess web = EffectProcess.start(folder.resolve("web.ledger"));
        EveryKind world = new EveryKind(folder, web, LedgerServer.start(folder.resolve("remote.ledger"), "remote"));
        PluginFolder plugins = new PluginFolder(world.home().resolve("plugins"));
        plugins.hostile("endless", Map.of("timeLimit", endless.toString()));
        plugins.jar("effects.jar", new BuiltJar(folder).of(world.jar()));
        return world;
    }

    private List<EffectKind> kinds(boolean sandbox) {
        List<EffectKind> all = new ArrayList<>(List.of(
                EffectKind.kept("http_unsafe", SideEffect.UNSAFE, request("POST", "http_unsafe")),
                EffectKind.kept("http_keyed", SideEffect.KEYED, request("POST", "http_keyed")),
                EffectKind.kept("http_put", SideEffect.IDEMPOTENT, request("PUT", "http_put")),
                EffectKind.unkept(
                        "write_file",
                        SideEffect.IDEMPOTENT,
                        "{tool: write_file, arguments: {path: \"{{input}}.txt\", content: \"{{input}}\"}}"),
                EffectKind.unkept(
                        "remember",
                        SideEffect.IDEMPOTENT,
                        "{tool: remember, arguments: {text: \"" + remembered("{{input}}") + "\"}}"),
                EffectKind.ofInput("child_unsafe", SideEffect.UNSAFE),
                EffectKind.ofInput("child_keyed", SideEffect.KEYED),
                EffectKind.ofInput("child_put", SideEffect.IDEMPOTENT),
                EffectKind.ofInput("remote_unsafe", SideEffect.UNSAFE),
                EffectKind.ofInput("remote_keyed", SideEffect.KEYED),
                EffectKind.ofInput("remote_put", SideEffect.IDEMPOTENT),
                EffectKind.ofInput("jar_unsafe", SideEffect.UNSAFE),
                EffectKind.ofInput("jar_keyed", SideEffect.KEYED),
                EffectKind.unkept("endless", SideEffect.NONE, "{tool: endless, arguments: {}}")));
        if (sandbox) {
            String command = "[sh, -c, \"" + SHELL + "\", sh, \"{{input}}\"]";
            all.add(EffectKind.kept(
                    "shell", SideEffect.UNSAFE, "{tool: shell, arguments: {command: " + command + "}}"));
        }
        return List.copyOf(all);
    }

    /** What the task with this input remembers. */
    static String remembered(String input) {
        return "The parcel " + input + " was brought by a heron.";
    }

    private String request(String method, String name) {
        return "{tool: http_request, arguments: {method: " + method + ", url: \"" + web.url("/" + name + "/{{input}}")
                + "\", body: x}}";
    }

    private Map<String, String> jar() throws IOException {
        return Map.of(
                "dev/walden/system/LedgerEffect.java",
                Files.readString(SHARED),
                "example/Unsafe.java",
                tool("Unsafe", "jar_unsafe", SideEffect.UNSAFE, "Duration.ZERO"),
                "example/Keyed.java",
                tool("Keyed", "jar_keyed", SideEffect.KEYED, "Duration.ofHours(24)"),
                "META-INF/services/dev.walden.plugin.Tool",
                "example.Unsafe\nexample.Keyed\n");
    }

    private String tool(String type, String name, SideEffect sideEffect, String lifetime) {
        return """
                package example;

                import dev.walden.plugin.*;
                import java.io.*;
                import java.nio.file.Path;
                import java.time.Duration;

                public final class %s implements Tool {

                    public ToolDescriptor descriptor() {
                        return new ToolDescriptor("%s", "", "{\\"type\\":\\"object\\"}", SideEffect.%s,
                                Duration.ofMinutes(1), java.util.Set.of(), %s);
                    }

                    public ToolOutput call(ToolInput input, ToolContext context) throws InterruptedException {
                        try {
                            dev.walden.system.LedgerEffect.happen(
                                    Path.of("%s"), "/%s/" + input.string("input"), context.idempotencyKey());
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                        return ToolOutput.trusted("done");
                    }
                }
                """.formatted(type, name, sideEffect.name(), lifetime, folder.resolve("jar.ledger"), name);
    }

    static boolean sandboxIsThere() throws InterruptedException {
        try {
            return new ProcessBuilder("bwrap", "--ro-bind", "/", "/", "--unshare-all", "true")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException _) {
            return false;
        }
    }

    Path home() {
        return folder.resolve("home");
    }

    /** In the order in which a task asks for them. */
    List<EffectKind> kinds() {
        return kinds;
    }

    /** The id of the call of this kind, in each task. */
    String callOf(EffectKind kind) {
        return "c" + (kinds.indexOf(kind) + 1);
    }

    EffectKind kindOf(String call) {
        return kinds.get(Integer.parseInt(call.substring(1)) - 1);
    }

    EffectLedger ledger() {
        return new EffectLedger(List.of(
                folder.resolve("web.ledger"),
                folder.resolve("remote.ledger"),
                folder.resolve("child.ledger"),
                folder.resolve("jar.ledger"),
                home().resolve("workspace/default/shell.ledger")));
    }

    String[] arguments() throws IOException {
        String calls = kinds.stream().map(EffectKind::call).collect(Collectors.joining("\n          - ", "- ", "\n"));
        Path script = Files.writeString(
                folder.resolve("script.yaml"),
                "scripts:\n  - steps:\n      - tools:\n          " + calls + "      - answer: \"{{input}} is done\"\n");
        List<String> all = new ArrayList<>(List.of(
                "--walden.reasoning.default-engine=script",
                "--walden.reasoning.engines.script.type=scripted",
                "--walden.reasoning.engines.script.script=" + script,
                "--walden.outbound.allow-private-addresses=true",
                "--walden.tools.granted=NETWORK,READ_WORKSPACE,WRITE_WORKSPACE,WRITE_MEMORY,SHELL,JAR_PLUGIN",
                "--walden.tools.policy.rules[0].tool=*",
                "--walden.tools.policy.rules[0].decision=allow",
                "--walden.tools.http.keyed-prefixes[0]=" + web.url("/http_keyed/"),
                "--walden.tools.plugins.jars=true",
                "--walden.tools.mcp.start-wait=1m",
                "--walden.tools.mcp.servers.remote.url=" + remote.uri(),
                "--walden.tools.mcp.servers.remote.trust=true",
                "--walden.tools.mcp.servers.child.trust=true"));
        for (String keyed : List.of("child_keyed", "remote_keyed")) {
            all.add("--walden.tools.overrides." + keyed + ".side-effect=keyed");
            all.add("--walden.tools.overrides." + keyed + ".key-lifetime=24h");
        }
        List<String> command = LedgerServer.command(folder.resolve("child.ledger"), "child");
        IntStream.range(0, command.size())
                .forEach(i -> all.add("--walden.tools.mcp.servers.child.command[" + i + "]=" + command.get(i)));
        if (kinds.getLast().name().equals("shell")) {
            all.addAll(List.of("--walden.tools.shell.enabled=true", "--walden.tools.shell.allowed[0]=sh"));
        }
        return all.toArray(String[]::new);
    }

    @Override
    public void close() {
        web.close();
        remote.close();
    }
}
