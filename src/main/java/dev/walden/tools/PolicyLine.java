package dev.walden.tools;

import dev.walden.tools.DryRun.Look;
import dev.walden.tools.PolicyRule.Decision;
import java.util.function.Predicate;

/**
 * A line of policy, configured or built in.
 *
 * @param name where it stands in the configuration, or that of a built-in one
 * @param text its conditions and what it says, for people
 */
record PolicyLine(String name, String text, Predicate<Policy.Call> condition, Decision decision) {

    static PolicyLine configured(int index, PolicyRule rule) {
        return new PolicyLine("walden.tools.policy.rules[" + index + "]", rule.text(), rule::speaksOf, rule.decision());
    }

    boolean speaksOf(Policy.Call call) {
        return condition.test(call);
    }

    Look look(Policy.Call call) {
        return new Look(name, text, speaksOf(call));
    }
}
