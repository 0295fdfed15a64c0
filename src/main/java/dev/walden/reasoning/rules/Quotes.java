package dev.walden.reasoning.rules;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/** Which characters of a text stand inside quotation marks or braces, where nothing is split. Takes linear time. Immutable. */
final class Quotes {

    private static final String OPENING = "\"“«`'‘{[";
    private static final String CLOSING = "\"”»`'’}]";
    private static final int NOWHERE = -1;

    private final BitSet inside = new BitSet();

    Quotes(String text) {
        int[] ends = ends(text);
        int i = 0;
        while (i < text.length()) {
            if (ends[i] > i) {
                inside.set(i, ends[i] + 1);
                i = ends[i];
            }
            i++;
        }
    }

    /** The marks themselves count as inside. */
    boolean cover(int index) {
        return inside.get(index);
    }

    /** The words without the quotation marks around all of them. */
    static String strip(String text) {
        String words = text.strip();
        int last = words.length() - 1;
        boolean quoted = last > 0 && "{[".indexOf(words.charAt(0)) < 0 && ends(words)[0] == last;
        return quoted ? words.substring(1, last) : words;
    }

    /**
     * For each opening mark the place of the one that closes it. Found from the end: a look for it from each opening mark would take
     * the square of the time for a text of nothing but marks.
     */
    private static int[] ends(String text) {
        int[] ends = new int[text.length()];
        Arrays.fill(ends, NOWHERE);
        // For each kind of marks the places of those that close and are not yet taken, nearest first.
        List<Deque<Integer>> closing = new ArrayList<>();
        OPENING.chars().forEach(_ -> closing.add(new ArrayDeque<>()));
        for (int i = text.length() - 1; i >= 0; i--) {
            int opens = opens(text, i);
            if (opens >= 0 && !closing.get(opens).isEmpty()) {
                ends[i] = nests(opens)
                        ? closing.get(opens).pop()
                        : closing.get(opens).peek();
            }
            int closes = closes(text, i);
            if (closes >= 0) {
                closing.get(closes).push(i);
            }
        }
        return ends;
    }

    /** Whether the marks can stand inside each other: those that open and close alike cannot. */
    private static boolean nests(int kind) {
        return OPENING.charAt(kind) != CLOSING.charAt(kind);
    }

    /** The kind of the mark, if it may open. An apostrophe opens a quotation only before a word. */
    private static int opens(String text, int index) {
        char mark = text.charAt(index);
        boolean withinWord = mark == '\'' && index > 0 && Character.isLetterOrDigit(text.charAt(index - 1));
        return withinWord ? NOWHERE : OPENING.indexOf(mark);
    }

    /** The kind of the mark, if it may close. The apostrophe of {@code it's} does not end a quotation. */
    private static int closes(String text, int index) {
        char mark = text.charAt(index);
        boolean apostrophe = mark == '\'' || mark == '’';
        boolean withinWord =
                apostrophe && index + 1 < text.length() && Character.isLetterOrDigit(text.charAt(index + 1));
        return withinWord ? NOWHERE : CLOSING.indexOf(mark);
    }
}
