package dev.walden.tools;

import dev.walden.tools.DryRun.Look;
import dev.walden.tools.PolicyRule.Decision;
import dev.walden.tools.PolicyRule.Said;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A line of policy, configured or built in.
 *
 * @param name where it stands in the configuration, or that of a built-in one
 * @param text its conditions and what it says, for people
 * @param space names of the spaces that it is for; empty for all
 * @param saying what it says of a call; empty when it does not speak of it
 */
record PolicyLine(String name, String text, Optional<Glob> space, Function<Policy.Call, Optional<Said>> saying) {

    /** A built-in one. */
    static PolicyLine of(String name, String text, Predicate<Policy.Call> condition, Decision decision) {
        return new PolicyLine(
                name,
                text,
                Optional.empty(),
                call -> condition.test(call) ? Optional.of(new Said(decision, true)) : Optional.empty());
    }

    static PolicyLine configured(int index, PolicyRule rule) {
        return new PolicyLine("walden.tools.policy.rules[" + index + "]", rule.text(), rule.space(), rule::says);
    }

    Optional<Said> says(Policy.Call call) {
        return saying.apply(call);
    }

    Look look(Policy.Call call, boolean speaks) {
        boolean elsewhere = space.filter(
                        pattern -> !pattern.matches(call.circumstances().space()))
                .isPresent();
        return new Look(name, text, speaks, elsewhere);
    }
}
