package dev.walden.reasoning.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Cuts a text into sentences, in linear time. Dots inside numbers, names, addresses, abbreviations and quotations end none. */
final class Sentences {

    private static final Set<String> ABBREVIATIONS = Set.of(
            "e.g", "i.e", "mr", "mrs", "ms", "dr", "prof", "st", "vs", "approx", "no", "fig", "cf", "ca", "sgt",
            "capt");

    /** Abbreviations that often end a sentence as well; the next letter decides. */
    private static final Set<String> MAY_END =
            Set.of("etc", "a.m", "p.m", "u.s", "u.k", "jr", "sr", "inc", "ltd", "co");

    private static final Pattern LIST_MARK = Pattern.compile("^(?:[-*•]|\\d{1,2}[.)])\\s");

    private final String text;
    private final Quotes quotes;
    private final List<String> found = new ArrayList<>();
    private int start;
    private int blanksFrom;
    private int blanksTo;

    private Sentences(String text) {
        this.text = text;
        this.quotes = new Quotes(text);
    }

    /** The sentences in order, with their marks at the end, without marks of a list. */
    static List<String> split(String text) {
        Sentences sentences = new Sentences(text);
        for (int i = 0; i < text.length(); i++) {
            if (sentences.endsAt(i)) {
                sentences.add(i + 1);
            }
        }
        sentences.add(text.length());
        return sentences.found;
    }

    private void add(int end) {
        String sentence = text.substring(start, end).strip();
        String unmarked = LIST_MARK.matcher(sentence).replaceFirst("").strip();
        if (unmarked.codePoints()
                .anyMatch(c -> Character.isLetterOrDigit(c) || Character.isSupplementaryCodePoint(c))) {
            found.add(unmarked);
        }
        start = end;
    }

    private boolean endsAt(int i) {
        if (quotes.cover(i)) {
            return quotationEndsSentence(i);
        }
        return switch (text.charAt(i)) {
            case '!', '?', ';' -> spaceFollows(i);
            case '。', '！', '？' -> true;
            case '.' -> spaceFollows(i) && !abbreviation(i) && !listNumber(i);
            case '\n' -> newItem(i);
            default -> false;
        };
    }

    /** As in: Remember "I like tea." What is my name? */
    private boolean quotationEndsSentence(int i) {
        boolean last = i + 1 < text.length() && !quotes.cover(i + 1);
        return last && i > 0 && ".!?".indexOf(text.charAt(i - 1)) >= 0 && upperCaseFollows(i);
    }

    private boolean spaceFollows(int i) {
        return i + 1 == text.length() || Character.isWhitespace(text.charAt(i + 1));
    }

    private boolean abbreviation(int i) {
        int word = i;
        while (word > start && !Character.isWhitespace(text.charAt(word - 1))) {
            word--;
        }
        String before = text.substring(word, i).toLowerCase(Locale.ROOT);
        boolean initial = before.length() == 1 && Character.isUpperCase(text.charAt(word)) && !before.equals("i");
        if (before.equals("no")) {
            return digitFollows(i);
        }
        return (initial && upperCaseFollows(i))
                || ABBREVIATIONS.contains(before)
                || (MAY_END.contains(before) && !upperCaseFollows(i));
    }

    private boolean listNumber(int i) {
        return text.substring(start, i).strip().matches("\\d{1,2}");
    }

    /** A line break ends a sentence when the next line begins like one or like an item of a list. */
    private boolean newItem(int i) {
        return upperCaseFollows(i)
                || LIST_MARK.matcher(text).region(next(i), text.length()).lookingAt();
    }

    private boolean upperCaseFollows(int i) {
        int next = next(i);
        return next < text.length() && Character.isUpperCase(text.charAt(next));
    }

    private boolean digitFollows(int i) {
        int next = next(i);
        return next < text.length() && Character.isDigit(text.charAt(next));
    }

    /** Where the blanks behind this place end. Kept, so that a text of nothing but line breaks takes linear time. */
    private int next(int i) {
        if (i < blanksFrom || i >= blanksTo) {
            int next = i + 1;
            while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
                next++;
            }
            blanksFrom = i;
            blanksTo = next;
        }
        return blanksTo;
    }
}
