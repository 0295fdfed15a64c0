package dev.walden.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.conversation.ToolCall;
import dev.walden.plugin.Capability;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.ToolContext;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.plugin.ToolInput;
import dev.walden.plugin.ToolOutput;
import dev.walden.secrets.Secrets;
import dev.walden.tools.ToolRegistry.SideEffectOverride;
import dev.walden.tools.mcp.McpMetrics;
import dev.walden.tools.mcp.McpServers;
import dev.walden.tools.mcp.NpmModules;
import dev.walden.tools.mcp.ProcessBounds;
import dev.walden.tools.mcp.ServerSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that no one here wrote, over both transports, and killed in the middle of a call. */
final class RealServersIT {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final ProcessBounds BOUNDS = new ProcessBounds(4L << 30, 1024); // as by default

    @TempDir
    private Path home;

    private McpServers servers = McpServers.none();
    private ToolRegistry registry = registry();
    private @Nullable Process process;
    private int port;

    @AfterEach
    void stop() {
        servers.close();
        registry.close();
        if (process != null) {
            process.destroyForcibly();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stdio", "http"})
    void everythingIsUsedOverBothTransports(String way) throws Exception {
        connect("everything", everything(way));

        assertThat(registry.offered())
                .extracting(ToolDescriptor::name)
                .contains("everything_echo", "everything_get-sum");
        assertThat(text("everything_echo", Map.of("message", "hello"))).contains("hello");
        assertThat(text("everything_get-sum", Map.of("a", 2L, "b", 3L))).contains("5");
        assertThat(text("everything_get-structured-content", Map.of("location", "Chicago")))
                .contains("temperature")
                .doesNotContain("does not fit");
        assertThat(text("everything_get-tiny-image", Map.of())).contains("[image of type image/png");
        assertThat(text("everything_trigger-long-running-operation", Map.of("duration", 1L, "steps", 4L)))
                .contains("completed");
        assertThat(text("everything_list_resources", Map.of())).contains("\"uri\"");
        assertThat(text("everything_list_resource_templates", Map.of())).contains("\"uriTemplate\"");
        assertThat(text("everything_list_prompts", Map.of())).contains("simple-prompt");
        assertThat(text("everything_get_prompt", Map.of("name", "simple-prompt")))
                .startsWith("user: ");
        assertThat(registry.check(
                        ToolCall.of("c1", "everything_get-sum", Map.of("a", "two")), Calls.circumstances(false)))
                .isInstanceOf(CallCheck.Invalid.class);
    }

    @Test
    void filesAreWrittenAndReadAndNoneOutsideOfTheFolder() throws Exception {
        Path folder = Files.createDirectory(home.resolve("files")).toRealPath();
        connect("files", command(NpmModules.command("server-filesystem", folder.toString())));

        text("files_write_file", Map.of("path", folder.resolve("a.txt").toString(), "content", "written"));

        assertThat(folder.resolve("a.txt")).hasContent("written");
        assertThat(text(
                        "files_read_text_file",
                        Map.of("path", folder.resolve("a.txt").toString())))
                .contains("written");
        assertThat(call("files_read_text_file", Map.of("path", "/etc/hostname")))
                .isInstanceOfSatisfying(
                        CallResult.Failed.class,
                        failed -> assertThat(failed.trusted()).isFalse());
    }

    @Test
    void aMemoryOfSomebodyElseKeepsWhatItIsTold() throws Exception {
        List<String> command = NpmModules.command("server-memory");
        connect(
                "memory",
                new ServerSettings.Command(
                        command,
                        Map.of("MEMORY_FILE_PATH", home.resolve("m.jsonl").toString()),
                        home,
                        BOUNDS));

        text(
                "memory_create_entities",
                Map.of(
                        "entities",
                        List.of(Map.of("name", "Ann", "entityType", "person", "observations", List.of("likes blue")))));

        assertThat(text("memory_search_nodes", Map.of("query", "Ann"))).contains("likes blue");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stdio", "http"})
    void aServerKilledInACallLeavesAnUnsafeOneInDoubtAndFailsOneThatReads(String way) throws Exception {
        for (SideEffect sideEffect : List.of(SideEffect.UNSAFE, SideEffect.NONE)) {
            registry.close();
            registry = registry();
            connect("everything", everything(way), sideEffect);
            CompletableFuture<CallResult> result = new CompletableFuture<>();
            Thread.ofPlatform().start(() -> {
                try {
                    result.complete(call(
                            "everything_trigger-long-running-operation", Map.of("duration", 600L, "steps", 6000L)));
                } catch (InterruptedException e) {
                    result.completeExceptionally(e);
                }
            });
            Awaitility.await().atMost(LONG).until(RealServersIT::somebodyWaits);
            text("everything_echo", Map.of("message", "what was sent before this has arrived"));

            ProcessHandle.current().descendants().filter(RealServersIT::isOurs).forEach(ProcessHandle::destroyForcibly);

            assertThat(result.get())
                    .isInstanceOf(sideEffect == SideEffect.UNSAFE ? CallResult.Unknown.class : CallResult.Failed.class);
            if (sideEffect == SideEffect.UNSAFE) {
                assertItComesBackForTheNextCall(way);
            }
            servers.close();
        }
    }

    /** Over standard streams Walden starts it again; over HTTP somebody else does, and Walden finds it. */
    private void assertItComesBackForTheNextCall(String way) throws IOException {
        if (way.equals("http")) {
            listen();
        }
        Awaitility.await()
                .atMost(LONG)
                .until(() ->
                        call("everything_echo", Map.of("message", "again")) instanceof CallResult.Succeeded succeeded
                                && succeeded.output().text().contains("again"));
        assertThat(servers.trouble()).isEmpty();
    }

    private static boolean somebodyWaits() {
        return Thread.getAllStackTraces().values().stream()
                .flatMap(Arrays::stream)
                .anyMatch(frame -> frame.getClassName().endsWith("mcp.Connection")
                        && frame.getMethodName().equals("awaited"));
    }

    private static boolean isOurs(ProcessHandle child) {
        return child.info()
                .commandLine()
                .filter(line -> line.contains("server-everything"))
                .isPresent();
    }

    private ServerSettings.Way everything(String way) throws IOException, InterruptedException {
        if (way.equals("stdio")) {
            return command(NpmModules.command("server-everything", "stdio"));
        }
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = probe.getLocalPort();
        }
        listen();
        return new ServerSettings.Address(URI.create("http://127.0.0.1:" + port + "/mcp"), Map.of());
    }

    private void listen() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(NpmModules.command("server-everything", "streamableHttp"))
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("http.log").toFile());
        builder.environment().put("PORT", String.valueOf(port));
        Process started = builder.start();
        process = started;
        Awaitility.await()
                .atMost(LONG)
                .until(() -> Files.readString(home.resolve("http.log")).contains("listening") || !started.isAlive());
    }

    private ServerSettings.Way command(List<String> command) {
        return new ServerSettings.Command(command, Map.of(), home, BOUNDS);
    }

    private void connect(String name, ServerSettings.Way way) {
        connect(name, way, SideEffect.NONE);
    }

    private void connect(String name, ServerSettings.Way way, SideEffect longRunning) {
        servers = McpServers.of(
                List.of(new ServerSettings(name, way, true, Duration.ofMinutes(2))),
                new McpServers.Surroundings(Secrets.none(), new McpMetrics(new SimpleMeterRegistry())));
        registry = new ToolRegistry(
                ChangingTools.of(
                        List.of(),
                        Map.of("everything_trigger-long-running-operation", new SideEffectOverride(longRunning, null)),
                        new McpSource(servers)),
                new Policy(List.of(), EnumSet.allOf(Capability.class)),
                new OutputBound(100_000),
                InstantSource.system(),
                new ToolMetrics(new SimpleMeterRegistry()),
                Calls.withoutSecrets());
        servers.start(LONG);
        assertThat(servers.trouble()).isEmpty();
    }

    private static ToolRegistry registry() {
        return new ToolRegistry(
                ChangingTools.of(List.of(), Map.of(), ToolSource.NONE),
                new Policy(List.of(), EnumSet.allOf(Capability.class)),
                new OutputBound(100_000),
                InstantSource.system(),
                new ToolMetrics(new SimpleMeterRegistry()),
                Calls.withoutSecrets());
    }

    private String text(String tool, Map<String, @Nullable Object> arguments) throws InterruptedException {
        CallResult result = call(tool, arguments);
        assertThat(result).isInstanceOf(CallResult.Succeeded.class);
        ToolOutput output = ((CallResult.Succeeded) result).output();
        assertThat(output.trusted()).isFalse();
        return output.text();
    }

    @SuppressWarnings("NullAway") // javac drops the type annotation of a compact constructor's parameter in class files
    private CallResult call(String tool, Map<String, @Nullable Object> arguments) throws InterruptedException {
        return Calls.make(
                registry,
                tool,
                new ToolInput(arguments),
                new ToolContext("t1", "se", "sp", "c1", "t1.c1", Instant.MAX));
    }
}
