package dev.walden.tools;

import dev.walden.plugin.SideEffect;
import dev.walden.plugin.ToolInput;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One line of policy. It speaks of a call when every condition it has holds. Immutable.
 *
 * @param tool names that it speaks of
 * @param space names of the spaces of the task; empty for every space
 * @param role of the key that the task was submitted with, exactly this one; empty for every role
 * @param sideEffect empty for every class
 * @param argument empty for any arguments
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

    boolean speaksOf(Policy.Call call) {
        Circumstances task = call.circumstances();
        return tool.matches(call.tool().name())
                && space.map(pattern -> pattern.matches(task.space())).orElse(true)
                && role.map(task.role()::equals).orElse(true)
                && sideEffect.map(call.sideEffect()::equals).orElse(true)
                && argument.map(pattern -> pattern.matches(call.input())).orElse(true)
                && untrusted.map(wanted -> wanted == call.untrusted()).orElse(true);
    }

    /** Its conditions and what it says, in the words of the configuration. */
    String text() {
        List<String> conditions = new ArrayList<>();
        conditions.add("tool " + tool.text());
        space.ifPresent(pattern -> conditions.add("space " + pattern.text()));
        role.ifPresent(wanted -> conditions.add("role " + wanted.code()));
        sideEffect.ifPresent(wanted -> conditions.add("side-effect " + wanted.code()));
        argument.ifPresent(wanted -> conditions.add("argument " + wanted.name() + "=" + wanted.pattern()));
        untrusted.ifPresent(wanted -> conditions.add("untrusted " + wanted));
        return String.join(", ", conditions) + " → " + decision.name().toLowerCase(Locale.ROOT);
    }

    /** What a rule says of a call. */
    enum Decision {
        /** It may be made. */
        ALLOW,
        /** A person must consent. */
        ASK,
        /** It may not be made. */
        DENY
    }

    /**
     * A pattern that the whole of one argument, a string, number or truth value, must match. The whole, because a rule that allows
     * {@code https://example.org/.*} must not allow an address that only contains it.
     */
    record ArgumentPattern(String name, Pattern pattern) {

        /** Reads {@code name=regular expression}. */
        static ArgumentPattern parse(String text) {
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException(
                        "The argument condition of a policy rule is name=regular expression; found: " + text);
            }
            return new ArgumentPattern(
                    text.substring(0, equals), Pattern.compile(text.substring(equals + 1), Pattern.DOTALL));
        }

        boolean matches(ToolInput input) {
            return switch (input.values().get(name)) {
                case String text -> pattern.matcher(text).matches();
                case Boolean truth -> pattern.matcher(truth.toString()).matches();
                case Long number -> pattern.matcher(number.toString()).matches();
                case Integer number -> pattern.matcher(number.toString()).matches();
                case BigInteger number -> pattern.matcher(number.toString()).matches();
                case BigDecimal number ->
                    pattern.matcher(number.toPlainString()).matches();
                case null, default -> false;
            };
        }
    }
}
