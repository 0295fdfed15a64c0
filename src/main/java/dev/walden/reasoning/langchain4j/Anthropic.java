package dev.walden.reasoning.langchain4j;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicChatRequestParameters;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.ToolChoice;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.reasoning.Room;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Anthropic's Messages API. */
final class Anthropic implements Vendor {

    private final ToolSchemas schemas = new ToolSchemas();
    private final ChatModel model;
    private final StreamingChatModel streaming;

    Anthropic(String engine, Endpoint endpoint) {
        // The API demands a limit: without one of ours what prompts leave.
        int output = Room.replyTokens(endpoint.capabilities(), endpoint.maxOutputTokens());
        String key = endpoint.apiKey().orElse("");
        this.model = AnthropicChatModel.builder()
                .httpClientBuilder(new WireClientBuilder(engine))
                .baseUrl(endpoint.baseUrl().toString())
                .apiKey(key)
                .modelName(endpoint.model())
                .maxTokens(output)
                .maxRetries(0)
                .build();
        this.streaming = AnthropicStreamingChatModel.builder()
                .httpClientBuilder(new WireClientBuilder(engine))
                .baseUrl(endpoint.baseUrl().toString())
                .apiKey(key)
                .modelName(endpoint.model())
                .maxTokens(output)
                .build();
    }

    @Override
    public ChatModel model() {
        return model;
    }

    @Override
    public StreamingChatModel streaming() {
        return streaming;
    }

    /** The word about parallel calls is a part of the choice of tools, which the API refuses where there are none. */
    @Override
    public ChatRequestParameters parameters(List<ToolDescriptor> tools, boolean parallel) {
        var parameters = AnthropicChatRequestParameters.builder().toolSpecifications(schemas.of(tools));
        if (!parallel && !tools.isEmpty()) {
            parameters.toolChoice(ToolChoice.AUTO).disableParallelToolUse(true);
        }
        return parameters.build();
    }

    @Override
    public List<ChatMessage> arranged(List<ChatMessage> messages) {
        return AlternatingTurns.of(messages);
    }

    /** The beginning of a stream has what was read, and its end what was written and why it stopped. */
    @Override
    public void note(Map<?, ?> answer, WireNotes notes) {
        usage(answer.get("usage"), notes);
        notes.stopped(answer.get("stop_reason"));
        if (answer.get("message") instanceof Map<?, ?> message) {
            usage(message.get("usage"), notes);
        }
        if (answer.get("delta") instanceof Map<?, ?> delta) {
            notes.stopped(delta.get("stop_reason"));
        }
        if ("message_stop".equals(answer.get("type"))) {
            notes.end();
        }
    }

    /** What came from a cache or went into one is counted apart, and was read all the same. */
    private static void usage(@Nullable Object counts, WireNotes notes) {
        if (counts instanceof Map<?, ?> usage) {
            notes.read(
                    usage.get("input_tokens"),
                    usage.get("cache_creation_input_tokens"),
                    usage.get("cache_read_input_tokens"));
            notes.written(usage.get("output_tokens"));
        }
    }
}
