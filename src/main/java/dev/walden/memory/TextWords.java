package dev.walden.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The words of a text, as it is told by them that another says the same: without case, and without the marks around them. Confined to
 * its thread.
 */
final class TextWords {

    /** Longer texts are compared letter by letter; a part of a document is shorter. */
    private static final int MAX_CHARS = 4_000;

    /** Shorter ones say something else with each word. */
    private static final int LEAST_WORDS = 8;

    /** Of the pairs of both texts, one of so many may be in one of them only: then nine tenths of the different pairs are in both. */
    private static final int APART = 19;

    private static final String MARKS = ".,;:!\"'“”„‘’()[]{}…*_#`|>";
    private static final String DASHES = "-–—";
    private static final String APOSTROPHES = "'’";
    /** English, German, French, Spanish, Italian. */
    private static final Set<String> NEGATIONS = words("""
            not no never none nor neither nobody nothing without cannot
            nicht nichts nie niemals niemand niemanden niemandem kein keine keinen keinem keiner keines ohne weder
            ne pas jamais rien aucun aucune personne sans ni
            nunca jamás nada nadie ningún ninguno ninguna sin tampoco
            non mai niente nulla nessun nessuno nessuna senza né""");

    private final List<String> words = new ArrayList<>();
    /**
     * Numbers, negations and whatever has a capital, in their order: with another one, a text says something else. A capital may be that of a
     * name also where a sentence begins.
     */
    private final List<String> telling = new ArrayList<>();

    private int[] pairs = {};

    private TextWords(String text) {
        int from = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || Character.isWhitespace(text.charAt(i)) || text.charAt(i) == '\u00a0') {
                if (i > from) {
                    add(text.substring(from, i));
                }
                from = i + 1;
            }
        }
    }

    static TextWords of(String text) {
        if (text.length() <= MAX_CHARS) {
            return new TextWords(text);
        }
        TextWords whole = new TextWords("");
        whole.words.add(text);
        return whole;
    }

    private void add(String raw) {
        int start = 0;
        int end = raw.length();
        while (start < end && MARKS.indexOf(raw.charAt(start)) >= 0) {
            start++;
        }
        while (end > start && MARKS.indexOf(raw.charAt(end - 1)) >= 0) {
            end--;
        }
        String bare = raw.substring(start, end);
        if (bare.chars().anyMatch(c -> DASHES.indexOf(c) < 0)) {
            String word = bare.toLowerCase(Locale.ROOT);
            words.add(word);
            if (isNegation(word) || bare.chars().anyMatch(c -> Character.isDigit(c) || Character.isUpperCase(c))) {
                telling.add(word);
            }
        }
    }

    private static boolean isNegation(String word) {
        return NEGATIONS.contains(word)
                || word.endsWith("n't")
                || word.endsWith("n’t")
                || (word.length() > 2 && word.charAt(0) == 'n' && APOSTROPHES.indexOf(word.charAt(1)) >= 0); // n'est
    }

    private static Set<String> words(String text) {
        return Set.of(text.split("\\s+"));
    }

    /** In their order. */
    List<String> words() {
        return words;
    }

    /** Whether it has the same words in the same order. */
    boolean same(TextWords other) {
        return words.equals(other.words);
    }

    /**
     * Whether it is almost the same: nine tenths of the pairs of neighbouring words are those of the other, and numbers, negations and
     * what has a capital are the same in the same order.
     */
    boolean isNear(TextWords other) {
        return words.size() >= LEAST_WORDS
                && other.words.size() >= LEAST_WORDS
                && telling.equals(other.telling)
                && fewApart(pairs(), other.pairs());
    }

    /** By a number for each, ascending and each once. That two of them have the same number is rare and changes next to nothing. */
    private int[] pairs() {
        if (pairs.length == 0) {
            pairs = IntStream.range(1, words.size())
                    .map(i -> 31 * words.get(i - 1).hashCode()
                            ^ Integer.rotateLeft(words.get(i).hashCode(), 16))
                    .sorted()
                    .distinct()
                    .toArray();
        }
        return pairs;
    }

    private static boolean fewApart(int[] one, int[] other) {
        int most = (one.length + other.length) / APART;
        int apart = 0;
        int i = 0;
        int j = 0;
        while (i < one.length && j < other.length && apart <= most) {
            int order = Integer.compare(one[i], other[j]);
            apart += order == 0 ? 0 : 1;
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
        return apart + one.length - i + other.length - j <= most;
    }
}
