package dev.walden.reasoning.rules;

import java.util.BitSet;

/** Which characters of a text stand inside quotation marks or braces, where nothing is split. Immutable. */
final class Quotes {

    private static final String OPENING = "\"“«`'‘{[";
    private static final String CLOSING = "\"”»`'’}]";

    private final BitSet inside = new BitSet();

    Quotes(String text) {
        int i = 0;
        while (i < text.length()) {
            int end = opens(text, i) ? end(text, i) : -1;
            if (end > i) {
                inside.set(i, end + 1);
                i = end;
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
        boolean quoted = last > 0 && opens(words, 0) && "{[".indexOf(words.charAt(0)) < 0 && end(words, 0) == last;
        return quoted ? words.substring(1, last) : words;
    }

    /** An apostrophe opens a quotation only before a word. */
    private static boolean opens(String text, int index) {
        char mark = text.charAt(index);
        if (OPENING.indexOf(mark) < 0) {
            return false;
        }
        return mark != '\'' || index == 0 || !Character.isLetterOrDigit(text.charAt(index - 1));
    }

    private static int end(String text, int start) {
        char open = text.charAt(start);
        char close = CLOSING.charAt(OPENING.indexOf(open));
        if (text.indexOf(close, start + 1) < 0) {
            return -1;
        }
        int depth = 0;
        for (int i = start + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == open && open != close) {
                depth++;
            } else if (c == close && depth-- == 0 && closes(text, i)) {
                return i;
            } else if (c == close) {
                depth = Math.max(depth, 0);
            }
        }
        return -1;
    }

    /** The apostrophe of {@code it's} does not end a quotation. */
    private static boolean closes(String text, int index) {
        char mark = text.charAt(index);
        boolean apostrophe = mark == '\'' || mark == '’';
        return !apostrophe || index + 1 == text.length() || !Character.isLetterOrDigit(text.charAt(index + 1));
    }
}
