package dev.walden.tools;

import dev.walden.plugin.CallProgress;
import dev.walden.plugin.ProgressListener;
import dev.walden.secrets.Secrets;
import org.jspecify.annotations.Nullable;

/** Makes what a tool says of its progress fit to be shown: without secrets and control characters, in one short line. Immutable. */
record ShownProgress(ProgressListener to, Secrets secrets) implements ProgressListener {

    static final int MOST_CHARACTERS = 300;

    @Override
    public void heard(CallProgress said) {
        if (Double.isFinite(said.progress())) {
            to.heard(new CallProgress(said.progress(), finite(said.total()), shown(said.message())));
        }
    }

    private static @Nullable Double finite(@Nullable Double number) {
        return number != null && Double.isFinite(number) ? number : null;
    }

    private @Nullable String shown(@Nullable String message) {
        if (message == null) {
            return null;
        }
        // Whole, before it is cut: half a secret cannot be told. And again in one line, which may have put one
        // together.
        String line = secrets.redacted(inOneLine(secrets.redacted(message)));
        return line.isEmpty() ? null : line.substring(0, line.offsetByCodePoints(0, shownOf(line)));
    }

    private static int shownOf(String line) {
        return Math.min(MOST_CHARACTERS, line.codePointCount(0, line.length()));
    }

    private static String inOneLine(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints().forEach(codePoint -> {
            if (Character.isWhitespace(codePoint)) {
                line.append(' ');
            } else if (isShown(codePoint)) {
                line.appendCodePoint(codePoint);
            }
        });
        return line.toString();
    }

    /** Characters that turn the direction of a text are none of it. */
    private static boolean isShown(int codePoint) {
        int type = Character.getType(codePoint);
        return type != Character.CONTROL && type != Character.FORMAT && type != Character.SURROGATE;
    }
}
