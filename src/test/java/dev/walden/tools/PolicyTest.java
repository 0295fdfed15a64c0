package dev.walden.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.plugin.Capability;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.plugin.ToolInput;
import dev.walden.tools.CallCheck.Permission.Allow;
import dev.walden.tools.CallCheck.Permission.Ask;
import dev.walden.tools.CallCheck.Permission.Deny;
import dev.walden.tools.PolicyRule.ArgumentPattern;
import dev.walden.tools.PolicyRule.Decision;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PolicyTest {

    private static final Policy BUILT_IN = new Policy(List.of(), EnumSet.allOf(Capability.class));

    @ParameterizedTest
    @EnumSource
    void withoutUntrustedTextEverythingIsAllowed(SideEffect sideEffect) {
        assertThat(BUILT_IN.permission(call("http_request", sideEffect, false))).isEqualTo(new Allow());
    }

    @ParameterizedTest
    @CsvSource({"NONE,Allow", "IDEMPOTENT,Ask", "KEYED,Ask", "UNSAFE,Ask"})
    void withUntrustedTextWhatChangesTheWorldAsks(SideEffect sideEffect, String expected) {
        assertThat(BUILT_IN.permission(call("http_request", sideEffect, true))
                        .getClass()
                        .getSimpleName())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "remember,IDEMPOTENT,WRITE_MEMORY,Allow",
        "forget,IDEMPOTENT,WRITE_MEMORY,Ask",
        "remember,UNSAFE,WRITE_MEMORY,Ask",
        "write_file,IDEMPOTENT,WRITE_WORKSPACE,Ask",
        "import,IDEMPOTENT,WRITE_MEMORY NETWORK,Ask",
    })
    void rememberingStaysAllowedAndForgettingAsks(String tool, SideEffect sideEffect, String needs, String expected) {
        Capability[] capabilities =
                List.of(needs.split(" ")).stream().map(Capability::valueOf).toArray(Capability[]::new);
        Policy.Call call = new Policy.Call(descriptor(tool).needing(capabilities), sideEffect, input("a"), true);

        assertThat(BUILT_IN.permission(call).getClass().getSimpleName()).isEqualTo(expected);
    }

    @Test
    void theFirstRuleThatSpeaksOfTheCallDecides() {
        Policy policy = policy(
                new PolicyRule(
                        new Glob("http_*"),
                        Optional.of(SideEffect.UNSAFE),
                        Optional.of(ArgumentPattern.parse("url=https://good\\.example/.*")),
                        Optional.empty(),
                        Decision.ALLOW),
                rule("http_request", Optional.of(true), Decision.DENY),
                rule("*", Optional.empty(), Decision.ASK));

        assertThat(policy.permission(call("http_request", SideEffect.UNSAFE, "https://good.example/x", true)))
                .isInstanceOf(Allow.class);
        assertThat(policy.permission(
                        call("http_request", SideEffect.UNSAFE, "https://evil/?https://good.example/", true)))
                .isInstanceOf(Deny.class);
        assertThat(policy.permission(call("http_request", SideEffect.NONE, "https://good.example/x", true)))
                .isInstanceOf(Deny.class);
        assertThat(policy.permission(call("http_request", SideEffect.NONE, "https://good.example/x", false)))
                .isInstanceOf(Ask.class);
        assertThat(policy.permission(call("calculator", SideEffect.NONE, false)))
                .isInstanceOf(Ask.class);
    }

    @Test
    void aToolThatNeedsWhatIsNotGrantedIsDeniedWhateverTheRulesSay() {
        Policy policy =
                new Policy(List.of(rule("*", Optional.empty(), Decision.ALLOW)), Set.of(Capability.READ_WORKSPACE));
        Policy.Call call = new Policy.Call(
                descriptor("http_request").needing(Capability.NETWORK), SideEffect.NONE, input("a"), false);

        assertThat(policy.permission(call)).isInstanceOf(Deny.class);
    }

    @Test
    void anArgumentConditionDoesNotHoldForAnArgumentThatIsAbsentOrNoScalar() {
        ArgumentPattern any = ArgumentPattern.parse("url=.*");

        assertThat(any.matches(new ToolInput(Map.of()))).isFalse();
        assertThat(any.matches(new ToolInput(Map.of("url", List.of("a"))))).isFalse();
        assertThat(any.matches(new ToolInput(Map.of("url", 3L)))).isTrue();
        assertThat(any.matches(new ToolInput(Map.of("url", "two\nlines")))).isTrue();
    }

    @Test
    void aMalformedRuleIsRefused() {
        assertThatThrownBy(() -> ArgumentPattern.parse("url")).hasMessageContaining("name=regular expression");
        assertThatThrownBy(() -> ArgumentPattern.parse("url=(")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Glob(" ")).hasMessageContaining("write * for every tool");
    }

    @ParameterizedTest
    @CsvSource({"*,a.b,true", "http_?,http_x,true", "http_?,http_,false", "a.c,abc,false", "read_*,write_read_x,false"})
    void aGlobMatchesTheWholeName(String glob, String name, boolean expected) {
        assertThat(new Glob(glob).matches(name)).isEqualTo(expected);
    }

    private static Policy policy(PolicyRule... rules) {
        return new Policy(List.of(rules), EnumSet.allOf(Capability.class));
    }

    private static PolicyRule rule(String glob, Optional<Boolean> untrusted, Decision decision) {
        return new PolicyRule(new Glob(glob), Optional.empty(), Optional.empty(), untrusted, decision);
    }

    private static Policy.Call call(String tool, SideEffect sideEffect, boolean untrusted) {
        return call(tool, sideEffect, "https://example.org/", untrusted);
    }

    private static Policy.Call call(String tool, SideEffect sideEffect, String url, boolean untrusted) {
        return new Policy.Call(descriptor(tool), sideEffect, input(url), untrusted);
    }

    private static ToolInput input(String url) {
        return new ToolInput(Map.of("url", url));
    }

    private static ToolDescriptor descriptor(String name) {
        return ToolDescriptor.of(name, "", "{\"type\":\"object\"}", SideEffect.UNSAFE, Duration.ofSeconds(1));
    }
}
