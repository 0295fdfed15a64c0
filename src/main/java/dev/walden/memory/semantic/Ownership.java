package dev.walden.memory.semantic;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sentences that give a value to something of somebody: "my Y is Z", "X's Y is Z", "the Y of X is Z", "the X Y is Z". Of a Y that may
 * be said to be many things at once ("my car is red", "my car is fast"), only names and numbers are taken for its value.
 */
final class Ownership {

    private static final String WORD = "[\\p{L}\\p{N}][\\p{L}\\p{N}_/+-]*";
    private static final String VALUE = "(?:\\s+(?:now|currently))?\\s+(?<value>\\S+(?:\\s+\\S+){0,11})$";
    private static final String OWNED = "(?<attribute>" + WORD + "(?:\\s+" + WORD + "){0,3})";

    private static final List<Pattern> FORMS = List.of(
            form("(?<owner>my|our)\\s+" + OWNED + "\\s+is" + VALUE),
            form("(?<owner>\\S+(?:\\s+\\S+){0,4}?)'s\\s+" + OWNED + "\\s+is" + VALUE),
            form("the\\s+" + OWNED + "\\s+(?:of|for)\\s+(?<owner>\\S+(?:\\s+\\S+){0,4}?)\\s+is" + VALUE),
            form("the\\s+(?<owner>" + WORD + "(?:\\s+" + WORD + "){0,4}?)\\s+(?<attribute>" + WORD + ")\\s+is"
                    + VALUE));

    /** Attributes of which there is one at a time, by the general use of the word. */
    private static final Set<String> SINGLE = Set.of(
            ("name surname nickname number address email phone birthday birthdate birthplace age height weight size colour"
                            + " password passphrase pin code key port url username login version deadline date time price cost"
                            + " budget limit rate salary owner manager boss leader director president chief head author currency"
                            + " capital location hometown status state title job profession occupation role employer nationality"
                            + " timezone language diet temperature speed length width depth duration capacity value total score")
                    .split(" "));

    private static final Set<String> CHOSEN = Set.of("favourite", "preferred");
    private static final Pattern NAME_OR_NUMBER = Pattern.compile("(?:an?\\s+)?(?:\\p{Lu}.*|.*\\d.*)");

    private Ownership() {}

    static Optional<Assertion> of(String sentence) {
        return FORMS.stream().flatMap(form -> read(form, sentence).stream()).findFirst();
    }

    private static Optional<Assertion> read(Pattern form, String sentence) {
        Matcher read = form.matcher(sentence);
        if (!read.matches()) {
            return Optional.empty();
        }
        String owner = Assertion.normal(read.group("owner"));
        String attribute = Assertion.normal(read.group("attribute"));
        String value = read.group("value");
        boolean belongs = owner.equals("my")
                || owner.equals("our")
                || Character.isUpperCase(read.group("owner").charAt(0))
                || isSingle(attribute);
        return belongs && (isSingle(attribute) || NAME_OR_NUMBER.matcher(value).matches())
                ? Optional.of(new Assertion(owner, attribute, value))
                : Optional.empty();
    }

    private static boolean isSingle(String attribute) {
        List<String> words = List.of(attribute.toLowerCase(Locale.ROOT).split(" "));
        return SINGLE.contains(words.getLast()) || CHOSEN.contains(words.getFirst());
    }

    private static Pattern form(String pattern) {
        return Pattern.compile("(?i:" + pattern + ")", Pattern.UNICODE_CASE);
    }
}
