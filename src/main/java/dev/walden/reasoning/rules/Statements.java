package dev.walden.reasoning.rules;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What people say about themselves; it is remembered without being asked for. */
final class Statements implements Recogniser {

    private static final Pattern ABOUT_ME = Pattern.compile(
            "my\\s+[^?:]{1,150}?(?:\\s(?:is|are|was|were|will be)|'s|’s)\\s.+"
                    + "|(?:i|we)\\s+(?:really\\s+|also\\s+|always\\s+|usually\\s+|never\\s+){0,4}"
                    + "(?:like|love|hate|prefer|dislike|enjoy|live|work|study|speak|do not like|don't like|don’t like|was born|were born)\\s.+"
                    + "|(?:i'm|i’m|i am)\\s+(?:a|an|the|from|allergic|called|named|married|vegetarian|vegan|\\d+)\\b.*"
                    + "|call me\\s+\\S.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    @Override
    public List<Intent> recognise(Clause clause) {
        boolean statement = !clause.question() && matches(clause.text());
        return statement ? List.of(new Intent.Remember(Wording.literal(sentence(clause.text())))) : List.of();
    }

    static boolean matches(String words) {
        return ABOUT_ME.matcher(words).matches();
    }

    /** With a capital at its beginning and a full stop at its end. */
    static String sentence(String words) {
        String text = words.strip();
        String capital = text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
        return capital.matches("(?s).*[.!?…\"”']") ? capital : capital + ".";
    }
}
