package dev.walden.memory.knowledge;

import java.nio.charset.Charset;

/** Bytes that should be text and are no UTF-8, in the encoding that is then the most common. */
final class WindowsText {

    private static final Charset CHARSET = Charset.forName("windows-1252");
    private static final int FIRST_BEYOND_ASCII = 0x80;
    private static final int FIRST_LETTER = 0xc0;
    private static final int DELETE = 0x7f;

    /** So many letters beyond ASCII do not follow one another in the languages of the west. */
    private static final int FOREIGN = 4;

    /** Bytes that mean nothing there. */
    private static final String UNDEFINED = "\u0081\u008d\u008f\u0090\u009d";

    private WindowsText() {}

    /**
     * Whether it can be: it has something beyond ASCII, no control characters and no undefined bytes, and its words are mostly of ASCII's letters.
     * Other encodings have the letters of a whole script where this one has those with accents. A text in UTF-8 with a damaged letter
     * has more letters that are whole; read so, all of them would be two wrong ones.
     */
    static boolean is(byte[] content) {
        if (isOfOtherScript(content)) {
            return false;
        }
        int alone = 0;
        int ofUtf8 = 0;
        for (int i = 0; i < content.length; i++) {
            int value = content[i] & 0xff;
            if (isControl(value) || UNDEFINED.indexOf(value) >= 0) {
                return false;
            }
            if (value >= FIRST_BEYOND_ASCII) {
                int more = more(value);
                boolean whole = more > 0 && continues(content, i, more);
                ofUtf8 += whole ? more + 1 : 0;
                alone += whole ? 0 : 1;
                i += whole ? more : 0;
            }
        }
        return alone > ofUtf8;
    }

    private static boolean isOfOtherScript(byte[] content) {
        int ascii = 0;
        int beyond = 0;
        int inARow = 0;
        for (byte each : content) {
            int value = each & 0xff;
            boolean letter = value >= FIRST_LETTER;
            inARow = letter ? inARow + 1 : 0;
            if (inARow == FOREIGN) {
                return true;
            }
            beyond += letter ? 1 : 0;
            ascii += value < FIRST_BEYOND_ASCII && Character.isLetter(value) ? 1 : 0;
        }
        return beyond > ascii;
    }

    static String of(byte[] content) {
        return new String(content, CHARSET);
    }

    private static boolean isControl(int value) {
        return value == DELETE || (value < ' ' && "\t\n\f\r".indexOf(value) < 0);
    }

    /** How many bytes follow one that begins a letter in UTF-8. */
    private static int more(int first) {
        if (first >= 0xc2 && first <= 0xdf) {
            return 1;
        }
        if (first >= 0xe0 && first <= 0xef) {
            return 2;
        }
        return first >= 0xf0 && first <= 0xf4 ? 3 : 0;
    }

    private static boolean continues(byte[] content, int at, int more) {
        for (int i = at + 1; i <= at + more; i++) {
            if (i >= content.length || (content[i] & 0xc0) != FIRST_BEYOND_ASCII) {
                return false;
            }
        }
        return true;
    }
}
