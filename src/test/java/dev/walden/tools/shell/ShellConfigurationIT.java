package dev.walden.tools.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.conversation.ToolCall;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.tools.CallCheck;
import dev.walden.tools.Circumstances;
import dev.walden.tools.KeyRole;
import dev.walden.tools.Toolbox;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

class ShellConfigurationIT {

    private final ApplicationContextRunner context = new ApplicationContextRunner()
            .withUserConfiguration(Modules.class)
            .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
            .withPropertyValues("walden.home=/nowhere", "walden.tools.shell.allowed=sh");

    @Test
    void itIsOfferedOnlyWhenItIsEnabledAndItsCapabilityGranted() {
        context.run(started -> assertThat(started.getBean(Toolbox.class).offered())
                .extracting(ToolDescriptor::name)
                .doesNotContain("shell"));
        context.withPropertyValues("walden.tools.shell.enabled=true", "walden.tools.shell.sandbox=none")
                .run(started -> assertThat(started.getBean(Toolbox.class).offered())
                        .extracting(ToolDescriptor::name)
                        .doesNotContain("shell"));
        context.withPropertyValues(
                        "walden.tools.shell.enabled=true",
                        "walden.tools.shell.sandbox=none",
                        "walden.tools.granted=SHELL")
                .run(started -> assertThat(started.getBean(Toolbox.class)
                                .check(
                                        ToolCall.of("c1", "shell", Map.of("command", List.of("sh"))),
                                        new Circumstances("default", KeyRole.USER, false)))
                        .isInstanceOfSatisfying(
                                CallCheck.Callable.class,
                                call -> assertThat(call.sideEffect()).isEqualTo(SideEffect.UNSAFE)));
    }

    @Test
    void aCommandThatIsNotThereFailsTheStartByTheNameOfTheProperty() {
        context.withPropertyValues("walden.tools.shell.enabled=true", "walden.tools.shell.allowed=sh,no-such-program")
                .run(started -> assertThat(started)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("walden.tools.shell.allowed")
                        .hasMessageContaining("no-such-program"));
    }

    @Configuration(proxyBeanMethods = false)
    @ComponentScan({"dev.walden.tools", "dev.walden.outbound"})
    static class Modules {}
}
