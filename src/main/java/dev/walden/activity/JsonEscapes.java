package dev.walden.activity;

/** The backslash escapes of JSON strings. */
final class JsonEscapes {

    private static final int HEX_DIGITS = 4;

    private JsonEscapes() {}

    /** The text that is meant. Escaped surrogates come out one by one, paired or not. */
    static String resolve(String escaped) {
        int first = escaped.indexOf('\\');
        if (first < 0) {
            return escaped;
        }
        StringBuilder text = new StringBuilder(escaped.length());
        int at = 0;
        for (int slash = first; slash >= 0; slash = escaped.indexOf('\\', at)) {
            text.append(escaped, at, slash);
            char kind = escaped.charAt(slash + 1);
            text.append(kind == 'u' ? hex(escaped, slash + 2) : single(kind));
            at = slash + (kind == 'u' ? 2 + HEX_DIGITS : 2);
        }
        return text.append(escaped, at, escaped.length()).toString();
    }

    private static char single(char kind) {
        return switch (kind) {
            case '"', '\\', '/' -> kind;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> throw new NotPlain();
        };
    }

    private static char hex(String text, int from) {
        int value = 0;
        for (int at = from; at < from + HEX_DIGITS; at++) {
            int digit = at < text.length() && text.charAt(at) < 0x80 ? Character.digit(text.charAt(at), 16) : -1;
            if (digit < 0) {
                throw new NotPlain();
            }
            value = value << 4 | digit;
        }
        return (char) value;
    }
}
