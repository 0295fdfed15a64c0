package dev.walden.reasoning.langchain4j;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.walden.conversation.Reply;
import dev.walden.conversation.ToolCall;
import dev.walden.reasoning.EngineException;
import dev.walden.reasoning.JsonText;
import dev.walden.reasoning.Prompt;
import dev.walden.reasoning.PromptText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a model's answer means. */
final class ModelReplies {

    private ModelReplies() {}

    static Reply reply(String engine, AiMessage message, WireNotes notes, Prompt prompt) throws EngineException {
        String text = message.text() == null ? "" : message.text();
        if (notes.refusal().isPresent()) {
            return new Reply.Refusal(notes.refusal().get());
        }
        if (notes.filtered()) {
            return new Reply.Refusal(text.isBlank() ? "The model's provider filtered the answer." : text);
        }
        if (notes.cut()) {
            throw EngineException.permanent(
                    "output_truncated",
                    "Engine " + engine + " reached its output limit before the answer was complete. Raise its"
                            + " max-output-tokens or context-tokens, or ask for less.");
        }
        if (message.hasToolExecutionRequests()) {
            return new Reply.UseTools(text, calls(message.toolExecutionRequests()));
        }
        if (text.isBlank()) {
            throw EngineException.serverError("Engine " + engine + " gave an empty answer.", Optional.empty());
        }
        return new Reply.Answer(text, PromptText.sources(text, prompt));
    }

    /**
     * With the first of several calls, for servers that have no word for that, or do not heed it. The model sees that one call and its result, and
     * may ask for the others then.
     */
    static Reply withOneCall(Reply reply) {
        return reply instanceof Reply.UseTools(String text, List<ToolCall> calls) && calls.size() > 1
                ? new Reply.UseTools(text, List.of(calls.getFirst()))
                : reply;
    }

    private static List<ToolCall> calls(List<ToolExecutionRequest> requests) {
        List<ToolCall> calls = new ArrayList<>();
        for (ToolExecutionRequest request : requests) {
            String id = request.id() == null || request.id().isBlank() ? "call_" + (calls.size() + 1) : request.id();
            calls.add(call(id, String.valueOf(request.name()), request.arguments()));
        }
        return calls;
    }

    /** Servers write no arguments at all for tools without any. */
    private static ToolCall call(String id, String tool, @Nullable String arguments) {
        if (arguments == null || arguments.isBlank()) {
            return ToolCall.of(id, tool, Map.of());
        }
        return JsonText.object(arguments)
                .map(object -> ToolCall.of(id, tool, object))
                .orElseGet(() -> new ToolCall(id, tool, Map.of(), arguments));
    }
}
