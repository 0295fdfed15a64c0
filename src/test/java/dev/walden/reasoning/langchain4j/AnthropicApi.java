package dev.walden.reasoning.langchain4j;

import com.sun.net.httpserver.Headers;
import dev.walden.reasoning.langchain4j.WireReply.Call;
import dev.walden.reasoning.langchain4j.WireReply.Completion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Anthropic's Messages API. */
final class AnthropicApi implements ModelApi {

    private static final Map<String, String> REASONS =
            Map.of("stop", "end_turn", "tool_calls", "tool_use", "length", "max_tokens", "content_filter", "refusal");

    private final JsonMapper json = JsonMapper.builder().build();

    @Override
    public String base() {
        return "/v1";
    }

    @Override
    public String path() {
        return "/messages";
    }

    @Override
    public Optional<String> complaint(Headers headers, JsonNode request) {
        return new AnthropicCheck(request).complaint(headers);
    }

    @Override
    public boolean streams(JsonNode request) {
        return request.path("stream").asBoolean(false);
    }

    @Override
    public String whole(Completion completion, JsonNode request) {
        ObjectNode message = message(request);
        if (!completion.pieces().isEmpty()) {
            message.withArray("content").addObject().put("type", "text").put("text", completion.text());
        }
        for (Call call : completion.calls()) {
            block(message.withArray("content").addObject(), call).set("input", json.readTree(call.arguments()));
        }
        message.put("stop_reason", reason(completion));
        usage(message, Completion.WRITTEN);
        return json.writeValueAsString(message);
    }

    @Override
    public List<String> events(Completion completion, JsonNode request) {
        List<String> events = new ArrayList<>();
        ObjectNode message = message(request);
        message.putNull("stop_reason");
        usage(message, 1);
        events.add(event("message_start", body -> body.set("message", message)));
        events.add(event("ping", body -> {}));
        int index = 0;
        if (!completion.pieces().isEmpty()) {
            block(
                    events,
                    index++,
                    json.createObjectNode().put("type", "text").put("text", ""),
                    "text",
                    completion.pieces());
        }
        for (Call call : completion.calls()) {
            ObjectNode start = block(json.createObjectNode(), call);
            start.putObject("input");
            block(events, index++, start, "partial_json", Completion.halves(call.arguments()));
        }
        events.add(event("message_delta", body -> {
            body.putObject("delta").put("stop_reason", reason(completion)).putNull("stop_sequence");
            body.putObject("usage").put("output_tokens", Completion.WRITTEN);
        }));
        events.add(event("message_stop", body -> {}));
        return events;
    }

    @Override
    public String error(int status, String message) {
        ObjectNode body = json.createObjectNode().put("type", "error");
        body.putObject("error").put("type", "scripted").put("message", message);
        return json.writeValueAsString(body);
    }

    private void block(List<String> events, int index, ObjectNode start, String field, List<String> pieces) {
        events.add(event("content_block_start", body -> {
            body.put("index", index);
            body.set("content_block", start);
        }));
        for (String piece : pieces) {
            events.add(event("content_block_delta", body -> {
                body.put("index", index);
                body.putObject("delta")
                        .put("type", field.equals("text") ? "text_delta" : "input_json_delta")
                        .put(field, piece);
            }));
        }
        events.add(event("content_block_stop", body -> body.put("index", index)));
    }

    private ObjectNode message(JsonNode request) {
        ObjectNode message = json.createObjectNode()
                .put("id", "msg_1")
                .put("type", "message")
                .put("role", "assistant")
                .put("model", request.path("model").asString());
        message.putArray("content");
        return message;
    }

    private static ObjectNode block(ObjectNode block, Call call) {
        return block.put("type", "tool_use").put("id", call.id()).put("name", call.name());
    }

    private static String reason(Completion completion) {
        return completion.refusal() != null ? "refusal" : REASONS.getOrDefault(completion.finishReason(), "");
    }

    /** A part of what was read came from the cache. */
    private static void usage(ObjectNode message, int written) {
        message.putObject("usage")
                .put("input_tokens", Completion.READ - 30)
                .put("cache_creation_input_tokens", 10)
                .put("cache_read_input_tokens", 20)
                .put("output_tokens", written);
    }

    private String event(String name, Consumer<ObjectNode> fields) {
        ObjectNode body = json.createObjectNode().put("type", name);
        fields.accept(body);
        return "event: " + name + "\ndata: " + json.writeValueAsString(body) + "\n\n";
    }
}
