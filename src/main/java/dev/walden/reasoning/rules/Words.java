package dev.walden.reasoning.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a sentence, brought to a form in which equal meanings are often equal. */
final class Words {

    private static final Pattern WORD =
            Pattern.compile("\\p{N}+(?:[.,:/-]\\p{N}+){0,10}|\\p{L}[\\p{L}\\p{N}]*(?:['’]\\p{L}*)?|=");

    /** Words that say little about what a sentence is about. "I", "my", "your" and "not" say much. */
    private static final Set<String> EMPTY = Set.of(
            "a",
            "an",
            "the",
            "is",
            "are",
            "was",
            "were",
            "be",
            "been",
            "am",
            "do",
            "does",
            "did",
            "has",
            "have",
            "had",
            "of",
            "to",
            "in",
            "on",
            "at",
            "for",
            "with",
            "by",
            "from",
            "and",
            "or",
            "that",
            "this",
            "it",
            "its",
            "as",
            "will",
            "would",
            "can",
            "could",
            "should",
            "there",
            "what",
            "who",
            "whom",
            "whose",
            "when",
            "where",
            "why",
            "how",
            "which",
            "much",
            "many",
            "long",
            "often",
            "kind",
            "type",
            "sort",
            "please",
            "tell",
            "know",
            "remember",
            "remind",
            "you",
            "about",
            "now",
            "currently",
            "today",
            "again",
            "so",
            "exactly",
            "=");

    private static final Set<String> COPULAS =
            Set.of("is", "are", "was", "were", "am", "be", "=", "means", "called", "named");

    /** With "'s" they are short for "it is" and the like, and own nothing. */
    private static final Set<String> NO_OWNERS =
            Set.of("it", "he", "she", "that", "this", "there", "here", "what", "who", "where", "when", "how", "let");

    private Words() {}

    /**
     * One word.
     *
     * @param raw as it was written
     * @param stem for comparison
     * @param owner whether it says whose the following is: "Ann's"
     */
    record Word(String raw, String stem, boolean owner) {

        Word with(boolean isOwner) {
            return new Word(raw, stem, isOwner);
        }

        boolean content() {
            return !EMPTY.contains(raw.toLowerCase(Locale.ROOT));
        }

        boolean copula() {
            return COPULAS.contains(raw.toLowerCase(Locale.ROOT));
        }

        boolean article() {
            return raw.equalsIgnoreCase("the") || raw.equalsIgnoreCase("a") || raw.equalsIgnoreCase("an");
        }

        boolean capitalised() {
            return Character.isUpperCase(raw.charAt(0)) && raw.length() > 1;
        }
    }

    static List<Word> of(String sentence) {
        List<Word> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(sentence);
        while (matcher.find()) {
            add(words, matcher.group().replace('’', '\''));
        }
        return words;
    }

    private static void add(List<Word> words, String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        int apostrophe = lower.indexOf('\'');
        if (apostrophe < 0) {
            words.add(new Word(word, stem(lower), false));
            return;
        }
        String before = lower.substring(0, apostrophe);
        String after = lower.substring(apostrophe + 1);
        if (after.equals("t")) {
            words.add(new Word("not", "not", false));
        } else {
            boolean owner = after.equals("s") ? !NO_OWNERS.contains(before) : after.isEmpty() && before.endsWith("s");
            words.add(new Word(word.substring(0, apostrophe), stem(before), owner));
            if (after.equals("m") || after.equals("re")) {
                words.add(new Word("is", "is", false));
            }
        }
    }

    /** Light: plurals, tenses and spellings of the same word meet; different words hardly ever do. */
    private static String stem(String word) {
        if (word.equals("called") || word.equals("named")) {
            return "name";
        }
        String stem = word.length() > 5 ? word.replace("our", "or") : word;
        if (stem.endsWith("ies") && stem.length() > 4) {
            return stem.substring(0, stem.length() - 3) + "y";
        }
        if (stem.endsWith("ing") && stem.length() > 5) {
            stem = stem.substring(0, stem.length() - 3);
        } else if (stem.endsWith("ed") && stem.length() > 4) {
            stem = stem.substring(0, stem.length() - 2);
        } else if (stem.endsWith("s") && !stem.endsWith("ss") && stem.length() > 3) {
            stem = stem.substring(0, stem.length() - 1);
        }
        return stem.endsWith("e") && stem.length() > 3 && !stem.equals("name")
                ? stem.substring(0, stem.length() - 1)
                : stem;
    }
}
