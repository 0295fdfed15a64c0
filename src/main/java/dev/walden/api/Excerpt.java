package dev.walden.api;

/** A piece of what a client sent, fit to be shown in a sentence: short and on one line. */
final class Excerpt {

    private static final int MOST = 60;

    private Excerpt() {}

    static String of(String text) {
        String line = text.codePoints()
                .limit(MOST)
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? '\uFFFD' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return text.codePointCount(0, text.length()) > MOST ? line + "…" : line;
    }
}
