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
        Policy.Call call = new Policy.Call(
                descriptor(tool).needing(capabilities), sideEffect, input("a"), Calls.circumstances(true));

        assertThat(BUILT_IN.permission(call).getClass().getSimpleName()).isEqualTo(expected);
    }

    @Test
    void theFirstRuleThatSpeaksOfTheCallDecides() {
        Policy policy = policy(
                new PolicyRule(
                        new Glob("http_*"),
                        Optional.empty(),
                        Optional.empty(),
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
                descriptor("http_request").needing(Capability.NETWORK),
                SideEffect.NONE,
                input("a"),
                Calls.circumstances(false));

        assertThat(policy.permission(call)).isInstanceOf(Deny.class);
    }

    @ParameterizedTest
    @CsvSource({
        "lab-1, ADMIN, Allow",
        "lab-1, OPERATOR, Deny",
        "lab-1, USER, Deny",
        "office, ADMIN, Deny",
        "lab, ADMIN, Deny",
    })
    void aRuleOfASpaceAndARoleSpeaksOfTheirTasksOnly(String space, KeyRole role, String expected) {
        Policy policy = policy(
                new PolicyRule(
                        new Glob("shell"),
                        Optional.of(new Glob("lab-*")),
                        Optional.of(KeyRole.ADMIN),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Decision.ALLOW),
                rule("shell", Optional.empty(), Decision.DENY));
        Policy.Call call = new Policy.Call(
                descriptor("shell"), SideEffect.UNSAFE, input("a"), new Circumstances(space, role, false));

        assertThat(policy.permission(call).getClass().getSimpleName()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "http_request, NONE, false, class-none",
        "http_request, UNSAFE, true, effect-after-outside-text",
        "http_request, UNSAFE, false, otherwise",
        "forget, IDEMPOTENT, true, forget-after-outside-text",
        "post_it, UNSAFE, false, walden.tools.policy.rules[1]",
    })
    void theExplanationEndsWithTheRuleThatDecided(String tool, SideEffect sideEffect, boolean untrusted, String rule) {
        Policy policy = policy(
                rule("other", Optional.empty(), Decision.DENY), rule("post_*", Optional.of(false), Decision.ASK));

        List<DryRun.Look> looks = policy.explain(call(tool, sideEffect, untrusted));

        assertThat(looks.getFirst())
                .isEqualTo(new DryRun.Look(
                        "capability-not-granted",
                        "the tool needs what walden.tools.granted lacks → deny",
                        false,
                        false));
        assertThat(looks.get(1))
                .isEqualTo(new DryRun.Look("walden.tools.policy.rules[0]", "tool other → deny", false, false));
        assertThat(looks.getLast().rule()).isEqualTo(rule);
        assertThat(looks).filteredOn(DryRun.Look::speaks).containsExactly(looks.getLast());
    }

    @Test
    void ofAToolThatLacksAGrantNoRuleIsAsked() {
        Policy policy = new Policy(List.of(rule("*", Optional.empty(), Decision.ALLOW)), Set.of());
        Policy.Call call = new Policy.Call(
                descriptor("shell").needing(Capability.SHELL), SideEffect.NONE, input("a"), Calls.circumstances(false));

        assertThat(policy.explain(call)).extracting(DryRun.Look::rule).containsExactly("capability-not-granted");
        assertThat(policy.permission(call))
                .isEqualTo(new Deny("The tool shell needs SHELL, which this service does not grant."));
    }

    /** Engines choose the argument; a pattern that is harmless for most may take longer than the world lasts for this one. */
    @ParameterizedTest
    @CsvSource({"ALLOW, Ask", "ASK, Ask", "DENY, Deny"})
    void whereAPatternTakesTooLongTheRuleSpeaksAndAllowsNothing(Decision decision, String expected) {
        for (String pattern : List.of("url=(a|aa)+b", "url=(x+x+)+y", "url=(a|b|x)*")) {
            Policy policy = policy(new PolicyRule(
                    new Glob("*"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(ArgumentPattern.parse(pattern)),
                    Optional.empty(),
                    decision));
            String hostile = (pattern.contains("y") ? "x" : "a").repeat(pattern.endsWith("*") ? 4_000_000 : 20_000);
            Policy.Call call = call("http_request", SideEffect.NONE, hostile, false);

            assertThat(policy.permission(call).getClass().getSimpleName())
                    .as(pattern)
                    .isEqualTo(expected);
            assertThat(policy.explain(call).getLast().rule()).isEqualTo("walden.tools.policy.rules[0]");
        }
    }

    /** Else an argument that the engine chose would turn a denial into a question. */
    @Test
    void anAllowWhosePatternTakesTooLongLeavesADenyBehindItItsWord() {
        PolicyRule slow = new PolicyRule(
                new Glob("*"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(ArgumentPattern.parse("url=(a|aa)+b")),
                Optional.empty(),
                Decision.ALLOW);
        Policy denying = policy(slow, rule("http_request", Optional.empty(), Decision.DENY));
        Policy allowing = policy(slow, rule("http_request", Optional.empty(), Decision.ALLOW));
        Policy.Call call = call("http_request", SideEffect.NONE, "a".repeat(20_000), false);

        assertThat(denying.permission(call)).isInstanceOf(Deny.class);
        assertThat(denying.explain(call).getLast().rule()).isEqualTo("walden.tools.policy.rules[1]");
        assertThat(allowing.permission(call)).isInstanceOf(Ask.class);
        assertThat(allowing.explain(call).getLast().rule()).isEqualTo("walden.tools.policy.rules[0]");
    }

    @Test
    void aLookSaysThatARuleIsForOtherSpaces() {
        Policy policy = policy(new PolicyRule(
                new Glob("*"),
                Optional.of(new Glob("board-*")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Decision.DENY));

        assertThat(policy.explain(call("clock", SideEffect.NONE, false)).get(1).elsewhere())
                .isTrue();
        assertThat(policy.explain(new Policy.Call(
                                descriptor("clock"),
                                SideEffect.NONE,
                                input("a"),
                                new Circumstances("board-1", KeyRole.USER, false)))
                        .get(1)
                        .elsewhere())
                .isFalse();
    }

    @Test
    void aMalformedRuleIsRefused() {
        assertThatThrownBy(() -> ArgumentPattern.parse("url")).hasMessageContaining("name=regular expression");
        assertThatThrownBy(() -> ArgumentPattern.parse("=x")).hasMessageContaining("name=regular expression");
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
        return new PolicyRule(
                new Glob(glob),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                untrusted,
                decision);
    }

    private static Policy.Call call(String tool, SideEffect sideEffect, boolean untrusted) {
        return call(tool, sideEffect, "https://example.org/", untrusted);
    }

    private static Policy.Call call(String tool, SideEffect sideEffect, String url, boolean untrusted) {
        return new Policy.Call(descriptor(tool), sideEffect, input(url), Calls.circumstances(untrusted));
    }

    private static ToolInput input(String url) {
        return new ToolInput(Map.of("url", url));
    }

    private static ToolDescriptor descriptor(String name) {
        return ToolDescriptor.of(name, "", "{\"type\":\"object\"}", SideEffect.UNSAFE, Duration.ofSeconds(1));
    }
}
