package dev.walden.tools;

import dev.walden.plugin.SideEffect;
import dev.walden.plugin.ToolInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One line of policy. It speaks of a call when every condition it has holds. Immutable.
 *
 * @param tool names that it speaks of
 * @param space names of the spaces of the task; empty for every space
 * @param role of the key that the task was submitted with, exactly this one; empty for every role
 * @param sideEffect empty for every class
 * @param argument empty for any arguments; a rule that allows wants all values there to match, the others one
 * @param untrusted whether the context must hold untrusted text, or must not; empty for both
 * @param decision what it says
 */
record PolicyRule(
        Glob tool,
        Optional<Glob> space,
        Optional<KeyRole> role,
        Optional<SideEffect> sideEffect,
        Optional<ArgumentPattern> argument,
        Optional<Boolean> untrusted,
        Decision decision) {

    /**
     * What it says of a call; empty when it does not speak of it. Where its pattern takes too long to match, the argument may be one that is
     * meant, and it speaks; but one that would have allowed leaves the word to the lines behind it, and only has a person asked at the least.
     */
    Optional<Said> says(Policy.Call call) {
        if (!concerns(call)) {
            return Optional.empty();
        }
        try {
            return argument.map(pattern -> means(pattern, call.input())).orElse(true)
                    ? Optional.of(new Said(decision, true))
                    : Optional.empty();
        } catch (BoundedPatterns.TooLong _) {
            return Optional.of(decision == Decision.ALLOW ? new Said(Decision.ASK, false) : new Said(decision, true));
        }
    }

    private boolean means(ArgumentPattern pattern, ToolInput input) {
        return decision == Decision.ALLOW ? pattern.matchesAll(input) : pattern.matchesAny(input);
    }

    /** Whether all its conditions but that of the argument hold. */
    private boolean concerns(Policy.Call call) {
        Circumstances task = call.circumstances();
        return tool.matches(call.tool().name())
                && space.map(pattern -> pattern.matches(task.space())).orElse(true)
                && role.map(task.role()::equals).orElse(true)
                && sideEffect.map(call.sideEffect()::equals).orElse(true)
                && untrusted.map(wanted -> wanted == call.untrusted()).orElse(true);
    }

    /** Its conditions and what it says, in the words of the configuration. */
    String text() {
        List<String> conditions = new ArrayList<>();
        conditions.add("tool " + tool.text());
        space.ifPresent(pattern -> conditions.add("space " + pattern.text()));
        role.ifPresent(wanted -> conditions.add("role " + wanted.code()));
        sideEffect.ifPresent(wanted -> conditions.add("side-effect " + wanted.code()));
        argument.ifPresent(wanted -> conditions.add("argument " + wanted.text()));
        untrusted.ifPresent(wanted -> conditions.add("untrusted " + wanted));
        return String.join(", ", conditions) + " → " + decision.name().toLowerCase(Locale.ROOT);
    }

    /**
     * The word of a line.
     *
     * @param last whether no line behind it is asked; else the strictest of all that is said decides
     */
    record Said(Decision decision, boolean last) {}

    /** What a rule says of a call, the strictest last. */
    enum Decision {
        /** It may be made. */
        ALLOW,
        /** A person must consent. */
        ASK,
        /** It may not be made. */
        DENY
    }
}
