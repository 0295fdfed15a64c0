package dev.walden.tools;

import dev.walden.outbound.UrlPrefix;
import dev.walden.plugin.Capability;
import dev.walden.plugin.SideEffect;
import dev.walden.tools.PolicyRule.Decision;
import dev.walden.tools.ToolRegistry.SideEffectOverride;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What tools may do.
 *
 * @param maxOutput the longest text of one call that is kept, as UTF-8; what is longer is cut and says so
 * @param granted capabilities that tools may need; those that need others are not offered
 * @param policy which calls are allowed, ask a person, or are denied
 * @param overrides by tool name: what to believe of a tool instead of what it says
 * @param http the tool {@code http_request}
 * @param doubts by tool name: what can be done about a call whose outcome nobody knows
 * @param mcp servers whose tools are offered, too
 * @param plugins tools that are found in the data folder
 * @param secrets by name: who may be given a secret that stands in arguments; nobody by default
 */
@Validated
@ConfigurationProperties("walden.tools")
record ToolsProperties(
        @DefaultValue("256KB") DataSize maxOutput,

        @DefaultValue({"READ_WORKSPACE", "WRITE_WORKSPACE", "NETWORK", "READ_MEMORY", "WRITE_MEMORY"})
        Set<Capability> granted,

        @Valid @DefaultValue PolicyProperties policy,
        @DefaultValue Map<String, @Valid OverrideProperties> overrides,
        @Valid @DefaultValue HttpProperties http,
        @DefaultValue Map<String, @Valid DoubtProperties> doubts,
        @Valid @DefaultValue McpProperties mcp,
        @Valid @DefaultValue PluginsProperties plugins,
        @DefaultValue Map<String, @Valid SecretAccessProperties> secrets) {

    ToolsProperties {
        if (maxOutput.toBytes() < 1024
                || maxOutput.toBytes() > DataSize.ofMegabytes(16).toBytes()) {
            throw new IllegalArgumentException("walden.tools.max-output must be 1KB to 16MB; found: " + maxOutput);
        }
    }

    Policy toPolicy() {
        return new Policy(policy.rules().stream().map(RuleProperties::toRule).toList(), granted);
    }

    Map<String, SecretAccess> secretAccess() {
        Map<String, SecretAccess> access = new TreeMap<>();
        secrets.forEach((name, its) -> access.put(name, its.toAccess()));
        return access;
    }

    /**
     * Rules before the built-in ones.
     *
     * @param rules the first that speaks of a call decides
     */
    record PolicyProperties(@DefaultValue List<@Valid RuleProperties> rules) {}

    /**
     * One rule; a condition that is absent always holds.
     *
     * @param tool pattern of tool names, {@code *} and {@code ?} as usual
     * @param sideEffect none, idempotent, keyed or unsafe
     * @param argument {@code name=regular expression}, which must match the whole argument; {@code outer.inner=} reaches into objects and lists
     * @param untrusted whether the task holds untrusted text
     * @param decision allow, ask or deny
     * @param space pattern of the names of the task's space
     * @param role of the key that the task was submitted with: user, operator or admin, exactly this one
     */
    record RuleProperties(
            @NotBlank String tool,
            @Nullable SideEffect sideEffect,
            @Nullable String argument,
            @Nullable Boolean untrusted,
            @NotNull Decision decision,
            @Nullable String space,
            @Nullable KeyRole role) {

        RuleProperties {
            var _ = globOf(space);
            parsed(argument); // a rule that cannot be read is no configuration
        }

        private PolicyRule toRule() {
            return new PolicyRule(
                    new Glob(tool),
                    globOf(space),
                    Optional.ofNullable(role),
                    Optional.ofNullable(sideEffect),
                    parsed(argument),
                    Optional.ofNullable(untrusted),
                    decision);
        }

        private static Optional<Glob> globOf(@Nullable String pattern) {
            return Optional.ofNullable(pattern).map(Glob::new);
        }

        private static Optional<ArgumentPattern> parsed(@Nullable String argument) {
            return Optional.ofNullable(argument).map(ArgumentPattern::parse);
        }
    }

    /**
     * What to believe of a tool.
     *
     * @param sideEffect the class of all its calls; keyed only for tools of MCP servers, and one that is keyed by itself, to change the lifetime
     * @param keyLifetime for class keyed: how long the far side remembers a key
     */
    record OverrideProperties(
            @NotNull SideEffect sideEffect, @Nullable Duration keyLifetime) {

        OverrideProperties {
            var _ = new SideEffectOverride(sideEffect, keyLifetime);
        }

        SideEffectOverride toOverride() {
            return new SideEffectOverride(sideEffect, keyLifetime);
        }
    }

    /**
     * The tool {@code http_request}.
     *
     * @param keyedPrefixes addresses below which POST and PATCH honour the header {@code Idempotency-Key}
     * @param keyLifetime how long they remember a key
     */
    record HttpProperties(
            @DefaultValue List<URI> keyedPrefixes,
            @DefaultValue("24h") Duration keyLifetime) {

        HttpProperties {
            keyedPrefixes = List.copyOf(keyedPrefixes);
            keyedPrefixes.forEach(UrlPrefix::of);
        }
    }
}
