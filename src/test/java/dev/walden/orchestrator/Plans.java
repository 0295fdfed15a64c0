package dev.walden.orchestrator;

import dev.walden.conversation.Message;
import dev.walden.conversation.Reply;
import dev.walden.reasoning.Prompt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Replies that bring plans. */
final class Plans {

    private final List<Map<String, @Nullable Object>> steps = new ArrayList<>();

    private Plans() {}

    static Plans of() {
        return new Plans();
    }

    /** A step that is given its input as the argument {@code input}. */
    Plans step(String name, String tool, @Nullable String input, String... after) {
        Map<String, @Nullable Object> step = new LinkedHashMap<>();
        step.put("name", name);
        step.put("tool", tool);
        step.put("arguments", input == null ? Map.of() : Map.of("input", input));
        if (after.length > 0) {
            step.put("after", List.of(after));
        }
        steps.add(step);
        return this;
    }

    /** The last result of a tool in a prompt; what Walden itself says of it may stand behind it. */
    static Message.ToolResult lastResult(Prompt prompt) {
        return prompt.messages().stream()
                .filter(Message.ToolResult.class::isInstance)
                .map(Message.ToolResult.class::cast)
                .reduce((_, last) -> last)
                .orElseThrow();
    }

    Reply reply() {
        return FakeReasoningGateway.call(PlanTool.NAME, Map.of("steps", List.copyOf(steps)));
    }
}
