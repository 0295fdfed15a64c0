package dev.walden.reasoning.langchain4j;

import static dev.walden.reasoning.langchain4j.Demands.demand;
import static dev.walden.reasoning.langchain4j.Demands.only;
import static dev.walden.reasoning.langchain4j.Demands.words;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The rules of Ollama's API for one request, and those of its models' templates: a result names its call. Used once. */
final class OllamaCheck {

    private final JsonNode request;
    private final Deque<String> unanswered = new ArrayDeque<>();

    OllamaCheck(JsonNode request) {
        this.request = request;
    }

    Optional<String> complaint() {
        try {
            only(
                    request,
                    "request",
                    "model",
                    "messages",
                    "tools",
                    "options",
                    "stream",
                    "format",
                    "keep_alive",
                    "think");
            words(request.path("model"), "model");
            only(request.path("options"), "options", "num_ctx", "num_predict", "stop");
            demand(!request.path("messages").isEmpty(), "messages is empty");
            request.path("messages").forEach(this::message);
            demand(unanswered.isEmpty(), "calls without a result: " + unanswered);
            request.path("tools").forEach(OllamaCheck::tool);
            demand(
                    !request.has("format")
                            || (request.path("format").isObject()
                                    && request.path("tools").isEmpty()),
                    "the format is no schema, or keeps tools from being called");
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private void message(JsonNode message) {
        String role = message.path("role").asString("");
        demand(role.equals("tool") || unanswered.isEmpty(), role + " comes before results of " + unanswered);
        switch (role) {
            case "system", "user" -> {
                only(message, role, "role", "content");
                words(message.path("content"), role);
            }
            case "assistant" -> {
                only(message, role, "role", "content", "tool_calls");
                message.path("tool_calls").forEach(this::call);
            }
            case "tool" -> {
                only(message, role, "role", "content", "tool_name", "tool_call_id");
                words(message.path("content"), role);
                String call = message.path("tool_call_id").asString("") + " "
                        + message.path("tool_name").asString("");
                demand(unanswered.remove(call), "a result of no open call: " + call);
            }
            default -> demand(false, "unknown role " + role);
        }
    }

    private void call(JsonNode call) {
        only(call, "tool_call", "id", "function");
        only(call.path("function"), "function", "index", "name", "arguments");
        String name = call.at("/function/name").asString("");
        demand(name.matches(Demands.NAME), "a call of an invalid name");
        demand(call.at("/function/arguments").isObject(), "arguments are no object");
        unanswered.add(call.path("id").asString("") + " " + name);
    }

    private static void tool(JsonNode tool) {
        only(tool, "tool", "type", "function");
        only(tool.path("function"), "function", "name", "description", "parameters");
        String name = tool.at("/function/name").asString("");
        only(tool.at("/function/parameters"), "parameters", "type", "properties", "required");
        Demands.schema(tool.at("/function/parameters"), name);
    }
}
