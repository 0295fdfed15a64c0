package dev.walden.reasoning;

import dev.walden.conversation.Message.ToolResult;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A piece of a long result as {@value LongResult#TOOL} gives it. Where to read on stands at its end, as a piece that is itself cut says
 * that in its own note. Immutable.
 *
 * @param reference the call whose result it is a piece of
 * @param from its first character within that
 * @param end behind its last
 * @param total characters of the whole
 */
public record ResultPiece(String reference, int from, int end, int total) {

    private static final Pattern HEADING = Pattern.compile(
            "\\[Characters (\\d{1,9}) to (\\d{1,9}) of the (\\d{1,9}) of the result of (\\S{1,64})\\.]\n");

    /** How an engine is told what it reads. */
    public String of(String whole) {
        String text = heading() + whole.substring(from, end);
        String next = end == total ? "This is its end." : readOn(reference, end);
        return (text.endsWith("\n") ? text : text + "\n") + "[" + next + "]";
    }

    /** How an engine is told to read on in a result. */
    static String readOn(String reference, int from) {
        return "Read on with %s {\"%s\": %s, \"%s\": %d}."
                .formatted(LongResult.TOOL, LongResult.REFERENCE, JsonText.write(reference), LongResult.FROM, from);
    }

    /** How to read on behind so many characters of a result: in the whole, where it is a piece of one. */
    static String readOn(ToolResult result, int shown) {
        return in(result)
                .map(piece -> readOn(piece.reference, piece.at(shown)))
                .orElseGet(() -> readOn(result.toolCallId(), shown));
    }

    private static Optional<ResultPiece> in(ToolResult result) {
        Matcher heading = HEADING.matcher(result.text());
        if (!result.tool().equals(LongResult.TOOL) || !result.succeeded() || !heading.lookingAt()) {
            return Optional.empty();
        }
        return Optional.of(new ResultPiece(
                heading.group(4),
                Integer.parseInt(heading.group(1)),
                Integer.parseInt(heading.group(2)),
                Integer.parseInt(heading.group(3))));
    }

    /** Where in the whole the piece's text goes on behind so many characters, its heading included. */
    private int at(int shown) {
        return Math.clamp((long) from + shown - heading().length(), from, end);
    }

    private String heading() {
        return "[Characters %d to %d of the %d of the result of %s.]\n".formatted(from, end, total, reference);
    }
}
