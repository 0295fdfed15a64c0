package dev.walden.orchestrator;

import dev.walden.conversation.ToolCall;
import java.util.List;
import java.util.Optional;

/**
 * No other tools are to be used.
 *
 * @param tools their names; none when no tool is to be used at all
 */
record OnlyTools(List<String> tools) implements Constraint {

    OnlyTools {
        tools = List.copyOf(tools);
    }

    @Override
    public Optional<String> contradiction(ToolCall call, boolean own, int number) {
        return own || tools.contains(call.tool())
                ? Optional.empty()
                : Optional.of("The task says to use %s; %s called %s. Undo nothing by yourself; go on without it."
                        .formatted(
                                tools.isEmpty() ? "no tools" : "only " + String.join(" and ", tools),
                                call.id(),
                                Habits.toolName(call)));
    }
}
