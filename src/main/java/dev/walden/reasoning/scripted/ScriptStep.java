package dev.walden.reasoning.scripted;

import dev.walden.conversation.Reply;
import dev.walden.conversation.TokenUsage;
import dev.walden.conversation.ToolCall;
import dev.walden.reasoning.EngineException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One reply of a script. Immutable.
 *
 * @param repeat how many times in a row; at least 1
 */
record ScriptStep(Content content, int repeat, Duration latency, TokenUsage usage) {

    /** @param callsSoFar in the task, which ids go on from */
    Reply reply(Placeholders placeholders, int callsSoFar) throws EngineException {
        return switch (content) {
            case Tools tools -> tools.reply(placeholders, callsSoFar);
            case Answer answer -> new Reply.Answer(placeholders.fill(answer.text()), answer.sources());
            case Refusal refusal -> new Reply.Refusal(placeholders.fill(refusal.text()));
            case Unavailable unavailable ->
                throw EngineException.permanent(unavailable.code(), "The script says that no reply is to be had here.");
        };
    }

    /** What kind of reply it is. */
    sealed interface Content {}

    record Answer(String text, List<String> sources) implements Content {}

    record Refusal(String text) implements Content {}

    record Unavailable(String code) implements Content {}

    record Tools(String text, List<Call> calls) implements Content {

        Reply reply(Placeholders placeholders, int callsSoFar) {
            List<ToolCall> filled = new ArrayList<>();
            for (Call call : calls) {
                String id = "c" + (callsSoFar + filled.size() + 1);
                filled.add(
                        new ToolCall(id, call.tool(), placeholders.fill(call.arguments()), call.malformedArguments()));
            }
            return new Reply.UseTools(placeholders.fill(text), filled);
        }
    }

    /** A wanted call; {@code malformedArguments} as in {@link ToolCall}. */
    record Call(
            String tool,
            Map<String, @Nullable Object> arguments,
            @Nullable String malformedArguments) {}
}
