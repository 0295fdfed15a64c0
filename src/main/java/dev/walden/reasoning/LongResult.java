package dev.walden.reasoning;

import dev.walden.conversation.Message;

/** Tool results that are too long to be shown whole: their beginning, and how the rest is read by the tool {@value #TOOL}. Pure. */
public final class LongResult {

    /** The tool that reads on. */
    public static final String TOOL = "read_blob";

    /** The argument of {@value #TOOL} that names the call whose result is read. */
    public static final String REFERENCE = "reference";

    /** The argument of {@value #TOOL} that says from which character on. */
    public static final String FROM = "from";

    /** A line's end among this share of a piece is taken for its end. */
    private static final int NEAR = 8;

    private LongResult() {}

    /** The result with no more than so many characters of its text, and a line on how to read on when that is not all. */
    static Message.ToolResult shortened(Message.ToolResult result, int characters) {
        String text = result.text();
        if (text.length() <= characters) {
            return result;
        }
        int end = end(text, 0, characters);
        String note = "[Cut here: %d of %d characters are shown. Read on with %s {\"%s\": %s, \"%s\": %d}.]"
                .formatted(end, text.length(), TOOL, REFERENCE, JsonText.write(result.toolCallId()), FROM, end);
        String head = text.substring(0, end);
        return new Message.ToolResult(
                result.toolCallId(),
                result.tool(),
                head.endsWith("\n") ? head + note : head + "\n" + note,
                result.succeeded(),
                result.trusted());
    }

    /**
     * Where a piece of a text ends that has so many characters at most: behind a line's end when one is near, and never within a code
     * point.
     *
     * @param from the first character of the piece, within the text
     * @param characters at least 1; of a code point that needs two, both are taken
     */
    public static int end(String text, int from, int characters) {
        if (text.length() - from <= characters) {
            return text.length();
        }
        int end = from + characters;
        int line = text.lastIndexOf('\n', end - 1) + 1;
        if (line > end - characters / NEAR) {
            return line;
        }
        return splits(text, end) ? end + (end - 1 == from ? 1 : -1) : end;
    }

    /** The first character from here on that begins a code point. */
    public static int start(String text, int at) {
        return splits(text, at) ? at + 1 : at;
    }

    private static boolean splits(String text, int at) {
        return at > 0
                && at < text.length()
                && Character.isLowSurrogate(text.charAt(at))
                && Character.isHighSurrogate(text.charAt(at - 1));
    }
}
