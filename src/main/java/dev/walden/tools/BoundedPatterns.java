package dev.walden.tools;

import com.networknt.schema.SchemaException;
import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressionFactory;
import java.util.regex.Pattern;

/**
 * Regular expressions that somebody outside wrote, or whose text somebody outside chose. Some take longer than the world will last: all
 * matches together look at so many characters, and no more. Confined to one check.
 */
final class BoundedPatterns implements RegularExpressionFactory {

    private static final int MOST_LOOKS = 2_000_000;

    private int looks;

    @Override
    public RegularExpression getRegularExpression(String expression) {
        Pattern pattern = Pattern.compile(expression);
        return text -> find(pattern, text);
    }

    /**
     * Whether the pattern fits the whole text.
     *
     * @throws TooLong when that takes too long to find out
     */
    boolean fits(Pattern pattern, String text) {
        try {
            return pattern.matcher(new Counted(text, 0, text.length())).matches();
        } catch (StackOverflowError _) { // some recurse once a character
            throw new TooLong();
        }
    }

    private boolean find(Pattern pattern, String text) {
        try {
            return pattern.matcher(new Counted(text, 0, text.length())).find();
        } catch (StackOverflowError _) { // some recurse once a character
            throw new TooLong();
        }
    }

    /** A match was given up. It is one of the library's own, which it passes on in silence. */
    static final class TooLong extends SchemaException {

        private static final long serialVersionUID = 1;

        private TooLong() {
            super("A pattern takes too long to match.");
        }
    }

    /** Text that counts how often it is looked at. */
    private final class Counted implements CharSequence {

        private final String text;
        private final int from;
        private final int to;

        Counted(String text, int from, int to) {
            this.text = text;
            this.from = from;
            this.to = to;
        }

        @Override
        public int length() {
            return to - from;
        }

        @Override
        public char charAt(int index) {
            if (++looks > MOST_LOOKS) {
                throw new TooLong();
            }
            return text.charAt(from + index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Counted(text, from + start, from + end);
        }

        @Override
        public String toString() {
            return text.substring(from, to);
        }
    }
}
