package dev.walden.memory.semantic;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Cuts a text into words that are compared: without marks around them, articles, fillers and contractions. */
final class Tokens {

    private static final String MARKS = ".,;:!\"'“”„‘()[]{}…–—";
    private static final Set<String> EMPTY =
            Set.of("a", "an", "the", "that", "just", "really", "actually", "also", "indeed", "definitely", "please");
    private static final Map<String, List<String>> CONTRACTIONS = Map.of(
            "can't", List.of("can", "not"),
            "cannot", List.of("can", "not"),
            "won't", List.of("will", "not"),
            "shan't", List.of("shall", "not"),
            "i'm", List.of("i", "am"));
    private static final String NOT = "n't";
    private static final Pattern SPACES = Pattern.compile("\\s+");

    private Tokens() {}

    static List<String> of(String text) {
        List<String> tokens = new ArrayList<>();
        SPACES.splitAsStream(Normalizer.normalize(text, Normalizer.Form.NFKC))
                .map(raw -> word(raw.replace('’', '\'')))
                .filter(word -> !word.isEmpty() && !EMPTY.contains(word))
                .forEach(word -> add(tokens, word));
        return tokens;
    }

    private static void add(List<String> tokens, String word) {
        if (CONTRACTIONS.containsKey(word)) {
            tokens.addAll(CONTRACTIONS.get(word));
        } else if (word.endsWith(NOT) && word.length() > NOT.length()) {
            tokens.add(word.substring(0, word.length() - NOT.length()));
            tokens.add("not");
        } else {
            tokens.add(word);
        }
    }

    /** In lower case, unless capitals inside it may matter, as in a code. */
    private static String word(String raw) {
        int start = 0;
        int end = raw.length();
        while (start < end && MARKS.indexOf(raw.charAt(start)) >= 0) {
            start++;
        }
        while (end > start && MARKS.indexOf(raw.charAt(end - 1)) >= 0) {
            end--;
        }
        String word = raw.substring(start, end);
        boolean plain = word.chars().skip(1).noneMatch(Character::isUpperCase);
        return plain ? word.toLowerCase(Locale.ROOT) : word;
    }
}
