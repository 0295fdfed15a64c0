package dev.walden.orchestrator;

import dev.walden.conversation.Message;
import dev.walden.conversation.Reply;
import dev.walden.conversation.ToolCall;
import dev.walden.reasoning.Prompt;
import java.util.Arrays;
import java.util.Map;

/** Replies that hand parts of a task to sub-tasks, and which task a prompt is of. */
final class Delegations {

    private Delegations() {}

    static ToolCall delegate(String input) {
        return ToolCall.of("x", DelegateTool.NAME, Map.of("input", input));
    }

    static Reply delegates(String... inputs) {
        return new Reply.UseTools(
                "", Arrays.stream(inputs).map(Delegations::delegate).toList());
    }

    /** What the task of the prompt was asked. */
    static String asked(Prompt prompt) {
        return prompt.messages().stream()
                .filter(Message.User.class::isInstance)
                .reduce((_, last) -> last)
                .orElseThrow()
                .text();
    }
}
