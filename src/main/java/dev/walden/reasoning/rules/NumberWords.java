package dev.walden.reasoning.rules;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Whole numbers in English words. */
final class NumberWords {

    private static final List<String> UNITS = List.of(
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen");

    private static final List<String> TENS =
            List.of("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety");

    private static final Map<String, Long> SCALES =
            Map.of("thousand", 1_000L, "million", 1_000_000L, "billion", 1_000_000_000L);

    /** Below, two groups of two digits are as likely a time of day: "ten thirty". */
    private static final long FIRST_CENTURY = 13;

    private static final long LAST_CENTURY = 20;

    private final List<String> words;
    private int at;

    private NumberWords(List<String> words) {
        this.words = words;
    }

    /** Digits, words, or "a" for one. */
    static Optional<Long> whole(String text) {
        String words = text.strip().toLowerCase(Locale.ROOT);
        if (words.matches("\\d{1,18}")) {
            return Optional.of(Long.valueOf(words));
        }
        if (words.equals("a") || words.equals("an")) {
            return Optional.of(1L);
        }
        List<String> all = List.of(words.split("[\\s-]+", -1));
        return length(all) == all.size() ? Optional.of(value(all)) : Optional.empty();
    }

    /** How many of the words, from the first, are one number: "one two" are two. */
    static int length(List<String> words) {
        NumberWords reading = new NumberWords(words);
        reading.number();
        return reading.at;
    }

    /** The value of words that begin with a number. */
    static long value(List<String> words) {
        return new NumberWords(words).number();
    }

    /** A year in two groups, or groups with falling scales. */
    private long number() {
        if (word(at).equals("zero")) {
            at++;
            return 0;
        }
        long first = belowThousand();
        int behind = at;
        if (first >= FIRST_CENTURY && first <= LAST_CENTURY) {
            long second = belowHundred();
            if (second >= 10) {
                return first * 100 + second;
            }
        }
        at = behind;
        return scaled(first);
    }

    /** Stands behind a first group. */
    private long scaled(long first) {
        long sum = 0;
        long group = first;
        long lastScale = Long.MAX_VALUE;
        while (group > 0) {
            long scale = SCALES.getOrDefault(word(at), 1L);
            if (scale == 1 || scale >= lastScale) {
                return sum + group;
            }
            at++;
            sum += group * scale;
            lastScale = scale;
            group = next(scale);
        }
        return sum;
    }

    /** The group after a scale, smaller than it; zero, and no word taken, when there is none. */
    private long next(long scale) {
        int before = at;
        at += word(at).equals("and") ? 1 : 0;
        long group = belowThousand();
        long following = SCALES.getOrDefault(word(at), 1L);
        if (group > 0 && following < scale && group * following < scale) {
            return group;
        }
        at = before;
        return 0;
    }

    private long belowThousand() {
        long below = belowHundred();
        if (below == 0 || !word(at).equals("hundred")) {
            return below;
        }
        at++;
        int behind = at;
        at += word(at).equals("and") ? 1 : 0;
        long rest = belowHundred();
        at = rest == 0 ? behind : at;
        return below * 100 + rest;
    }

    /** Zero, and no word taken, when there is no such number. */
    private long belowHundred() {
        int unit = UNITS.indexOf(word(at));
        int ten = TENS.indexOf(word(at));
        if (unit > 0) {
            at++;
            return unit;
        }
        if (ten < 0) {
            return 0;
        }
        at++;
        int last = UNITS.indexOf(word(at));
        boolean joins = last > 0 && last < 10;
        at += joins ? 1 : 0;
        return 10L * (ten + 2) + (joins ? last : 0);
    }

    /** Nothing behind the end. */
    private String word(int index) {
        return index < words.size() ? words.get(index) : "";
    }
}
