package dev.walden.conversation;

import java.util.List;

/** One turn of a conversation. Instructions to the model are no message: they belong to the prompt. */
public sealed interface Message {

    /** What the words are; empty when an assistant only calls tools. */
    String text();

    /**
     * What a person said.
     *
     * @param text the words
     */
    record User(String text) implements Message {}

    /**
     * What the agent said or wanted done.
     *
     * @param text the words; empty when it only calls tools
     * @param toolCalls in the order wanted; each is answered by one {@link ToolResult} before the next turn
     */
    record Assistant(String text, List<ToolCall> toolCalls) implements Message {
        public Assistant {
            toolCalls = List.copyOf(toolCalls);
        }

        /** Words alone. */
        public static Assistant answering(String text) {
            return new Assistant(text, List.of());
        }
    }

    /**
     * What a tool call came to.
     *
     * @param toolCallId the call that this answers
     * @param tool its tool
     * @param text the output, or why there is none
     * @param succeeded whether the call did what was asked
     * @param trusted whether the text was made by Walden itself rather than by somebody outside
     */
    record ToolResult(String toolCallId, String tool, String text, boolean succeeded, boolean trusted)
            implements Message {}

    /**
     * What Walden itself says of the step before: what was wrong with it, and what to do. Neither a person's words nor a task.
     *
     * @param text the words, our own
     */
    record Note(String text) implements Message {}
}
