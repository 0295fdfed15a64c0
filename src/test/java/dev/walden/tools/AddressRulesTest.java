package dev.walden.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.plugin.Capability;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.plugin.ToolInput;
import dev.walden.tools.CallCheck.Permission;
import dev.walden.tools.PolicyRule.Decision;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A rule about addresses means places, however an engine spells them. */
class AddressRulesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://intern.example/private/x",
                "HTTPS://INTERN.EXAMPLE/private/x",
                "https://intern.example./private/x",
                "https://intern.example:443/private/x",
                "https://intern.example:/private/x",
                "https://intern.example/public/../private/x",
                "https://intern.example/public/%2e%2e/private/x",
                "https://intern.example/%70rivate/x",
                "https://intern.example/%2570rivate/x",
                "https://intern.example//private/x",
                "https://intern.example/./private/x",
                "https://intern.example/a/..;v=1/private/x",
                "https://intern.example/private;v=1/x",
                "https://intern.example/pri\tvate/x",
                "https://x@intern.example/private/x",
                " https://intern.example/private/x",
                "https:/intern.example/private/x",
                "HTTPS://intern.example/private/x#a b",
                "HTTPS://intern.example/private/${secret:pay}",
            })
    void noSpellingGetsPastWhatKeepsBack(String url) {
        String hidden = "url=https://intern\\.example/private/.*";

        assertThat(permission(url, rule(hidden, Decision.DENY))).isInstanceOf(Permission.Deny.class);
        assertThat(permission(url, rule(hidden, Decision.ASK))).isInstanceOf(Permission.Ask.class);
    }

    @ParameterizedTest
    @CsvSource({
        "my%20files, m%79%20files",
        "my%20files, m%2579%2520files",
        "caf%C3%A9, caf%c3%a9",
        "caf%C3%A9, café",
    })
    void anEscapeOfAPatternIsMeantInEverySpelling(String meant, String spelled) {
        assertThat(permission(
                        "https://h.example/" + spelled + "/x",
                        rule("url=https://h\\.example/" + meant + "/.*", Decision.DENY)))
                .isInstanceOf(Permission.Deny.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://x@docs.example.org/", " https://docs.example.org/", "https:/docs.example.org/"})
    void whatCannotBeReadIsNotAllowed(String url) {
        assertThat(permission(url, rule("url=.*", Decision.ALLOW), deny())).isInstanceOf(Permission.Deny.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://intern.example", "https://intern.example?x=1", "https://INTERN.example#x"})
    void aHostWithoutAPathIsItsFirstPage(String url) {
        assertThat(permission(url, rule("url=https://intern\\.example/.*", Decision.DENY)))
                .isInstanceOf(Permission.Deny.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://docs.example.org/public/a",
                "https://docs.example.org/public/a?b=../c#d",
                "https://docs.example.org/public/${secret:pay}?key=${secret:pay}",
            })
    void whatIsAllowedIsAllowedInItsPlainSpelling(String url) {
        assertThat(allowedBelow(url)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://docs.example.org/public/../private",
                "https://docs.example.org/public/%2e%2e/private",
                "https://docs.example.org/public/%252e%252e/private",
                "https://docs.example.org/public/..;/private",
                "https://docs.example.org/public/..%2fprivate",
                "https://docs.example.org/public/..\\private",
                "https://docs.example.org/public/..%5cprivate",
                "https://docs.example.org/public//private",
                "https://DOCS.example.org/public/a",
                "https://docs.example.org:443/public/a",
            })
    void noOtherSpellingIsAllowed(String url) {
        assertThat(allowedBelow(url)).isFalse();
    }

    @Test
    void whatAnAllowTakesOutIsTakenOutInEverySpelling() {
        PolicyRule allBut = rule("url=https://(?!intern\\.).*", Decision.ALLOW);

        assertThat(permission("https://other.example/", allBut, deny())).isInstanceOf(Permission.Allow.class);
        assertThat(permission("https://INTERN.example/", allBut, deny())).isInstanceOf(Permission.Deny.class);
    }

    /** Another tool may mean something else by its argument. */
    @Test
    void whatIsNoAddressIsMatchedAsItStands() {
        PolicyRule allow = rule("url=s3://bucket/.*", Decision.ALLOW);

        assertThat(permission("s3://bucket/a/../b", allow, deny())).isInstanceOf(Permission.Allow.class);
    }

    @Test
    void whatStandsUnderAnotherNameIsMatchedAsItStands() {
        PolicyRule allow = rule("note=https:/see.*", Decision.ALLOW);
        PolicyRule deny = rule("note=https://intern\\.example/.*", Decision.DENY);

        assertThat(permission("note", "https:/see below", allow, rule("note=.*", Decision.DENY)))
                .isInstanceOf(Permission.Allow.class);
        assertThat(permission("note", "https:/see below", deny)).isInstanceOf(Permission.Allow.class);
    }

    private static boolean allowedBelow(String url) {
        PolicyRule below = rule("url=https://docs\\.example\\.org/public/.*", Decision.ALLOW);
        return permission(url, below, deny()) instanceof Permission.Allow;
    }

    private static Permission permission(String url, PolicyRule... rules) {
        return permission("url", url, rules);
    }

    private static Permission permission(String argument, String value, PolicyRule... rules) {
        ToolDescriptor tool =
                ToolDescriptor.of("fetch", "", "{\"type\":\"object\"}", SideEffect.NONE, Duration.ofSeconds(1));
        return new Policy(List.of(rules), EnumSet.allOf(Capability.class))
                .permission(new Policy.Call(
                        tool, SideEffect.NONE, new ToolInput(Map.of(argument, value)), Calls.circumstances(false)));
    }

    private static PolicyRule deny() {
        return rule("url=.*", Decision.DENY);
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
}
