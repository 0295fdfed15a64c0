package dev.walden.tools;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the words of a probe are to be read. Both expressions are looked for anywhere in them. Immutable.
 *
 * @param succeededWhen regular expression that says: the call in doubt had its effect; null for none
 * @param failedWhen regular expression that says: it had none; null for none
 */
public record ProbeReading(
        @Nullable String succeededWhen, @Nullable String failedWhen) {

    /**
     * Reads a text. An expression that takes too long to match is taken as one that says nothing, and then neither does the other: what
     * is not sure is {@link Finding#UNCLEAR}.
     */
    public Finding of(String text) {
        try {
            boolean succeeded = isIn(succeededWhen, text);
            boolean failed = isIn(failedWhen, text);
            if (succeeded == failed) {
                return Finding.UNCLEAR;
            }
            return succeeded ? Finding.HAPPENED : Finding.NOT_HAPPENED;
        } catch (BoundedPatterns.TooLong _) {
            return Finding.UNCLEAR;
        }
    }

    private static boolean isIn(@Nullable String expression, String text) {
        return Optional.ofNullable(expression)
                .map(new BoundedPatterns()::getRegularExpression)
                .filter(pattern -> pattern.matches(text))
                .isPresent();
    }
}
