package dev.walden.tools.jar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.walden.plugin.Attachment;
import dev.walden.plugin.CallProgress;
import dev.walden.plugin.Capability;
import dev.walden.plugin.Tool;
import dev.walden.plugin.ToolContext;
import dev.walden.plugin.ToolException;
import dev.walden.plugin.ToolInput;
import dev.walden.plugin.ToolOutput;
import dev.walden.tools.PluginException;
import dev.walden.tools.plugins.PluginFile;
import dev.walden.tools.plugins.PluginFolder;
import dev.walden.tools.plugins.PluginTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JarPluginTest {

    private static final String SERVICES = "META-INF/services/" + Tool.class.getName();
    private static final ToolContext CONTEXT = new ToolContext("t1", "s1", "default", "c1", "t1/c1", Instant.MAX);
    private static final ToolInput NOTHING = new ToolInput(Map.of());

    @TempDir
    Path home;

    @Test
    void aToolNeedsTheCapabilityOfJarsBesideItsOwnAndIsNotTrusted() throws Exception {
        try (JarPlugin plugin = JarPlugin.load(jar("return ToolOutput.trusted(\"done\");"))) {
            PluginTool tool = plugin.tools().getFirst();

            assertThat(tool.descriptor().capabilities())
                    .containsExactlyInAnyOrder(Capability.JAR_PLUGIN, Capability.NETWORK);
            assertThat(tool.origin()).isEqualTo("plugin.jar, example.Example");
            assertThat(tool.call(NOTHING, CONTEXT)).isEqualTo(ToolOutput.untrusted("done"));
        }
    }

    @Test
    void aToolMayGiveBackAttachments() throws Exception {
        String drawing = "return ToolOutput.trusted(\"drawn\").with(java.util.List.of("
                + "dev.walden.plugin.Attachment.of(\"image/png\", new byte[] {1, 2})));";
        try (JarPlugin plugin = JarPlugin.load(jar(drawing))) {
            assertThat(plugin.tools().getFirst().call(NOTHING, CONTEXT))
                    .isEqualTo(ToolOutput.untrusted("drawn")
                            .with(List.of(Attachment.of("image/png", new byte[] {1, 2}))));
        }
    }

    @Test
    void aToolMaySayHowFarItIs() throws Exception {
        List<CallProgress> heard = new ArrayList<>();
        String says =
                "context.progress().heard(CallProgress.of(3, 10).saying(\"three\")); return ToolOutput.trusted(\"\");";
        try (JarPlugin plugin = JarPlugin.load(jar(says))) {
            plugin.tools().getFirst().call(NOTHING, CONTEXT.followedBy(heard::add));
        }

        assertThat(heard).containsExactly(CallProgress.of(3, 10).saying("three"));
    }

    @Test
    void whatAToolComplainsOfIsNotTrustedEither() throws Exception {
        try (JarPlugin plugin = JarPlugin.load(jar("throw ToolException.trusted(\"no\");"))) {
            PluginTool tool = plugin.tools().getFirst();

            ToolException failure = catchThrowableOfType(ToolException.class, () -> tool.call(NOTHING, CONTEXT));

            assertThat(failure).hasMessage("no");
            assertThat(failure.trusted()).isFalse();
        }
    }

    @Test
    void codeOfAJarSeesNothingOfWhatWaldenIsMadeOf() throws Exception {
        String looks = """
                StringBuilder seen = new StringBuilder();
                for (String name : new String[] {"dev.walden.plugin.Tool", "java.sql.Connection", "dev.walden.tools.Toolbox",
                        "org.springframework.context.ApplicationContext", "tools.jackson.databind.ObjectMapper"}) {
                    try {
                        Class.forName(name, true, Thread.currentThread().getContextClassLoader());
                        seen.append('1');
                    } catch (ClassNotFoundException e) {
                        seen.append('0');
                    }
                }
                return ToolOutput.trusted(seen.toString());""";
        try (JarPlugin plugin = JarPlugin.load(jar(looks))) {
            assertThat(plugin.tools().getFirst().call(NOTHING, CONTEXT).text()).isEqualTo("11000");
        }
    }

    @Test
    void whatWasComparedIsWhatIsLoadedWhateverTheFileBecomes() throws Exception {
        PluginFile file = jar("return ToolOutput.trusted(Later.TEXT.get());");
        try (JarPlugin plugin = JarPlugin.load(file)) {
            Files.write(file.path(), new byte[] {1, 2, 3});

            assertThat(plugin.tools().getFirst().call(NOTHING, CONTEXT).text()).isEqualTo("later");
        }
    }

    @Test
    void aClosedPluginLoadsNoMoreClasses() throws Exception {
        JarPlugin plugin = JarPlugin.load(jar("return ToolOutput.trusted(Later.TEXT.get());"));

        plugin.close();

        assertThatExceptionOfType(NoClassDefFoundError.class)
                .isThrownBy(() -> plugin.tools().getFirst().call(NOTHING, CONTEXT));
    }

    @Test
    void aJarThatIsNotTheOneThatWasPinnedIsRefusedBeforeItsCodeRuns() throws Exception {
        PluginFile file = jar("return ToolOutput.trusted(\"\");");
        byte[] other = Files.readAllBytes(file.path());
        other[other.length - 1] ^= 1;
        Files.write(file.path(), other);

        refused(file, "pins the SHA-256");
    }

    @Test
    void aToolWhoseConstructorThrowsIsNamedWithWhatItThrew() throws Exception {
        PluginFile file =
                jar(Map.of("example/Example.java", source("", "throw new IllegalStateException(\"no key\");")));

        refused(file, "example.Example", "no key");
    }

    @Test
    void aClassThatIsNotThereIsNamed() throws Exception {
        refused(jar(Map.of(SERVICES, "example.Absent")), "example.Absent");
    }

    @Test
    void aToolThatSaysThatItAlwaysSendsItsKeyIsBelieved() throws Exception {
        try (JarPlugin silent = JarPlugin.load(jar("return null;"));
                JarPlugin telling = JarPlugin.load(saysOfItsKey("true"))) {
            assertThat(silent.tools().getFirst().sendsKeyAlways()).isFalse();
            assertThat(telling.tools().getFirst().sendsKeyAlways()).isTrue();
        }
    }

    @Test
    void aToolThatBreaksWhenItIsAskedWhetherItSendsItsKeyIsRefused() throws Exception {
        refused(saysOfItsKey("Integer.parseInt(\"no key\") > 0"), "A tool of it cannot be made", "no key");
    }

    private PluginFile saysOfItsKey(String answer) throws IOException {
        String asked = "public boolean sendsKeyAlways() { return " + answer + "; }\n    public ToolOutput call(";
        return jar(Map.of("example/Example.java", source("", "").replace("public ToolOutput call(", asked)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\\\"type\\\":\\\"array\\\"} | found: the type array",
                "{\\\"type\\\":7} | /type",
                "{\\\"type\\\":\\\"object\\\",\\\"$ref\\\":\\\"https://a.example\\\"} | /$ref: a place outside",
                "{ | no JSON",
            })
    void aBrokenSchemaIsRefusedWithTheFileAndTheTool(String schema, String told) throws Exception {
        String source = source("", "").replace("{\\\"type\\\":\\\"object\\\"}", schema);

        refused(jar(Map.of("example/Example.java", source)), "The input schema of its tool example must be", told);
    }

    @Test
    void aSchemaThatIsTooLongIsRefused() throws Exception {
        String source = source("", "").replace("\"{\\\"type\\\":\\\"object\\\"}\"", "\" \".repeat(300_000)");

        refused(jar(Map.of("example/Example.java", source)), "300000 bytes, more than 262144");
    }

    @Test
    void aJarWithoutToolsIsRefused() throws Exception {
        refused(jar(Map.of("readme.txt", "nothing")), "It names no tool", SERVICES);
    }

    @Test
    void aJarThatNamesOthersIsRefused() throws Exception {
        Map<String, String> files = new HashMap<>(sources("return ToolOutput.trusted(\"\");"));
        files.put("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\nClass-Path: other.jar\n");

        refused(jar(files), "Class-Path");
    }

    @Test
    void whatIsNoJarIsRefused() throws Exception {
        refused(new PluginFolder(home).jar("plugin.jar", new byte[] {1, 2, 3}), "no jar that can be read");
    }

    private static void refused(PluginFile file, String... told) {
        assertThatExceptionOfType(PluginException.class)
                .isThrownBy(() -> JarPlugin.load(file))
                .withMessageContaining("plugin.jar cannot be used. ")
                .satisfies(failure -> assertThat(failure.getMessage()).contains(told));
    }

    private PluginFile jar(String body) throws IOException {
        return jar(sources(body));
    }

    private PluginFile jar(Map<String, String> files) throws IOException {
        Map<String, String> all = new HashMap<>(files);
        if (files.containsKey("example/Example.java")) {
            all.put(SERVICES, "example.Example");
        }
        return new PluginFolder(home).jar("plugin.jar", new BuiltJar(home).of(all));
    }

    private static Map<String, String> sources(String body) {
        return Map.of(
                "example/Example.java",
                source(body, ""),
                "example/Later.java",
                "package example; final class Later { static final java.util.function.Supplier<String> TEXT = () -> \"later\"; }");
    }

    private static String source(String body, String constructor) {
        return """
                package example;

                import dev.walden.plugin.*;
                import java.time.Duration;

                public final class Example implements Tool {

                    public Example() {
                        %s
                    }

                    public ToolDescriptor descriptor() {
                        return ToolDescriptor.of("example", "", "{\\"type\\":\\"object\\"}", SideEffect.NONE, Duration.ofSeconds(5))
                                .needing(Capability.NETWORK);
                    }

                    public ToolOutput call(ToolInput input, ToolContext context) throws ToolException {
                        %s
                    }
                }
                """.formatted(constructor, body.isEmpty() ? "return null;" : body);
    }
}
