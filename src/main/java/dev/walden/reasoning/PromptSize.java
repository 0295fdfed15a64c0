package dev.walden.reasoning;

import dev.walden.conversation.Message;
import dev.walden.conversation.OfferedProcedure;
import dev.walden.conversation.RecalledItem;
import dev.walden.conversation.ToolCall;
import dev.walden.plugin.ToolDescriptor;
import java.util.List;

/**
 * How many tokens the parts of a prompt cost, in whichever form they are sent: rather too many. Immutable.
 *
 * @param tools whether tools are sent
 * @param schemas whether the schema of an answer may be sent beside the words, which hold it, too
 */
record PromptSize(TokenCounter counter, boolean tools, boolean schemas) {

    /** The lines around text from outside, whose mark has a token for nearly every letter. */
    private static final int FENCE_TOKENS = 48;

    /** The sentence in front of a list: of items, procedures, tools. */
    private static final int HEADING_TOKENS = 64;

    /** The sentences around the rules of a space. */
    private static final int RULES_TOKENS = 160;

    /** All of it. */
    long of(Prompt prompt) {
        long size = fixed(prompt) + messages(prompt.messages());
        for (RecalledItem item : prompt.recalled()) {
            size += of(item);
        }
        for (OfferedProcedure procedure : prompt.procedures()) {
            size += of(procedure);
        }
        return size;
    }

    /** Without messages, items and procedures. */
    long fixed(Prompt prompt) {
        String schema = prompt.outputSchema() == null ? "" : prompt.outputSchema();
        long rules = prompt.rules() == null ? 0 : counter.of(prompt.rules()) + RULES_TOKENS;
        long size = counter.of(prompt.instructions())
                + rules
                + (schemas ? 2L : 1L) * counter.of(schema)
                + 4L * HEADING_TOKENS;
        for (ToolDescriptor tool : tools ? prompt.tools() : List.<ToolDescriptor>of()) {
            size += counter.of(tool.name() + ": " + tool.description() + tool.inputSchema());
        }
        return size;
    }

    long of(RecalledItem item) {
        return fence(item.trusted()) + counter.of(item.id() + item.kind() + item.seq() + item.said());
    }

    long of(OfferedProcedure procedure) {
        return counter.of(procedure.name() + ": " + procedure.description());
    }

    long messages(List<Message> messages) {
        long size = 0;
        for (Message message : messages) {
            size += of(message);
        }
        return size;
    }

    private long of(Message message) {
        long size = counter.of(message.text());
        return switch (message) {
            case Message.User _, Message.Note _ -> size;
            case Message.Assistant assistant -> {
                for (ToolCall call : assistant.toolCalls()) {
                    size += counter.of(call.id()
                            + call.tool()
                            + JsonText.write(
                                    call.malformed().<Object>map(text -> text).orElse(call.arguments())));
                }
                yield size;
            }
            case Message.ToolResult result -> size + fence(result.trusted()) + counter.of(result.tool());
        };
    }

    private static long fence(boolean trusted) {
        return trusted ? 0 : FENCE_TOKENS;
    }
}
