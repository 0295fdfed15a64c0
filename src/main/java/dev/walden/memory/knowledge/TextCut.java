package dev.walden.memory.knowledge;

/** Where a text may be cut. */
final class TextCut {

    private TextCut() {}

    /** The end that is wanted, or one less where it would part a surrogate pair. */
    static int atMost(CharSequence text, int from, int end) {
        boolean parts = end > from + 1
                && end < text.length()
                && Character.isHighSurrogate(text.charAt(end - 1))
                && Character.isLowSurrogate(text.charAt(end));
        return parts ? end - 1 : end;
    }

    /**
     * The best end of a piece: behind a line, else a sentence, else a word, in its second half; else where it must end.
     *
     * @param most the last end that will do; less than the text's length
     */
    static int best(CharSequence text, int from, int most) {
        int half = from + (most - from) / 2;
        int sentence = -1;
        int word = -1;
        for (int at = most - 1; at >= half; at--) {
            char each = text.charAt(at);
            if (each == '\n') {
                return at + 1;
            }
            if (sentence < 0 && isSpace(each) && at > from && ".!?;".indexOf(text.charAt(at - 1)) >= 0) {
                sentence = at + 1;
            }
            if (word < 0 && isSpace(each)) {
                word = at + 1;
            }
        }
        if (sentence > 0) {
            return sentence;
        }
        return word > 0 ? word : atMost(text, from, most);
    }

    private static boolean isSpace(char each) {
        return each == ' ' || each == '\t';
    }
}
