package dev.walden.reasoning.langchain4j;

import static dev.walden.reasoning.langchain4j.Demands.demand;
import static dev.walden.reasoning.langchain4j.Demands.only;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The rules of the real API for one chat completion request. Used once. */
final class RequestCheck {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JsonNode request;
    private final Set<String> unanswered = new LinkedHashSet<>();
    private final Set<String> ids = new HashSet<>();

    RequestCheck(JsonNode request) {
        this.request = request;
    }

    /** What is wrong; empty when nothing is. */
    Optional<String> complaint() {
        try {
            demand(!request.path("model").asString("").isBlank(), "model is missing");
            only(
                    request,
                    "request",
                    "model",
                    "messages",
                    "tools",
                    "parallel_tool_calls",
                    "max_completion_tokens",
                    "max_tokens",
                    "response_format",
                    "stream",
                    "stream_options");
            demand(
                    !request.has("stream_options") || request.path("stream").asBoolean(false),
                    "stream_options without a stream");
            demand(!request.has("max_tokens") || !request.has("max_completion_tokens"), "two longest replies");
            demand(!request.has("parallel_tool_calls") || request.has("tools"), "parallel_tool_calls without tools");
            demand(
                    request.path("messages").isArray()
                            && !request.path("messages").isEmpty(),
                    "messages is empty");
            int index = 0;
            for (JsonNode message : request.path("messages")) {
                message(message, index++);
            }
            demand(unanswered.isEmpty(), "tool calls without an answer: " + unanswered);
            tools();
            format(request.path("response_format"));
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private void message(JsonNode message, int index) {
        String role = message.path("role").asString("");
        String where = "messages[" + index + "] (" + role + ")";
        only(message, where, "role", "content", "tool_calls", "tool_call_id");
        demand(role.equals("tool") || unanswered.isEmpty(), where + " comes before the answers to " + unanswered);
        switch (role) {
            case "system" -> {
                demand(index == 0, where + " is not first");
                content(message, where);
            }
            case "user" -> content(message, where);
            case "assistant" -> assistant(message, where);
            case "tool" -> {
                content(message, where);
                String id = message.path("tool_call_id").asString("");
                demand(unanswered.remove(id), where + " answers no open call: " + id);
            }
            default -> demand(false, where + " has an unknown role");
        }
    }

    private void assistant(JsonNode message, String where) {
        JsonNode calls = message.path("tool_calls");
        if (calls.isMissingNode() || calls.isNull()) {
            content(message, where);
            return;
        }
        demand(calls.isArray() && !calls.isEmpty(), where + " has an empty list of tool calls");
        for (JsonNode call : calls) {
            only(call, where, "id", "type", "function");
            only(call.path("function"), where, "name", "arguments");
            String id = call.path("id").asString("");
            demand(!id.isBlank() && ids.add(id), where + " has a missing or repeated call id: " + id);
            demand(call.path("type").asString("").equals("function"), where + " has a call that is no function");
            demand(
                    call.path("function").path("name").asString("").matches(Demands.NAME),
                    where + " calls an invalid name");
            demand(object(call.path("function").path("arguments")), where + " has arguments that are no JSON object");
            unanswered.add(id);
        }
    }

    private static void content(JsonNode message, String where) {
        demand(
                message.path("content").isString()
                        && !message.path("content").asString().isBlank(),
                where + " has no content");
    }

    private static boolean object(JsonNode arguments) {
        try {
            return arguments.isString() && JSON.readTree(arguments.asString()).isObject();
        } catch (JacksonException e) {
            return false;
        }
    }

    private static void format(JsonNode format) {
        if (!format.isMissingNode()) {
            only(format, "response_format", "type", "json_schema");
            demand(format.path("type").asString("").equals("json_schema"), "the format is no json_schema");
            only(format.path("json_schema"), "json_schema", "name", "strict", "schema");
            demand(format.at("/json_schema/name").asString("").matches(Demands.NAME), "the format has no name");
            demand(format.at("/json_schema/schema/type").asString("").equals("object"), "the format is of no object");
        }
    }

    private void tools() {
        JsonNode tools = request.path("tools");
        demand(tools.isMissingNode() || (tools.isArray() && !tools.isEmpty()), "tools is an empty list");
        Set<String> names = new HashSet<>();
        for (JsonNode tool : tools) {
            JsonNode function = tool.path("function");
            String name = function.path("name").asString("");
            demand(tool.path("type").asString("").equals("function"), "a tool is no function");
            demand(name.matches(Demands.NAME) && names.add(name), "tool name invalid or repeated: " + name);
            only(function, name, "name", "description", "parameters");
            Demands.schema(function.path("parameters"), name);
        }
    }
}
