package dev.walden.reasoning.langchain4j;

import com.sun.net.httpserver.Headers;
import dev.walden.reasoning.langchain4j.WireReply.Call;
import dev.walden.reasoning.langchain4j.WireReply.Completion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Ollama's own chat: a line of JSON an event, and calls whole and without numbers. */
final class OllamaApi implements ModelApi {

    private final JsonMapper json = JsonMapper.builder().build();

    @Override
    public String base() {
        return "";
    }

    @Override
    public String path() {
        return "/api/chat";
    }

    @Override
    public Optional<String> complaint(Headers headers, JsonNode request) {
        return new OllamaCheck(request).complaint();
    }

    @Override
    public boolean streams(JsonNode request) {
        return request.path("stream").asBoolean(true);
    }

    @Override
    public String whole(Completion completion, JsonNode request) {
        ObjectNode message = message(completion.text() == null ? "" : completion.text());
        completion.calls().forEach(call -> call(message, call));
        return json.writeValueAsString(last(line(request, message), completion));
    }

    @Override
    public List<String> events(Completion completion, JsonNode request) {
        List<String> events = new ArrayList<>();
        completion.pieces().forEach(piece -> events.add(json.writeValueAsString(line(request, message(piece))) + "\n"));
        for (Call call : completion.calls()) {
            events.add(json.writeValueAsString(line(request, call(message(""), call))) + "\n");
        }
        events.add(json.writeValueAsString(last(line(request, message("")), completion)) + "\n");
        return events;
    }

    @Override
    public String error(int status, String message) {
        return json.writeValueAsString(json.createObjectNode().put("error", message));
    }

    private ObjectNode line(JsonNode request, ObjectNode message) {
        ObjectNode line = json.createObjectNode()
                .put("model", request.path("model").asString())
                .put("created_at", "2026-11-21T02:11:13.121Z");
        line.set("message", message);
        return line.put("done", false);
    }

    private static ObjectNode last(ObjectNode line, Completion completion) {
        return line.put("done", true)
                .put("done_reason", completion.finishReason().equals("length") ? "length" : "stop")
                .put("total_duration", 4_883_583_458L)
                .put("prompt_eval_count", Completion.READ)
                .put("prompt_eval_duration", 130_079_000L)
                .put("eval_count", Completion.WRITTEN);
    }

    private ObjectNode message(String content) {
        return json.createObjectNode().put("role", "assistant").put("content", content);
    }

    private ObjectNode call(ObjectNode message, Call call) {
        ObjectNode made = message.withArray("tool_calls").addObject().put("id", call.id());
        made.putObject("function").put("name", call.name()).set("arguments", json.readTree(call.arguments()));
        return message;
    }
}
