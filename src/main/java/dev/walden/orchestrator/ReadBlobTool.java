package dev.walden.orchestrator;

import dev.walden.conversation.Message.ToolResult;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.Tool;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.plugin.ToolInput;
import dev.walden.plugin.ToolOutput;
import dev.walden.reasoning.LongResult;
import dev.walden.reasoning.ResultPiece;
import dev.walden.tools.CallResult;
import java.time.Duration;
import java.util.Optional;

/**
 * Lets an engine read on in a result of which it was shown the beginning. The task machine answers it from the task's own messages; it is
 * never called. Nothing but a result of the same task can be named, and a piece of it is trusted no more than the whole.
 */
final class ReadBlobTool {

    /** With its heading no longer than a result is usually shown. */
    static final int LONGEST_PIECE = 7_500;

    private static final String LENGTH = "length";

    private static final ToolDescriptor DESCRIPTOR = ToolDescriptor.of(
            LongResult.TOOL,
            "Reads on in the result of an earlier tool call of this task, where only its beginning is shown: such a result ends with the"
                    + " words Cut here and the arguments for this tool. Answers with characters from the given one on, at most "
                    + LONGEST_PIECE + ".",
            """
            {"type":"object","properties":{
              "reference":{"type":"string","minLength":1,"maxLength":64,"description":"the id of the call, such as c3"},
              "from":{"type":"integer","minimum":0,"description":"the first character wanted, 0 for the beginning"},
              "length":{"type":"integer","minimum":1}},
             "required":["reference"],"additionalProperties":false}""",
            SideEffect.NONE,
            Duration.ofSeconds(1));

    private ReadBlobTool() {}

    static Tool tool() {
        return new OwnTool(DESCRIPTOR, "Results are read from the task itself; this is not called as other tools are.");
    }

    /** The piece of a result among these messages. Pure. */
    static CallResult read(Messages messages, ToolInput input) {
        Optional<ToolResult> result = messages.result(input.string(LongResult.REFERENCE));
        if (result.isEmpty()) {
            return new CallResult.Failed(
                    "No earlier call of this task has this id; ids of calls are c1, c2 and so on, in their order.",
                    true);
        }
        String text = result.get().text();
        long wanted = input.optionalLong(LongResult.FROM).orElse(0L);
        if (wanted < 0 || wanted >= text.length()) {
            return new CallResult.Failed(
                    "There is nothing at character " + wanted + ": the result has " + text.length() + " characters.",
                    true);
        }
        long length = input.optionalLong(LENGTH).orElse((long) LONGEST_PIECE);
        return new CallResult.Succeeded(
                piece(result.get(), (int) wanted, (int) Math.max(1, Math.min(LONGEST_PIECE, length))));
    }

    private static ToolOutput piece(ToolResult result, int wanted, int length) {
        String text = result.text();
        int from = LongResult.start(text, wanted);
        int end = LongResult.end(text, from, length);
        ResultPiece piece = new ResultPiece(result.toolCallId(), from, end, text.length());
        return new ToolOutput(piece.of(text), result.trusted());
    }
}
