package dev.walden.tools;

import dev.walden.plugin.Capability;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.plugin.ToolInput;
import dev.walden.tools.CallCheck.Permission;
import dev.walden.tools.PolicyRule.Decision;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Says whether a call may be made. Pure and immutable. A tool that needs a capability that is not granted is denied; then the first
 * configured rule that speaks of the call decides; then these:
 *
 * <ol>
 *   <li>{@code forget} asks once the context holds untrusted text, because what it erases is gone;
 *   <li>calls that change nothing are allowed;
 *   <li>idempotent calls that touch only the space's memory are allowed: they reach nobody outside, and what they stored can be
 *       traced to its source and forgotten;
 *   <li>all others are allowed, but ask once the context holds untrusted text.
 * </ol>
 *
 * @param rules in the order they are asked
 * @param granted what tools may need
 */
record Policy(List<PolicyRule> rules, Set<Capability> granted) {

    private static final Set<Capability> MEMORY = EnumSet.of(Capability.READ_MEMORY, Capability.WRITE_MEMORY);
    private static final PolicyRule FORGETTING =
            new PolicyRule(new Glob("forget"), Optional.empty(), Optional.empty(), Optional.of(true), Decision.ASK);

    Policy {
        rules = List.copyOf(rules);
        granted = Set.copyOf(granted);
    }

    Permission permission(Call call) {
        for (Capability needed : call.tool().capabilities()) {
            if (!granted.contains(needed)) {
                return new Permission.Deny(
                        "The tool " + call.tool().name() + " needs " + needed + ", which this service does not grant.");
            }
        }
        return switch (decision(call)) {
            case ALLOW -> new Permission.Allow();
            case ASK -> new Permission.Ask(reason(call));
            case DENY ->
                new Permission.Deny(
                        "Policy does not allow this call of " + call.tool().name() + ".");
        };
    }

    private Decision decision(Call call) {
        for (PolicyRule rule : rules) {
            if (rule.speaksOf(call)) {
                return rule.decision();
            }
        }
        if (FORGETTING.speaksOf(call)) {
            return FORGETTING.decision();
        }
        return call.untrusted() && call.sideEffect().changesTheWorld() && !call.staysInMemory()
                ? Decision.ASK
                : Decision.ALLOW;
    }

    private static String reason(Call call) {
        return call.untrusted()
                ? "The task has read text from outside, and this call of "
                        + call.tool().name() + " is " + call.sideEffect().code() + "."
                : "Policy asks for consent to this call of " + call.tool().name() + ".";
    }

    /** What there is to know of a wanted call. */
    record Call(ToolDescriptor tool, SideEffect sideEffect, ToolInput input, boolean untrusted) {

        private boolean staysInMemory() {
            return sideEffect == SideEffect.IDEMPOTENT
                    && tool.capabilities().contains(Capability.WRITE_MEMORY)
                    && MEMORY.containsAll(tool.capabilities());
        }
    }
}
