package dev.walden.memory.semantic;

import java.time.DayOfWeek;
import java.time.Month;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds where a sentence says on which day or in which month the one thing takes place that it is about: the meeting is on Monday, Ada's
 * exam is due on 5 May, the course starts in March. Of one thing, so nothing is found unless its subject is a definite one: "a meeting is
 * on Monday" and "a meeting is on Tuesday" may both be true, so may "Ada is off on Monday" and "Ada is off on Tuesday".
 */
final class Occasion {

    private static final int MOST_WORDS = 40;
    /** A sentence is no longer. */
    private static final int MOST_CHARACTERS = 300;

    private static final Set<String> VERBS = Set.of("is", "starts", "begins", "ends", "expires");
    /** Words by which a subject is the one that both speak of. */
    private static final Set<String> DEFINITE =
            Set.of("the", "my", "our", "your", "his", "her", "its", "their", "this", "that", "next");
    /** Words by which there may be more of it. */
    private static final Set<String> SEVERAL = Set.of(
            "a", "an", "also", "too", "another", "other", "one", "some", "any", "each", "every", "either", "both");

    private static final Set<String> DAYS =
            Arrays.stream(DayOfWeek.values()).map(Occasion::lower).collect(Collectors.toUnmodifiableSet());
    private static final Set<String> MONTHS =
            Arrays.stream(Month.values()).map(Occasion::lower).collect(Collectors.toUnmodifiableSet());
    /** What stands behind the verb and before its time: a word more, and the time may be of something else. */
    private static final Pattern LEADING = Pattern.compile("(?:now )?(?:(?:due )?(?:on |in |by )?"
            + "|(?:scheduled|planned|set) (?:for |on |in )?)(?:(?:at|on|in|of|"
            + String.join("|", DAYS) + "|" + String.join("|", MONTHS) + "|\\d\\S*) )*");

    private Occasion() {}

    /** The places of weekdays, months and days of a month that would be others if it took place at another time. */
    static Set<Integer> of(String text, List<String> words) {
        int verb = verb(words);
        if (verb < 1
                || words.size() > MOST_WORDS
                || text.length() > MOST_CHARACTERS
                || words.stream().noneMatch(Occasion::isName)) {
            return Set.of();
        }
        return isOfOne(text, words.subList(0, verb)) ? places(words, verb) : Set.of();
    }

    private static int verb(List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            if (VERBS.contains(words.get(i))) {
                return i;
            }
        }
        return -1;
    }

    private static Set<Integer> places(List<String> words, int verb) {
        Set<Integer> places = new HashSet<>();
        StringBuilder between = new StringBuilder();
        for (int i = verb + 1; i < words.size() && LEADING.matcher(between).matches(); i++) {
            if (isTime(words, i)) {
                places.add(i);
            }
            between.append(words.get(i)).append(' ');
        }
        return places;
    }

    /** Whether two words say on which day or in which month, and one may stand for the other. */
    static boolean alike(String one, String other) {
        return (DAYS.contains(one) && DAYS.contains(other))
                || (MONTHS.contains(one) && MONTHS.contains(other))
                || (isNumber(one) && isNumber(other));
    }

    private static boolean isTime(List<String> words, int i) {
        String word = words.get(i);
        String before = words.get(i - 1);
        boolean numbered = isNumber(before) || (i + 1 < words.size() && isNumber(words.get(i + 1)));
        return DAYS.contains(word)
                || (MONTHS.contains(word)
                        && (before.equals("in") || before.equals("of") || numbered)) // it may be March
                || (isNumber(word) && MONTHS.contains(before));
    }

    private static boolean isOfOne(String text, List<String> subject) {
        String sentence = Sentence.bare(text);
        List<String> raw =
                new ArrayList<>(List.of(sentence.toLowerCase(Locale.ROOT).split("\\s+")));
        boolean definite = DEFINITE.contains(raw.getFirst()) || subject.stream().anyMatch(word -> word.endsWith("'s"));
        return definite && raw.stream().noneMatch(SEVERAL::contains) && !Hedges.in(sentence);
    }

    private static boolean isName(String word) {
        return DAYS.contains(word) || MONTHS.contains(word);
    }

    private static boolean isNumber(String word) {
        return !word.isEmpty() && Character.isDigit(word.charAt(0));
    }

    private static String lower(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT);
    }
}
