package dev.walden.reasoning.langchain4j;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.reasoning.Capabilities;
import dev.walden.reasoning.Prompt;
import java.util.List;

/** A prompt as a request that asks nothing of a model that it cannot do. */
final class ModelRequests {

    private ModelRequests() {}

    static ChatRequest of(Prompt prompt, Capabilities capabilities, Vendor vendor) {
        List<ToolDescriptor> tools = capabilities.tools() ? prompt.tools() : List.of();
        ChatRequestParameters parameters = vendor.parameters(tools, capabilities.parallelTools());
        return ChatRequest.builder()
                .messages(vendor.arranged(messages(prompt, capabilities.tools())))
                .parameters(AnswerFormats.of(prompt, capabilities.jsonSchema().isSent(!tools.isEmpty()))
                        .map(format -> parameters.overrideWith(format))
                        .orElse(parameters))
                .build();
    }

    /**
     * Calls are told in words where there are no tools: a model that knows none cannot read them, and Anthropic refuses them.
     * Procedures are got by a tool, so that they are no use to a model without.
     */
    private static List<ChatMessage> messages(Prompt prompt, boolean tools) {
        List<ChatMessage> messages = ModelMessages.of(tools ? prompt : prompt.offering(List.of()));
        return tools && !prompt.tools().isEmpty() ? messages : CallsAsText.of(messages);
    }
}
