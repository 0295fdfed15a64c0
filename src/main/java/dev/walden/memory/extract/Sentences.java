package dev.walden.memory.extract;

import java.util.ArrayList;
import java.util.List;

/** Cuts a text into sentences: at line ends, and behind {@code . ! ?} with a space after them. Long ones are cut between words. */
final class Sentences {

    private static final int LONGEST = 300;
    private static final int SHORTEST = 3;
    private static final String MARKS = ".!?…。！？";

    private Sentences() {}

    static List<Quote> of(int text, String words) {
        List<Quote> sentences = new ArrayList<>();
        int from = 0;
        for (int at = 0; at < words.length(); at++) {
            boolean line = words.charAt(at) == '\n';
            boolean mark = MARKS.indexOf(words.charAt(at)) >= 0
                    && (at + 1 == words.length() || Character.isWhitespace(words.charAt(at + 1)));
            if (line || mark || (at - from >= LONGEST && Character.isWhitespace(words.charAt(at)))) {
                add(sentences, text, words, from, mark ? at + 1 : at);
                from = at + 1;
            }
        }
        add(sentences, text, words, Math.min(from, words.length()), words.length());
        return sentences;
    }

    private static void add(List<Quote> sentences, int text, String words, int from, int to) {
        int first = from;
        int end = to;
        while (first < end && Character.isWhitespace(words.charAt(first))) {
            first++;
        }
        while (end > first && Character.isWhitespace(words.charAt(end - 1))) {
            end--;
        }
        if (end - first >= SHORTEST && end - first <= 2 * LONGEST) { // longer without a space is no language
            sentences.add(new Quote(text, first, end));
        }
    }
}
