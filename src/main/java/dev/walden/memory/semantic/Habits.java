package dev.walden.memory.semantic;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sentences that say where somebody lives or works, how old they are or what they prefer. Who prefers something without "to" prefers it
 * among its kind, so a kind must be named: "aisle seats", "dark mode".
 */
final class Habits {

    private static final String WHO =
            "(?<who>(?i:I|we|(?:the )?user)|\\p{Lu}[\\p{L}.'-]*(?: \\p{Lu}[\\p{L}.'-]*){0,2})\\s+(?i:(?:now|currently)\\s+)?";
    private static final String VALUE = "(?<value>\\S+(?:\\s+\\S+){0,7})$";

    private static final List<Form> FORMS = List.of(
            new Form("home", WHO + "(?i:lives?|(?:am|is|are) living)\\s+(?:in|at|on|near)\\s+" + VALUE),
            new Form("employer", WHO + "(?i:works?|(?:am|is|are) working)\\s+(?:at|for)\\s+" + VALUE),
            new Form("workplace", WHO + "(?i:works?|(?:am|is|are) working)\\s+in\\s+" + VALUE),
            new Form("job", WHO + "(?i:works?|(?:am|is|are) working)\\s+as\\s+(?:an?\\s+)?" + VALUE),
            new Form("age", WHO + "(?:am|is)\\s+(?<value>\\d{1,3})\\s+years\\s+old$"));

    private static final Pattern PREFERS_TO = Pattern.compile(WHO
            + "(?i:prefers?)\\s+(?<value>\\S+(?:\\s+\\S+){0,3})\\s+(?:to|over)\\s+(?<other>\\S+(?:\\s+\\S+){0,3})$");
    private static final Pattern PREFERS = Pattern.compile(
            WHO
                    + "(?i:prefers?)\\s+(?:an?\\s+|the\\s+)?(?<value>[\\p{L}\\p{N}-]+(?:\\s+[\\p{L}\\p{N}-]+)?)\\s+(?<kind>[\\p{L}\\p{N}-]+)$");

    private Habits() {}

    static Optional<Assertion> of(String sentence) {
        return FORMS.stream()
                .flatMap(form -> form.read(sentence).stream())
                .findFirst()
                .or(() -> preference(sentence));
    }

    private static Optional<Assertion> preference(String sentence) {
        Matcher over = PREFERS_TO.matcher(sentence);
        if (over.matches()) {
            String one = over.group("value").toLowerCase(Locale.ROOT);
            String other = over.group("other").toLowerCase(Locale.ROOT);
            String both = one.compareTo(other) < 0 ? one + " or " + other : other + " or " + one;
            return Optional.of(new Assertion(who(over), "preference: " + both, one));
        }
        Matcher kind = PREFERS.matcher(sentence);
        return kind.matches()
                ? Optional.of(new Assertion(
                        who(kind), "preferred " + kind.group("kind").toLowerCase(Locale.ROOT), kind.group("value")))
                : Optional.empty();
    }

    private static String who(Matcher read) {
        return Assertion.normal(read.group("who"));
    }

    /** A form and the attribute that it gives. */
    private record Form(String attribute, Pattern pattern) {

        Form(String attribute, String pattern) {
            this(attribute, Pattern.compile(pattern));
        }

        Optional<Assertion> read(String sentence) {
            Matcher read = pattern.matcher(sentence);
            return read.matches()
                    ? Optional.of(new Assertion(who(read), attribute, read.group("value")))
                    : Optional.empty();
        }
    }
}
