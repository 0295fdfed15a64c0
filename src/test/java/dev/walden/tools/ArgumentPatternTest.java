package dev.walden.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.JsonText;
import dev.walden.plugin.Capability;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.plugin.ToolInput;
import dev.walden.tools.CallCheck.Permission;
import dev.walden.tools.PolicyRule.Decision;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ArgumentPatternTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a=.* | {}",
                "a=.* | {\"a\": null}",
                "a=.* | {\"a\": []}",
                "a=.* | {\"a\": [[], [null]]}",
                "a=.* | {\"a\": {}}",
                "a=x | {\"a\": \"yx\"}",
                "a.b=x | {\"a\": \"x\", \"b\": \"x\"}",
                "a.b=x | {\"a\": [\"x\"], \"a.c\": \"x\", \"ab\": \"x\"}",
                "a.b=x | {\"a\": {\"b\": {}, \"c\": \"x\"}}",
            })
    void aPatternThatNothingFitsHoldsForNeitherKindOfRule(String pattern, String arguments) {
        assertThat(any(pattern, arguments)).isFalse();
        assertThat(all(pattern, arguments)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a=x | {\"a\": \"x\", \"b\": \"y\"}",
                "a=x.y | {\"a\": \"x\\ny\"}",
                "a=x | {\"a\": [\"x\", [[\"x\"], \"x\"]]}",
                "a.b=x | {\"a\": {\"b\": \"x\", \"c\": \"y\"}}",
                "a.b=x | {\"a\": [{\"b\": \"x\"}, [{\"b\": [\"x\"]}]]}",
                "a.b.c=x | {\"a\": {\"b\": [{\"c\": \"x\"}]}}",
                "a.b=x | {\"a.b\": \"x\"}",
                "a.b.c=x | {\"a\": {\"b.c\": \"x\"}}",
                "a.b.c=x | {\"a.b\": [{\"c\": \"x\"}]}",
                "`a=-?[0-9.]+|true` | {\"a\": [3, -2, 1.5, 12345678901234567890, true]}",
                "a=100 | {\"a\": [100, 100.0, 1e2, \"100\"]}",
                "a=0 | {\"a\": [0, -0, 0.0, 0e7]}",
                "a=1E.999999999 | {\"a\": 1e999999999}",
            })
    void aPatternThatAllFitsHoldsForBothKindsOfRules(String pattern, String arguments) {
        assertThat(any(pattern, arguments)).isTrue();
        assertThat(all(pattern, arguments)).isTrue();
    }

    /** What is wrapped, added or left out beside a value that fits: a deny still speaks, and an allow no more. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a=x | {\"a\": [\"y\", \"x\"]}",
                "a=x | {\"a\": [\"x\", null]}",
                "a=x | {\"a\": [\"x\", []]}",
                "a=x | {\"a\": [\"x\", {}]}",
                "a=x | {\"a\": {\"href\": \"x\"}}",
                "a=x | {\"a\": [[{\"deep\": [\"x\"]}]]}",
                "a.b=x | {\"a\": [{\"b\": \"x\"}, {\"b\": \"y\"}]}",
                "a.b=x | {\"a\": [{\"b\": \"x\"}, {\"B\": \"y\"}]}",
                "a.b=x | {\"a\": [{\"b\": \"x\"}, \"y\"]}",
                "a.b=x | {\"a.b\": \"y\", \"a\": {\"b\": \"x\"}}",
                "a.b=x | {\"a.b\": \"x\", \"a\": {\"b\": \"y\"}}",
            })
    void oneValueThatFitsIsEnoughToKeepBackAndNotToAllow(String pattern, String arguments) {
        assertThat(any(pattern, arguments)).isTrue();
        assertThat(all(pattern, arguments)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void aRuleThatAllowsWantsAllAndTheOthersOne(Decision decision) {
        Decision other = decision == Decision.ALLOW ? Decision.DENY : Decision.ALLOW;
        Policy policy = new Policy(
                List.of(rule("to.address=.*@good", decision), rule("to.address=.*", other)),
                EnumSet.allOf(Capability.class));

        Permission mixed = permission(policy, "{\"to\": [{\"address\": \"a@good\"}, {\"address\": \"b@bad\"}]}");

        assertThat(mixed).isInstanceOf(decision == Decision.ASK ? Permission.Ask.class : Permission.Deny.class);
        assertThat(permission(policy, "{\"to\": [{\"address\": \"a@good\"}]}")
                        .getClass()
                        .getSimpleName())
                .isEqualToIgnoringCase(decision.name());
    }

    /** Each of them alone is within the bound. */
    @Test
    void allValuesOfAListTogetherAreMatchedWithinOneBound() {
        String costly = "\"" + "a".repeat(600) + "\"";
        String list = "{\"a\": [" + costly + (", " + costly).repeat(99) + "]}";
        Policy denying = new Policy(List.of(rule("a=.*a.*b", Decision.DENY)), EnumSet.allOf(Capability.class));

        assertThat(permission(denying, "{\"a\": " + costly + "}")).isInstanceOf(Permission.Allow.class);
        assertThat(permission(denying, list)).isInstanceOf(Permission.Deny.class);
    }

    private static PolicyRule rule(String argument, Decision decision) {
        return new PolicyRule(
                new Glob("*"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(ArgumentPattern.parse(argument)),
                Optional.empty(),
                decision);
    }

    private static Permission permission(Policy policy, String arguments) {
        return policy.permission(new Policy.Call(
                ToolDescriptor.of("send", "", "{\"type\":\"object\"}", SideEffect.UNSAFE, Duration.ofSeconds(1)),
                SideEffect.UNSAFE,
                input(arguments),
                Calls.circumstances(false)));
    }

    private static boolean any(String pattern, String arguments) {
        return ArgumentPattern.parse(pattern).matchesAny(input(arguments));
    }

    private static boolean all(String pattern, String arguments) {
        return ArgumentPattern.parse(pattern).matchesAll(input(arguments));
    }

    @SuppressWarnings("NullAway") // javac drops the type annotation of a compact constructor's parameter in class files
    private static ToolInput input(String json) {
        return new ToolInput(((JsonText.JsonObject) JsonText.parseObject(json)).members());
    }
}
