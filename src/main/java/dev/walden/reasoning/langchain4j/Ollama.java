package dev.walden.reasoning.langchain4j;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.CustomMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.ollama.OllamaChatModel;
import dev.langchain4j.model.ollama.OllamaChatRequestParameters;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.reasoning.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Ollama's chat, as it speaks it itself: only there can the length of the context be asked for. */
final class Ollama implements Vendor {

    private final ToolSchemas schemas = new ToolSchemas();
    private final String name;
    private final ChatModel model;
    private final StreamingChatModel streaming;

    Ollama(String engine, Endpoint endpoint) {
        this.name = endpoint.model();
        Map<String, String> headers = endpoint.apiKey()
                .map(key -> Map.of("Authorization", "Bearer " + key))
                .orElse(Map.of());
        var parameters = OllamaChatRequestParameters.builder().modelName(endpoint.model());
        endpoint.maxOutputTokens().ifPresent(parameters::maxOutputTokens);
        endpoint.capabilities().contextTokens().ifPresent(parameters::numCtx);
        var defaults = parameters.build();
        this.model = OllamaChatModel.builder()
                .httpClientBuilder(new WireClientBuilder(engine))
                .baseUrl(endpoint.baseUrl().toString())
                .customHeaders(headers)
                .defaultRequestParameters(defaults)
                .maxRetries(0)
                .build();
        this.streaming = OllamaStreamingChatModel.builder()
                .httpClientBuilder(new WireClientBuilder(engine))
                .baseUrl(endpoint.baseUrl().toString())
                .customHeaders(headers)
                .defaultRequestParameters(defaults)
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

    /** There is no word about parallel calls; of several the first is made. */
    @Override
    public ChatRequestParameters parameters(List<ToolDescriptor> tools, boolean parallel) {
        return OllamaChatRequestParameters.builder()
                .toolSpecifications(schemas.of(tools))
                .build();
    }

    /** The library leaves out which call a result belongs to. */
    @Override
    public List<ChatMessage> arranged(List<ChatMessage> messages) {
        return messages.stream().map(Ollama::named).toList();
    }

    private static ChatMessage named(ChatMessage message) {
        if (!(message instanceof ToolExecutionResultMessage result)) {
            return message;
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("role", "tool");
        fields.put("tool_name", result.toolName());
        fields.put("tool_call_id", result.id());
        fields.put("content", result.text());
        return CustomMessage.from(fields);
    }

    @Override
    public void note(Map<?, ?> answer, WireNotes notes) {
        notes.read(answer.get("prompt_eval_count"));
        notes.written(answer.get("eval_count"));
        notes.stopped(answer.get("done_reason"));
        if (Boolean.TRUE.equals(answer.get("done"))) {
            notes.end();
        }
    }

    /** Lines of JSON, of which an answer in one piece is one. */
    @Override
    public boolean sendsEvents() {
        return false;
    }

    /** Numbers the calls: the library takes two without numbers, or with the same one, for parts of one call. */
    @Override
    public String event(Map<?, ?> answer, String data, WireNotes notes) {
        if (!(answer.get("message") instanceof Map<?, ?> message)
                || !(message.get("tool_calls") instanceof List<?> calls)) {
            return data;
        }
        List<Object> numbered = new ArrayList<>();
        for (Object call : calls) {
            Object function = call instanceof Map<?, ?> members ? members.get("function") : null;
            numbered.add(
                    function instanceof Map<?, ?> it
                            ? with(call, "function", with(it, "index", notes.nextCall()))
                            : call);
        }
        return JsonText.write(with(answer, "message", with(message, "tool_calls", numbered)));
    }

    private static Map<Object, Object> with(Object members, String name, Object value) {
        Map<Object, Object> changed = new LinkedHashMap<>((Map<?, ?>) members);
        changed.put(name, value);
        return changed;
    }

    @Override
    public String advice(int status) {
        return switch (status) {
            case 404 ->
                " If it does not have the model yet: ollama pull " + name
                        + ". Else check its base-url, which has no path: http://HOST:11434.";
            case 400 -> " If the model calls no tools, configure tools: false for this engine.";
            default -> "";
        };
    }
}
