package dev.walden.reasoning.langchain4j;

import static dev.walden.reasoning.langchain4j.Demands.demand;
import static dev.walden.reasoning.langchain4j.Demands.only;
import static dev.walden.reasoning.langchain4j.Demands.words;

import com.sun.net.httpserver.Headers;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The rules of Anthropic's API for one request. Used once. */
final class AnthropicCheck {

    private final JsonNode request;
    private final Set<String> unanswered = new LinkedHashSet<>();
    private final Set<String> ids = new HashSet<>();
    private String lastRole = "assistant";

    AnthropicCheck(JsonNode request) {
        this.request = request;
    }

    Optional<String> complaint(Headers headers) {
        try {
            demand(headers(headers, "x-api-key").matches("[^ ]+"), "x-api-key is missing");
            demand(headers(headers, "anthropic-version").equals("2023-06-01"), "anthropic-version is missing");
            only(request, "request", "model", "messages", "max_tokens", "system", "tools", "tool_choice", "stream");
            words(request.path("model"), "model");
            demand(request.path("max_tokens").asInt(0) > 0, "max_tokens is missing");
            for (JsonNode block : request.path("system")) {
                only(block, "system", "type", "text");
                words(block.path("text"), "system");
            }
            demand(!request.path("messages").isEmpty(), "messages is empty");
            request.path("messages").forEach(this::message);
            demand(unanswered.isEmpty(), "tool_use without tool_result: " + unanswered);
            demand(lastRole.equals("user"), "the last message is not the user's");
            tools();
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static String headers(Headers headers, String name) {
        return headers.getFirst(name) == null ? "" : headers.getFirst(name);
    }

    private void message(JsonNode message) {
        only(message, "message", "role", "content");
        String role = message.path("role").asString("");
        demand(role.equals("user") || role.equals("assistant"), "unknown role " + role);
        demand(!role.equals(lastRole), "two messages of " + role + ", or the first is not the user's");
        lastRole = role;
        demand(message.path("content").isArray() && !message.path("content").isEmpty(), "a message has no content");
        boolean results = true;
        for (JsonNode block : message.path("content")) {
            boolean result = block.path("type").asString("").equals("tool_result");
            demand(results || !result, "a tool_result comes after other content");
            results = result;
            demand(
                    result || role.equals("assistant") || unanswered.isEmpty(),
                    "content before results of " + unanswered);
            block(block, role);
        }
        demand(role.equals("assistant") || unanswered.isEmpty(), "the user's message lacks results of " + unanswered);
    }

    private void block(JsonNode block, String role) {
        switch (role + " " + block.path("type").asString("")) {
            case "user text", "assistant text" -> {
                only(block, "text", "type", "text");
                words(block.path("text"), "text");
            }
            case "assistant tool_use" -> {
                only(block, "tool_use", "type", "id", "name", "input");
                String id = block.path("id").asString("");
                demand(id.matches("[a-zA-Z0-9_-]+") && ids.add(id), "tool_use has a wrong or repeated id " + id);
                demand(block.path("name").asString("").matches(Demands.NAME), "tool_use has an invalid name");
                demand(block.path("input").isObject(), "the input of a tool_use is no object");
                demand(!request.path("tools").isEmpty(), "tool_use in a request without tools");
                unanswered.add(id);
            }
            case "user tool_result" -> {
                only(block, "tool_result", "type", "tool_use_id", "content", "is_error");
                demand(unanswered.remove(block.path("tool_use_id").asString("")), "a result of no open call");
                words(block.path("content"), "tool_result");
            }
            default -> demand(false, "unknown content of " + role + ": " + block.path("type"));
        }
    }

    private void tools() {
        Set<String> names = new HashSet<>();
        for (JsonNode tool : request.path("tools")) {
            only(tool, "tool", "name", "description", "input_schema");
            String name = tool.path("name").asString("");
            demand(name.matches(Demands.NAME) && names.add(name), "tool name invalid or repeated: " + name);
            Demands.schema(tool.path("input_schema"), name);
        }
        if (request.has("tool_choice")) {
            demand(!names.isEmpty(), "tool_choice without tools");
            only(request.path("tool_choice"), "tool_choice", "type", "name", "disable_parallel_tool_use");
            demand(request.at("/tool_choice/type").asString("").matches("auto|any|tool|none"), "unknown tool_choice");
        }
    }
}
