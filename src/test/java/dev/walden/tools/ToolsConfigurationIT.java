package dev.walden.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.conversation.ToolCall;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.ToolDescriptor;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

class ToolsConfigurationIT {

    private final ApplicationContextRunner context = new ApplicationContextRunner()
            .withUserConfiguration(BothModules.class)
            .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
            .withPropertyValues("walden.home=/nowhere");

    @Test
    void withoutConfigurationAllToolsAreOffered() {
        context.run(started -> assertThat(started.getBean(Toolbox.class).offered())
                .extracting(ToolDescriptor::name)
                .containsExactly(
                        "calculator", "clock", "fetch_page", "http_request", "list_files", "read_file", "write_file"));
    }

    @Test
    void configurationReachesOverridesRulesAndPrefixes() {
        context.withPropertyValues(
                        "walden.tools.overrides.write_file.side-effect=unsafe",
                        "walden.tools.policy.rules[0].tool=http_*",
                        "walden.tools.policy.rules[0].argument=url=https://api\\.example/.*",
                        "walden.tools.policy.rules[0].decision=deny",
                        "walden.tools.http.keyed-prefixes[0]=https://api.example/v1",
                        "walden.tools.http.key-lifetime=2h")
                .run(started -> {
                    Toolbox toolbox = started.getBean(Toolbox.class);

                    assertThat(toolbox.check(
                                    ToolCall.of("c1", "write_file", Map.of("path", "a", "content", "b")), false))
                            .isInstanceOfSatisfying(
                                    CallCheck.Callable.class,
                                    callable ->
                                            assertThat(callable.sideEffect()).isEqualTo(SideEffect.UNSAFE));
                    assertThat(toolbox.check(
                                    ToolCall.of(
                                            "c2",
                                            "http_request",
                                            Map.of("method", "POST", "url", "https://api.example/v1")),
                                    false))
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
                "walden.tools.overrides.clock.side-effect=keyed",
                "walden.tools.overrides.clock.side-effect=harmless",
                "walden.tools.max-output=1GB",
                "walden.tools.http.keyed-prefixes[0]=api.example",
                "walden.tools.granted=EVERYTHING",
                "walden.outbound.timeout=0s",
                "walden.outbound.max-body=1GB",
                "walden.outbound.credentials.a.url-prefix=https://a.example",
            })
    void aWrongValueFailsTheStart(String property) {
        context.withPropertyValues(property).run(started -> assertThat(started).hasFailed());
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

    @Configuration(proxyBeanMethods = false)
    @ComponentScan({"dev.walden.tools", "dev.walden.outbound"})
    static class BothModules {}
}
