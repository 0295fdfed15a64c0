package dev.walden.reasoning.langchain4j;

import com.sun.net.httpserver.Headers;
import dev.walden.reasoning.langchain4j.WireReply.Call;
import dev.walden.reasoning.langchain4j.WireReply.Completion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** OpenAI's chat completions. */
final class OpenAiApi implements ModelApi {

    private final JsonMapper json = JsonMapper.builder().build();

    @Override
    public String base() {
        return "/v1";
    }

    @Override
    public String path() {
        return "/chat/completions";
    }

    @Override
    public Optional<String> complaint(Headers headers, JsonNode request) {
        return new RequestCheck(request).complaint();
    }

    @Override
    public boolean streams(JsonNode request) {
        return request.path("stream").asBoolean(false);
    }

    @Override
    public String whole(Completion completion, JsonNode request) {
        ObjectNode message = json.createObjectNode().put("role", "assistant");
        message.put("content", completion.text());
        message.put("refusal", completion.refusal());
        for (Call call : completion.calls()) {
            call(message, call, call.arguments());
        }
        ObjectNode body = head(request, "chat.completion");
        ObjectNode choice = body.putArray("choices").addObject().put("index", 0);
        choice.set("message", message);
        choice.put("finish_reason", completion.finishReason());
        usage(body);
        return json.writeValueAsString(body);
    }

    @Override
    public List<String> events(Completion completion, JsonNode request) {
        List<String> events = new ArrayList<>();
        events.add(
                event(request, json.createObjectNode().put("role", "assistant").put("content", ""), null));
        completion
                .pieces()
                .forEach(piece ->
                        events.add(event(request, json.createObjectNode().put("content", piece), null)));
        if (completion.refusal() != null) {
            Completion.halves(completion.refusal())
                    .forEach(piece ->
                            events.add(event(request, json.createObjectNode().put("refusal", piece), null)));
        }
        int index = 0;
        for (Call call : completion.calls()) {
            ObjectNode first = json.createObjectNode();
            call(first, call, "").put("index", index);
            events.add(event(request, first, null));
            for (String piece : Completion.halves(call.arguments())) {
                ObjectNode more = json.createObjectNode();
                more.putArray("tool_calls")
                        .addObject()
                        .put("index", index)
                        .putObject("function")
                        .put("arguments", piece);
                events.add(event(request, more, null));
            }
            index++;
        }
        events.add(event(request, json.createObjectNode(), completion.finishReason()));
        if (request.at("/stream_options/include_usage").asBoolean(false)) {
            ObjectNode body = head(request, "chat.completion.chunk");
            body.putArray("choices");
            usage(body);
            events.add("data: " + json.writeValueAsString(body) + "\n\n");
        }
        events.add("data: [DONE]\n\n");
        return events;
    }

    @Override
    public String error(int status, String message) {
        return json.writeValueAsString(json.createObjectNode()
                .set("error", json.createObjectNode().put("message", message).put("type", "scripted")));
    }

    private ObjectNode head(JsonNode request, String object) {
        return json.createObjectNode()
                .put("id", "chatcmpl-1")
                .put("object", object)
                .put("created", 1_700_000_000)
                .put("model", request.path("model").asString());
    }

    private static ObjectNode call(ObjectNode message, Call call, String arguments) {
        ObjectNode made = message.withArray("tool_calls").addObject();
        made.put("id", call.id()).put("type", "function");
        made.putObject("function").put("name", call.name()).put("arguments", arguments);
        return made;
    }

    private static void usage(ObjectNode body) {
        body.putObject("usage")
                .put("prompt_tokens", Completion.READ)
                .put("completion_tokens", Completion.WRITTEN)
                .put("total_tokens", Completion.READ + Completion.WRITTEN);
    }

    private String event(JsonNode request, ObjectNode delta, @Nullable String finishReason) {
        ObjectNode body = head(request, "chat.completion.chunk");
        ObjectNode choice = body.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.put("finish_reason", finishReason);
        body.putNull("usage");
        return "data: " + json.writeValueAsString(body) + "\n\n";
    }
}
