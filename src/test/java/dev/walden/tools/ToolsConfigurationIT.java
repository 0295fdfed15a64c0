package dev.walden.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.conversation.ToolCall;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.tools.plugins.PluginFile;
import dev.walden.tools.plugins.PluginFolder;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

class ToolsConfigurationIT {

    private final ApplicationContextRunner context = new ApplicationContextRunner()
            .withUserConfiguration(BothModules.class)
            .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
            .withBean(JsonMapper.class, JsonMapper::shared)
            .withPropertyValues("walden.home=/nowhere");

    @Test
    void withoutConfigurationAllToolsAreOffered() {
        context.run(started -> assertThat(started.getBean(Toolbox.class).offered())
                .extracting(ToolDescriptor::name)
                .containsExactly(
                        "calculator", "clock", "fetch_page", "http_request", "list_files", "read_file", "write_file"));
    }

    /** One other character doubles what each request to a model takes in memory, and costs a conversion of the whole. */
    @Test
    void whatModelsAreToldOfOurToolsIsPlainAscii() {
        context.run(started -> assertThat(started.getBean(Toolbox.class).offered())
                .allSatisfy(tool ->
                        assertThat(tool.description() + tool.inputSchema()).isASCII()));
    }

    @Test
    void configurationReachesOverridesRulesAndPrefixes() {
        context.withPropertyValues(
                        "walden.tools.overrides.write_file.side-effect=unsafe",
                        "walden.tools.overrides.shell.side-effect=unsafe",
                        "walden.tools.overrides.shop_order.side-effect=unsafe",
                        "walden.tools.mcp.servers.shop.url=http://127.0.0.1:1/",
                        "walden.tools.policy.rules[0].tool=http_*",
                        "walden.tools.policy.rules[0].argument=url=https://api\\.example/.*",
                        "walden.tools.policy.rules[0].decision=deny",
                        "walden.tools.http.keyed-prefixes[0]=https://api.example/v1",
                        "walden.tools.http.key-lifetime=2h")
                .run(started -> {
                    Toolbox toolbox = started.getBean(Toolbox.class);

                    assertThat(toolbox.check(
                                    ToolCall.of("c1", "write_file", Map.of("path", "a", "content", "b")),
                                    Calls.circumstances(false)))
                            .isInstanceOfSatisfying(
                                    CallCheck.Callable.class,
                                    callable ->
                                            assertThat(callable.sideEffect()).isEqualTo(SideEffect.UNSAFE));
                    assertThat(toolbox.check(
                                    ToolCall.of(
                                            "c2",
                                            "http_request",
                                            Map.of("method", "POST", "url", "https://api.example/v1")),
                                    Calls.circumstances(false)))
                            .isInstanceOfSatisfying(CallCheck.Callable.class, callable -> {
                                assertThat(callable.sideEffect()).isEqualTo(SideEffect.KEYED);
                                assertThat(callable.keyLifetime()).isEqualTo(Duration.ofHours(2));
                                assertThat(callable.permission()).isInstanceOf(CallCheck.Permission.Deny.class);
                            });
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "walden.tools.policy.rules[0].tool=x",
                "walden.tools.policy.rules[0].decision=allow",
                "walden.tools.policy.rules[0].decision=maybe",
                "walden.tools.policy.rules[0].role=boss",
                "walden.tools.overrides.clock.side-effect=keyed",
                "walden.tools.overrides.clock.side-effect=harmless",
                "walden.tools.overrides.http_reqest.side-effect=unsafe",
                "walden.tools.max-output=1GB",
                "walden.tools.http.keyed-prefixes[0]=api.example",
                "walden.tools.granted=EVERYTHING",
                "walden.tools.mcp.servers.a.trust=true",
                "walden.tools.mcp.servers.a_b.url=http://127.0.0.1/mcp",
                "walden.tools.mcp.servers.a.url=ftp://127.0.0.1/mcp",
                "walden.tools.mcp.servers.a.url=http://me:secret@127.0.0.1/mcp",
                "walden.tools.mcp.start-wait=2h",
                "walden.tools.plugins.wasm-memory=1KB",
                "walden.outbound.timeout=0s",
                "walden.outbound.max-body=1GB",
                "walden.outbound.credentials.a.url-prefix=https://a.example",
            })
    void aWrongValueFailsTheStart(String property) {
        context.withPropertyValues(property).run(started -> assertThat(started).hasFailed());
    }

    @Test
    void configurationSaysWhatCanBeDoneAboutACallInDoubt() {
        context.withPropertyValues(
                        "walden.tools.doubts.write_file.probe.tool=read_file",
                        "walden.tools.doubts.write_file.probe.arguments={\"path\":\"{{arguments.path}}\"}",
                        "walden.tools.doubts.write_file.probe.succeeded-when=paid",
                        "walden.tools.doubts.write_file.probe.automatic=true",
                        "walden.tools.doubts.write_file.compensate.tool=write_file",
                        "walden.tools.doubts.write_file.compensate.arguments={\"path\":\"x\",\"content\":\"\"}")
                .run(started -> {
                    Remedies remedies = started.getBean(Remedies.class);
                    CallInDoubt doubt =
                            new CallInDoubt("t1", "t1.c1", ToolCall.of("c1", "write_file", Map.of("path", "a.txt")));

                    assertThat(remedies.probe(doubt))
                            .contains(new Remedies.Probe(
                                    "read_file",
                                    Map.of("path", "a.txt"),
                                    new ProbeReading("paid", null),
                                    true,
                                    Duration.ofSeconds(5)));
                    assertThat(remedies.compensation(doubt))
                            .contains(new Remedies.Compensation("write_file", Map.of("path", "x", "content", "")));
                    assertThat(remedies.probe(new CallInDoubt("t1", "t1.c1", ToolCall.of("c1", "clock", Map.of()))))
                            .isEmpty();
                });
    }

    @Test
    void aToolOfAServerThatIsNotUpYetMayFindOut() {
        context.withPropertyValues(
                        "walden.tools.mcp.servers.shop.url=http://127.0.0.1:1/",
                        "walden.tools.doubts.shop_order.probe.tool=shop_orders",
                        "walden.tools.doubts.shop_order.probe.failed-when=none")
                .run(started -> assertThat(started).hasNotFailed());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "no_tool.probe.tool=clock|failed-when=x|doubts.no_tool",
                "write_file.probe.tool=no_tool|failed-when=x|no tool of this name",
                "write_file.probe.tool=write_file|arguments={\"path\":\"a\",\"content\":\"\"}|class none",
                "write_file.probe.tool=clock|arguments={\"zone\":7}|zone",
                "write_file.probe.tool=clock|arguments=[]|one JSON object",
                "write_file.probe.tool=clock|arguments={\"zone\":\"{{zone}}\"}|{{zone}}",
                "write_file.probe.tool=clock|failed-when=(|Unclosed group",
                "write_file.probe.tool=clock|settle-after=11m|settle-after must be",
                "write_file.compensate.tool=no_tool|probe|no tool of this name",
            })
    void aRemedyThatCanNeverWorkFailsTheStart(String first, String second, String told) {
        String tool = first.substring(0, first.indexOf('.'));
        boolean probe = !second.equals("probe");
        context.withPropertyValues("walden.tools.doubts." + first)
                .withPropertyValues(
                        probe
                                ? new String[] {
                                    "walden.tools.doubts." + tool + ".probe.succeeded-when=y",
                                    "walden.tools.doubts." + tool + ".probe." + second
                                }
                                : new String[0])
                .run(started -> assertThat(started)
                        .getFailure()
                        .satisfies(failure -> assertThat(messages(failure)).contains(told)));
    }

    @Test
    void aProbeWhoseWordsMeanNothingFailsTheStart() {
        context.withPropertyValues("walden.tools.doubts.write_file.probe.tool=clock")
                .run(started -> assertThat(started)
                        .getFailure()
                        .satisfies(failure ->
                                assertThat(messages(failure)).contains("succeeded-when, failed-when or both")));
    }

    private static String messages(Throwable failure) {
        StringBuilder messages = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            messages.append(cause.getMessage()).append('\n');
            if (cause instanceof InvalidConfigurationPropertyValueException invalid) {
                messages.append(invalid.getName()).append(' ').append(invalid.getReason());
            }
        }
        return messages.toString();
    }

    @Test
    void aServerWithTwoWaysOrWithAHeaderOfTheProtocolFailsTheStartAndSaysWhere() {
        context.withPropertyValues(
                        "walden.tools.mcp.servers.files.command[0]=files",
                        "walden.tools.mcp.servers.files.url=http://127.0.0.1/mcp")
                .run(started -> assertThat(started)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining(
                                "walden.tools.mcp.servers.files needs either a command or a url; found: both"));
        context.withPropertyValues(
                        "walden.tools.mcp.servers.files.url=http://127.0.0.1/mcp",
                        "walden.tools.mcp.servers.files.headers.Accept=text/html")
                .run(started -> assertThat(started)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining(
                                "walden.tools.mcp.servers.files.headers.Accept is a header of the protocol"));
    }

    @Test
    void anOverrideOfHttpRequestToKeyedFailsTheStartAndNamesTheSettingToUse() {
        context.withPropertyValues(
                        "walden.tools.overrides.http_request.side-effect=keyed",
                        "walden.tools.overrides.http_request.key-lifetime=2h")
                .run(started -> assertThat(started)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("walden.tools.overrides.http_request says keyed")
                        .hasMessageContaining("walden.tools.http.keyed-prefixes"));
    }

    @Test
    void aPluginOfTheDataFolderIsOfferedBesideTheOthers(@TempDir Path home) throws IOException {
        new PluginFolder(home.resolve("plugins")).roman();

        context.withPropertyValues("walden.home=" + home)
                .run(started -> assertThat(started.getBean(Toolbox.class).offered())
                        .extracting(ToolDescriptor::name)
                        .contains("calculator", "roman"));
    }

    @Test
    void aPluginThatIsNotTheOneThatWasPinnedFailsTheStart(@TempDir Path home) throws IOException {
        PluginFile roman = new PluginFolder(home.resolve("plugins")).roman();
        Files.write(roman.path(), new byte[] {0}, StandardOpenOption.APPEND);

        context.withPropertyValues("walden.home=" + home)
                .run(started -> assertThat(started)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(PluginException.class)
                        .hasMessageContaining("roman.wasm"));
    }

    @Test
    void aPluginWithTheNameOfABuiltInToolFailsTheStartAndNamesItsFile(@TempDir Path home) throws IOException {
        PluginFile clock = new PluginFolder(home.resolve("plugins")).hostile("deep", Map.of("name", "clock"));

        context.withPropertyValues("walden.home=" + home)
                .run(started -> assertThat(started)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(PluginException.class)
                        .hasMessageContaining(clock.path() + " cannot be used."));
    }

    @Configuration(proxyBeanMethods = false)
    @ComponentScan({"dev.walden.tools", "dev.walden.outbound"})
    static class BothModules {}
}
