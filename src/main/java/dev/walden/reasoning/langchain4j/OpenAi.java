package dev.walden.reasoning.langchain4j;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.walden.plugin.ToolDescriptor;
import java.util.List;
import java.util.Map;

/** OpenAI's chat completions, as many servers speak them. */
final class OpenAi implements Vendor {

    private final boolean limited;
    private final WrittenTools written = new WrittenTools();
    private final ChatModel model;
    private final StreamingChatModel streaming;

    OpenAi(String engine, Endpoint endpoint) {
        var whole = OpenAiChatModel.builder()
                .httpClientBuilder(new WireClientBuilder(engine))
                .baseUrl(endpoint.baseUrl().toString())
                .modelName(endpoint.model())
                .maxRetries(0);
        var parts = OpenAiStreamingChatModel.builder()
                .httpClientBuilder(new WireClientBuilder(engine))
                .baseUrl(endpoint.baseUrl().toString())
                .modelName(endpoint.model());
        endpoint.apiKey().ifPresent(key -> {
            whole.apiKey(key);
            parts.apiKey(key);
        });
        endpoint.maxOutputTokens().ifPresent(tokens -> {
            switch (endpoint.limitName()) {
                case MAX_COMPLETION_TOKENS -> {
                    whole.maxCompletionTokens(tokens);
                    parts.maxCompletionTokens(tokens);
                }
                case MAX_TOKENS -> {
                    whole.maxTokens(tokens);
                    parts.maxTokens(tokens);
                }
            }
        });
        this.limited = endpoint.maxOutputTokens().isPresent();
        this.model = whole.build();
        this.streaming = parts.build();
    }

    @Override
    public ChatModel model() {
        return model;
    }

    @Override
    public StreamingChatModel streaming() {
        return streaming;
    }

    /** The API refuses the word about parallel calls where there are no tools. */
    @Override
    public ChatRequestParameters parameters(List<ToolDescriptor> tools, boolean parallel) {
        var parameters = OpenAiChatRequestParameters.builder();
        if (!tools.isEmpty()) {
            parameters.customParameters(Map.of("tools", written.of(tools)));
        }
        if (!parallel && !tools.isEmpty()) {
            parameters.parallelToolCalls(false);
        }
        return parameters.build();
    }

    @Override
    public String advice(int status) {
        return status == 400 && limited
                ? " If it knows the longest reply by another name, change the engine's max-output-tokens-name."
                : Vendor.super.advice(status);
    }

    @Override
    public void note(Map<?, ?> answer, WireNotes notes) {
        if (answer.get("usage") instanceof Map<?, ?> usage) {
            notes.read(usage.get("prompt_tokens"));
            notes.written(usage.get("completion_tokens"));
        }
        if (answer.get("choices") instanceof List<?> choices
                && !choices.isEmpty()
                && choices.getFirst() instanceof Map<?, ?> choice) {
            notes.stopped(choice.get("finish_reason"));
            if (choice.get("delta") instanceof Map<?, ?> delta) {
                notes.declined(delta.get("refusal"));
            }
        }
    }
}
