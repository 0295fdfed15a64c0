package dev.walden.reasoning.langchain4j;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import java.util.List;

/** Earlier tool calls and their results in words, for a model that knows no tools. */
final class CallsAsText {

    private CallsAsText() {}

    static List<ChatMessage> of(List<ChatMessage> messages) {
        return messages.stream().map(CallsAsText::told).toList();
    }

    private static ChatMessage told(ChatMessage message) {
        return switch (message) {
            case AiMessage assistant when assistant.hasToolExecutionRequests() -> told(assistant);
            case ToolExecutionResultMessage result ->
                UserMessage.from("Result of " + result.toolName() + " (" + result.id() + "):\n" + result.text());
            default -> message;
        };
    }

    private static ChatMessage told(AiMessage assistant) {
        StringBuilder text = new StringBuilder(assistant.text() == null ? "" : assistant.text() + "\n");
        for (ToolExecutionRequest call : assistant.toolExecutionRequests()) {
            text.append("Called ")
                    .append(call.name())
                    .append(" (")
                    .append(call.id())
                    .append(") with ");
            text.append(call.arguments()).append('\n');
        }
        return AiMessage.from(text.toString().strip());
    }
}
