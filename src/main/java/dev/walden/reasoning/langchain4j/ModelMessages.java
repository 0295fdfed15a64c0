package dev.walden.reasoning.langchain4j;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.walden.conversation.Message;
import dev.walden.conversation.ToolCall;
import dev.walden.reasoning.JsonText;
import dev.walden.reasoning.Prompt;
import dev.walden.reasoning.PromptText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A prompt as messages that the chat API accepts: the instructions first; every tool call answered before the next turn, under an id
 * that is unique in the request, because Walden's ids are unique within a task only. Confined to one request.
 */
final class ModelMessages {

    private static final int LONGEST_NAME = 64;

    private final List<ChatMessage> messages = new ArrayList<>();

    /** Calls of the latest assistant turn that wait for their result: Walden's id to the id and name in this request. */
    private final Map<String, ToolExecutionRequest> open = new LinkedHashMap<>();

    private int calls;

    private ModelMessages() {}

    static List<ChatMessage> of(Prompt prompt) {
        ModelMessages result = new ModelMessages();
        result.messages.add(SystemMessage.from(PromptText.instructions(prompt)));
        prompt.messages().forEach(result::add);
        result.answerOpenCalls();
        return result.messages;
    }

    private void add(Message message) {
        switch (message) {
            case Message.User user -> {
                answerOpenCalls();
                messages.add(UserMessage.from(PromptText.words(user.text())));
            }
            case Message.Assistant assistant -> {
                answerOpenCalls();
                messages.add(assistant(assistant));
            }
            case Message.ToolResult result -> {
                ToolExecutionRequest call = open.remove(result.toolCallId());
                if (call != null) {
                    messages.add(result(call, PromptText.result(result), result.succeeded()));
                }
            }
            case Message.Note note -> {
                answerOpenCalls();
                note(PromptText.note(note));
            }
        }
    }

    /** Behind results it belongs to the last of them: between results and the next turn not every API has a place. */
    private void note(String text) {
        if (messages.getLast() instanceof ToolExecutionResultMessage last) {
            messages.removeLast();
            messages.add(ToolExecutionResultMessage.builder()
                    .id(last.id())
                    .toolName(last.toolName())
                    .text(last.text() + "\n\n" + text)
                    .isError(last.isError())
                    .build());
        } else {
            messages.add(UserMessage.from(text));
        }
    }

    private AiMessage assistant(Message.Assistant assistant) {
        List<ToolExecutionRequest> requests = new ArrayList<>();
        for (ToolCall call : assistant.toolCalls()) {
            ToolExecutionRequest request = ToolExecutionRequest.builder()
                    .id("call_" + ++calls)
                    .name(name(call.tool()))
                    .arguments(arguments(call))
                    .build();
            requests.add(request);
            open.put(call.id(), request);
        }
        if (requests.isEmpty()) {
            return AiMessage.from(PromptText.words(assistant.text()));
        }
        return assistant.text().isBlank() ? AiMessage.from(requests) : AiMessage.from(assistant.text(), requests);
    }

    /** The API refuses a conversation with an unanswered call, and no request is worth that. */
    private void answerOpenCalls() {
        for (ToolExecutionRequest call : open.values()) {
            messages.add(result(call, "No result is known.", false));
        }
        open.clear();
    }

    /** Where the API has a mark for failures, it gets it. */
    private static ToolExecutionResultMessage result(ToolExecutionRequest call, String text, boolean succeeded) {
        return ToolExecutionResultMessage.builder()
                .id(call.id())
                .toolName(call.name())
                .text(text)
                .isError(!succeeded)
                .build();
    }

    /** The text that was no JSON object goes back inside one: the API accepts nothing else. */
    private static String arguments(ToolCall call) {
        return call.malformed()
                .map(text -> JsonText.write(Map.of("malformed_arguments", text)))
                .orElseGet(() -> JsonText.write(call.arguments()));
    }

    private static String name(String tool) {
        String valid = tool.replaceAll("[^a-zA-Z0-9_-]", "_");
        return valid.isEmpty() ? "unknown" : valid.substring(0, Math.min(LONGEST_NAME, valid.length()));
    }
}
