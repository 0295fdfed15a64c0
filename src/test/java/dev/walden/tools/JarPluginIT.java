package dev.walden.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.conversation.ToolCall;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.plugin.ToolInput;
import dev.walden.plugin.ToolOutput;
import dev.walden.tools.CallCheck.Permission;
import dev.walden.tools.jar.BuiltJar;
import dev.walden.tools.plugins.PluginFolder;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** The example of docs/plugins.md, built as it stands there, in a service. */
class JarPluginIT {

    private static final Pattern FILE = Pattern.compile("(?m)^`([^`\n]+)`:\n\n```\\w*\n(.*?)^```$", Pattern.DOTALL);
    private static final String TEXT = "one two  three";

    @TempDir
    Path home;

    private ApplicationContextRunner context = new ApplicationContextRunner();

    @BeforeEach
    void buildTheExample() throws IOException {
        Map<String, String> files = FILE.matcher(Files.readString(Path.of("docs/plugins.md")))
                .results()
                .collect(Collectors.toMap(file -> file.group(1), file -> file.group(2)));
        assertThat(files).hasSize(2);
        new PluginFolder(home.resolve("plugins")).jar("words.jar", new BuiltJar(home).of(files));
        context = context.withUserConfiguration(BothModules.class)
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .withPropertyValues("walden.home=" + home);
    }

    @Test
    void theExampleOfTheDocumentationAnswers() {
        context.withPropertyValues("walden.tools.plugins.jars=true", "walden.tools.granted=JAR_PLUGIN")
                .run(started -> {
                    Toolbox toolbox = started.getBean(Toolbox.class);

                    assertThat(toolbox.offered())
                            .extracting(ToolDescriptor::name)
                            .contains("word_count");
                    assertThat(Calls.make(toolbox, "word_count", new ToolInput(Map.of("text", TEXT)), Calls.context()))
                            .isEqualTo(new CallResult.Succeeded(ToolOutput.untrusted("3")));
                });
    }

    @Test
    void policyDeniesItUntilItIsGranted() {
        context.withPropertyValues("walden.tools.plugins.jars=true").run(started -> {
            Toolbox toolbox = started.getBean(Toolbox.class);

            assertThat(toolbox.offered()).extracting(ToolDescriptor::name).doesNotContain("word_count");
            assertThat(toolbox.check(ToolCall.of("c1", "word_count", Map.of("text", TEXT)), Calls.circumstances(false)))
                    .isInstanceOfSatisfying(
                            CallCheck.Callable.class,
                            callable -> assertThat(callable.permission()).isInstanceOf(Permission.Deny.class));
        });
    }

    @Test
    void jarsAreLeftOutUnlessConfigured() {
        context.withPropertyValues("walden.tools.granted=JAR_PLUGIN")
                .run(started -> assertThat(started.getBean(Toolbox.class)
                                .check(
                                        ToolCall.of("c1", "word_count", Map.of("text", TEXT)),
                                        Calls.circumstances(false)))
                        .isInstanceOf(CallCheck.Invalid.class));
    }

    @Configuration(proxyBeanMethods = false)
    @ComponentScan({"dev.walden.tools", "dev.walden.outbound"})
    static class BothModules {}
}
