package dev.walden.memory.time;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The words of a text, and the moment from which they are understood. Immutable.
 *
 * @param all in order
 * @param now the moment, in the zone whose days count
 */
record Words(List<Word> all, ZonedDateTime now) {

    /** Whoever says when does so in the first words or the last of a question, not in a book. */
    private static final int LONGEST_TEXT = 8_192;

    private static final Pattern WORD =
            Pattern.compile("\\d{4}-\\d{2}(?:-\\d{2})?(?![\\d-])|\\d+(?:st|nd|rd|th)?\\b|\\p{L}+(?:['’]\\p{L}+)?");

    private static final Map<String, Integer> NUMBERS = Map.ofEntries(
            Map.entry("a", 1),
            Map.entry("an", 1),
            Map.entry("one", 1),
            Map.entry("two", 2),
            Map.entry("couple", 2),
            Map.entry("three", 3),
            Map.entry("four", 4),
            Map.entry("five", 5),
            Map.entry("six", 6),
            Map.entry("seven", 7),
            Map.entry("eight", 8),
            Map.entry("nine", 9),
            Map.entry("ten", 10),
            Map.entry("eleven", 11),
            Map.entry("twelve", 12));
    private static final int MOST_DIGITS = 4;

    Words {
        all = List.copyOf(all);
    }

    static Words of(String text, ZonedDateTime now) {
        String read = text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
        List<Word> words = new ArrayList<>();
        WORD.matcher(read).results().forEach(found -> words.add(word(found)));
        return new Words(words, now);
    }

    private static Word word(MatchResult found) {
        String word = found.group().toLowerCase(Locale.ROOT).replace('’', '\'');
        boolean possessive = word.endsWith("'s");
        return new Word(
                possessive ? word.substring(0, word.length() - 2) : word, found.start(), found.end(), possessive);
    }

    /** The same as they would have been understood at another moment. */
    Words seenFrom(ZonedDateTime other) {
        return new Words(all, other);
    }

    /** The word at a place; empty beyond the last. */
    String at(int place) {
        return place >= 0 && place < all.size() ? all.get(place).text() : "";
    }

    boolean is(int place, String word) {
        return at(place).equals(word);
    }

    boolean isOneOf(int place, Set<String> words) {
        return words.contains(at(place));
    }

    /** The place behind a word, if it is there; else the same place. */
    int past(int place, String word) {
        return is(place, word) ? place + 1 : place;
    }

    boolean isPossessive(int place) {
        return place < all.size() && all.get(place).possessive();
    }

    /** A number in digits or as a word up to twelve. */
    OptionalInt number(int place) {
        String word = at(place);
        if (!word.isEmpty() && word.length() <= MOST_DIGITS && word.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return OptionalInt.of(Integer.parseInt(word));
        }
        Integer named = NUMBERS.get(word);
        return named == null ? OptionalInt.empty() : OptionalInt.of(named);
    }

    LocalDate today() {
        return now.toLocalDate();
    }

    ZoneId zone() {
        return now.getZone();
    }

    /**
     * One word.
     *
     * @param text in lower case, without a possessive ending
     * @param start of its characters in the text
     * @param end behind its last character
     */
    record Word(String text, int start, int end, boolean possessive) {}
}
