package dev.walden.tools;

import dev.walden.plugin.Attachment;
import dev.walden.plugin.ToolOutput;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Makes a tool's text harmless and no longer than a limit: NUL and halves of surrogate pairs, which neither JSON nor a model takes
 * well, become U+FFFD. Of attachments as many are left as a call may have. Immutable.
 *
 * @param maxBytes of UTF-8 that are kept; the note on what was cut comes on top
 */
record OutputBound(long maxBytes) {

    private static final char REPLACEMENT = '\uFFFD';

    ToolOutput bounded(ToolOutput output) {
        List<Attachment> all = output.attachments();
        int kept = fitting(all);
        String text = bounded(output.text());
        return kept == all.size()
                ? output.saying(text)
                : output.saying(text + "\n" + leftOut(all.subList(kept, all.size())))
                        .with(all.subList(0, kept));
    }

    /** How many of the first there is room for: a later one that fits would get a number that the text does not mean. */
    private static int fitting(List<Attachment> attachments) {
        int most = Math.min(attachments.size(), ToolOutput.MOST_ATTACHMENTS);
        long bytes = 0;
        for (int i = 0; i < most; i++) {
            bytes += attachments.get(i).size();
            if (bytes > ToolOutput.MOST_ATTACHED_BYTES) {
                return i;
            }
        }
        return most;
    }

    private static String leftOut(List<Attachment> attachments) {
        String first = attachments.stream()
                .limit(ToolOutput.MOST_ATTACHMENTS)
                .map(Attachment::toString)
                .collect(Collectors.joining("; "));
        return "[" + attachments.size() + " attachments not kept, as a call keeps at most "
                + ToolOutput.MOST_ATTACHMENTS
                + " of together " + ToolOutput.MOST_ATTACHED_BYTES + " bytes: " + first
                + (attachments.size() > ToolOutput.MOST_ATTACHMENTS ? "; …" : "") + ".]";
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
