package dev.walden.reasoning.rules;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Whole numbers in English words. */
final class NumberWords {

    private static final Map<String, Long> UNITS = Map.ofEntries(
            Map.entry("zero", 0L),
            Map.entry("one", 1L),
            Map.entry("two", 2L),
            Map.entry("three", 3L),
            Map.entry("four", 4L),
            Map.entry("five", 5L),
            Map.entry("six", 6L),
            Map.entry("seven", 7L),
            Map.entry("eight", 8L),
            Map.entry("nine", 9L),
            Map.entry("ten", 10L),
            Map.entry("eleven", 11L),
            Map.entry("twelve", 12L),
            Map.entry("thirteen", 13L),
            Map.entry("fourteen", 14L),
            Map.entry("fifteen", 15L),
            Map.entry("sixteen", 16L),
            Map.entry("seventeen", 17L),
            Map.entry("eighteen", 18L),
            Map.entry("nineteen", 19L));

    private static final List<String> TENS =
            List.of("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety");

    private static final Map<String, Long> SCALES =
            Map.of("hundred", 100L, "thousand", 1_000L, "million", 1_000_000L, "billion", 1_000_000_000L);

    private static final int MAX_WORDS = 20;

    private NumberWords() {}

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

    /** How many of the words, from the first, are one number. */
    static int length(List<String> words) {
        int length = 0;
        for (int i = 0; i < Math.min(words.size(), MAX_WORDS); i++) {
            String word = words.get(i);
            if (UNITS.containsKey(word) || TENS.contains(word) || (length > 0 && SCALES.containsKey(word))) {
                length = i + 1;
            } else if (!(word.equals("and") && length == i && length > 0 && SCALES.containsKey(words.get(i - 1)))) {
                break;
            }
        }
        return length;
    }

    /** The value of words that are one number. */
    static long value(List<String> words) {
        long sum = 0;
        long group = 0;
        for (String word : words) {
            long scale = SCALES.getOrDefault(word, 1L);
            if (scale == 100) {
                group = Math.max(group, 1) * scale;
            } else if (scale > 1) {
                sum += Math.max(group, 1) * scale;
                group = 0;
            } else {
                group += UNITS.getOrDefault(word, 10L * (TENS.indexOf(word) + 2) * (TENS.contains(word) ? 1 : 0));
            }
        }
        return sum + group;
    }
}
