package dev.walden.reasoning.rules;

import java.util.regex.Pattern;

/**
 * A sentence or a part of one that may be a request.
 *
 * @param original the words as they were written
 * @param text without politeness, connecting words and marks around it
 * @param question whether it ended with a question mark
 */
record Clause(String original, String text, boolean question) {

    private static final Pattern LEAD = Pattern.compile(
            "^(?:(?:hi|hello|hey)(?: there| walden)?[,!]\\s+)?"
                    + "(?:(?:ok(?:ay)?|so|now|well|first|next|then|finally|lastly|and|also|afterwards)\\b,?\\s+){0,6}"
                    + "(?:please,?\\s+)?"
                    + "(?:(?:can|could|would|will) you\\s+(?:please\\s+)?|i(?:'d| would) like you to\\s+|i (?:want|need) you to\\s+)?"
                    + "(?:please,?\\s+|also\\s+|then\\s+){0,4}",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern TAIL =
            Pattern.compile("(?:,?\\s+(?:please|thanks|thank you|for me))?[\\s.!?;,]*$", Pattern.CASE_INSENSITIVE);

    static Clause of(String words) {
        String original = words.strip();
        String text = TAIL.matcher(LEAD.matcher(original).replaceFirst("")).replaceFirst("");
        return new Clause(original, text, original.endsWith("?") || original.endsWith("？"));
    }
}
