package dev.walden.cli;

/** Words of others as a terminal may get them: nothing in them moves its cursor, clears it or answers for the person before it. Pure. */
final class Harmless {

    private static final char REPLACEMENT = '\uFFFD';

    private Harmless() {}

    /** The text with every control character but line feeds and tabs replaced. */
    static String text(String foreign) {
        StringBuilder text = new StringBuilder(foreign);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c) && c != '\n' && c != '\t') {
                text.setCharAt(i, REPLACEMENT);
            }
        }
        return text.toString();
    }
}
