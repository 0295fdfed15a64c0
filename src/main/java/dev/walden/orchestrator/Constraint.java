package dev.walden.orchestrator;

import dev.walden.conversation.ToolCall;
import java.util.Optional;

/** What a task's request says of the tool calls that are to be made for it. Immutable. */
sealed interface Constraint permits NotUsed, OnlyTools, MostCalls {

    /**
     * What the engine is told of a call that was made and goes against it; empty when the call does not.
     *
     * @param own whether the call is one of the task machine's own tools, whose arguments only speak of things
     * @param number how many calls of other tools the task has made, this one included
     */
    Optional<String> contradiction(ToolCall call, boolean own, int number);
}
