package dev.walden.tools;

import dev.walden.plugin.ToolOutput;

/**
 * Makes a tool's text harmless and no longer than a limit: NUL and halves of surrogate pairs, which neither JSON nor a model takes
 * well, become U+FFFD. Immutable.
 *
 * @param maxBytes of UTF-8 that are kept; the note on what was cut comes on top
 */
record OutputBound(long maxBytes) {

    private static final char REPLACEMENT = '\uFFFD';

    ToolOutput bounded(ToolOutput output) {
        return new ToolOutput(bounded(output.text()), output.trusted());
    }

    /** Looks at no more of the text than fits, however long it is. */
    String bounded(String text) {
        StringBuilder kept = new StringBuilder((int) Math.min(text.length(), maxBytes));
        long bytes = 0;
        int at = 0;
        while (at < text.length()) {
            int codePoint = harmless(text.codePointAt(at));
            bytes += utf8Bytes(codePoint);
            if (bytes > maxBytes) {
                return kept.append("\n[Cut here: ")
                        .append(text.length() - at)
                        .append(" of ")
                        .append(text.length())
                        .append(" characters are not shown.]")
                        .toString();
            }
            kept.appendCodePoint(codePoint);
            at += Character.charCount(text.codePointAt(at));
        }
        return kept.toString();
    }

    private static int harmless(int codePoint) {
        boolean surrogate = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
        return codePoint == 0 || surrogate ? REPLACEMENT : codePoint;
    }

    private static int utf8Bytes(int codePoint) {
        if (codePoint < 0x80) {
            return 1;
        }
        if (codePoint < 0x800) {
            return 2;
        }
        return codePoint < 0x10000 ? 3 : 4;
    }
}
