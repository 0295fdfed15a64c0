package dev.walden.reasoning.langchain4j;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What {@link ScriptedOpenAiServer} answers with. */
public sealed interface WireReply {

    /** An answer in words. */
    static WireReply text(String text) {
        return new Completion(text, List.of(), null, "stop");
    }

    /** Tool calls. */
    static WireReply calls(Call... calls) {
        return new Completion(null, List.of(calls), null, "tool_calls");
    }

    /** A refusal. */
    static WireReply refusal(String text) {
        return new Completion(null, List.of(), text, "stop");
    }

    /** An error status without a time to wait. */
    static WireReply status(int code) {
        return new Status(code, "Scripted status " + code + ".", Optional.empty());
    }

    /** Too many requests; come back after so many seconds. */
    static WireReply rateLimited(String retryAfter) {
        return new Status(429, "Slow down.", Optional.of(retryAfter));
    }

    /**
     * One wanted call.
     *
     * @param arguments as the model writes them: usually a JSON object
     */
    record Call(String id, String name, String arguments) {}

    /** An error. */
    record Status(int code, String message, Optional<String> retryAfter) implements WireReply {}

    /** An error with a body as it is. */
    record RawStatus(int code, String body) implements WireReply {}

    /** A body as it is. */
    record Raw(String body) implements WireReply {}

    /** The connection is cut in the middle of the answer. */
    record Cut() implements WireReply {}

    /** No answer until the server is closed. */
    record Silence() implements WireReply {}

    /** A chat completion of 100 tokens read and 20 written. */
    record Completion(
            @Nullable String text,
            List<Call> calls,
            @Nullable String refusal,
            String finishReason) implements WireReply {

        ObjectNode json(JsonMapper json, String model) {
            ObjectNode message = json.createObjectNode().put("role", "assistant");
            message.put("content", text);
            message.put("refusal", refusal);
            if (!calls.isEmpty()) {
                ArrayNode toolCalls = message.putArray("tool_calls");
                for (Call call : calls) {
                    toolCalls
                            .addObject()
                            .put("id", call.id())
                            .put("type", "function")
                            .putObject("function")
                            .put("name", call.name())
                            .put("arguments", call.arguments());
                }
            }
            ObjectNode body = json.createObjectNode()
                    .put("id", "chatcmpl-1")
                    .put("object", "chat.completion")
                    .put("created", 1_700_000_000)
                    .put("model", model);
            ObjectNode choice = body.putArray("choices").addObject().put("index", 0);
            choice.set("message", message);
            choice.put("finish_reason", finishReason);
            body.putObject("usage")
                    .put("prompt_tokens", 100)
                    .put("completion_tokens", 20)
                    .put("total_tokens", 120);
            return body;
        }
    }
}
