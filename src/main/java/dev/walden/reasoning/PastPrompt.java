package dev.walden.reasoning;

import dev.walden.conversation.Message;
import dev.walden.conversation.ToolCall;

/**
 * A prompt that was sent once, put together again. Immutable.
 *
 * @param sent what the engine was sent, without what was cut
 * @param digest of that, to be held against what was recorded
 */
public record PastPrompt(Prompt sent, String digest) {

    /**
     * Makes the cut that was made then.
     *
     * @param cut as it was recorded; empty for none
     * @throws IllegalArgumentException when it is no such text
     */
    public static PastPrompt of(Prompt whole, String cut) {
        Prompt sent = PromptParts.of(whole).without(Cut.parse(cut));
        return new PastPrompt(sent, PromptDigest.of(sent).digest());
    }

    /** All words of it, for people. Engines of other kinds set the same words into other forms. */
    public String text() {
        StringBuilder text = new StringBuilder("=== instructions, ")
                .append(sent.version())
                .append('\n')
                .append(PromptText.instructions(sent));
        sent.messages().forEach(message -> text.append(told(message)));
        sent.tools()
                .forEach(tool -> text.append("\n\n=== tool ")
                        .append(tool.name())
                        .append('\n')
                        .append(tool.description())
                        .append('\n')
                        .append(tool.inputSchema()));
        return text.append('\n').toString();
    }

    private static String told(Message message) {
        return switch (message) {
            case Message.User user -> "\n\n=== user\n" + user.text();
            case Message.Assistant assistant -> {
                StringBuilder text = new StringBuilder("\n\n=== assistant\n").append(assistant.text());
                for (ToolCall call : assistant.toolCalls()) {
                    text.append("\n[calls ")
                            .append(call.tool())
                            .append(" as ")
                            .append(call.id())
                            .append(": ")
                            .append(call.malformed().orElseGet(() -> JsonText.write(call.arguments())))
                            .append(']');
                }
                yield text.toString();
            }
            case Message.Note note -> "\n\n=== note\n" + note.text();
            case Message.ToolResult result ->
                "\n\n=== result of " + result.toolCallId() + " (" + result.tool() + ")\n" + PromptText.result(result);
        };
    }
}
