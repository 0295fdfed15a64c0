package dev.walden.memory.semantic;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a simple sentence says: of this subject, this attribute has this value, and no other at the same time.
 *
 * @param subject in lower case; {@value #USER} for whoever speaks, when nobody is named
 * @param attribute in lower case
 * @param value as it was written
 */
public record Assertion(String subject, String attribute, String value) {

    /** Who says "I" where no name is given. */
    public static final String USER = "user";

    private static final int MAX_CHARS = 300;

    private static final Map<String, String> SPELLINGS =
            Map.of("favorite", "favourite", "color", "colour", "e-mail", "email", "telephone", "phone");

    /**
     * What the text says, if it is one sentence of a form that is understood.
     *
     * @param speaker who said it, null when that is not known
     */
    public static Optional<Assertion> of(String text, @Nullable String speaker) {
        String sentence = Sentence.bare(text);
        if (sentence.length() > MAX_CHARS || Hedges.in(sentence)) {
            return Optional.empty();
        }
        return Stream.concat(Ownership.of(sentence).stream(), Habits.of(sentence).stream())
                .findFirst()
                .filter(found -> !found.value().isBlank())
                .map(found -> found.about(speaker));
    }

    /** A name of a subject or attribute, as it is compared. */
    public static String normal(String name) {
        return List.of(name.strip().toLowerCase(Locale.ROOT).replace('’', '\'').split("\\s+")).stream()
                .map(word -> SPELLINGS.getOrDefault(word, word))
                .filter(word -> !word.equals("the") && !word.equals("current"))
                .collect(Collectors.joining(" "));
    }

    private Assertion about(@Nullable String speaker) {
        boolean first = List.of("i", "my", "our", "we", USER).contains(subject);
        String who = first ? speaker == null ? USER : normal(speaker) : subject;
        return new Assertion(who, attribute, value);
    }
}
