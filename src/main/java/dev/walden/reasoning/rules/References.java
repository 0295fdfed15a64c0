package dev.walden.reasoning.rules;

import java.util.regex.Pattern;

/** Words that stand for the result of an earlier step. */
final class References {

    /** A regular expression without groups. */
    static final String EXPRESSION =
            "(?:(?:the|that|this|its|your)\\s+(?:last\\s+|final\\s+)?(?:result|answer|sum|product|total|number|value|outcome"
                    + "|quotient|difference|output|contents?|page|text|response|time|date|list)|it|that|this)";

    private static final Pattern WHOLE = Pattern.compile(EXPRESSION, Pattern.CASE_INSENSITIVE);

    private References() {}

    static boolean matches(String words) {
        return WHOLE.matcher(words.strip()).matches();
    }

    /** Quoted words as they are; a reference as a gap; other words as they are. */
    static Wording wording(String words) {
        return matches(words) ? Wording.around("", "") : Wording.literal(Quotes.strip(words));
    }
}
