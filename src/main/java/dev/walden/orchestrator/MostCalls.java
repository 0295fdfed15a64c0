package dev.walden.orchestrator;

import dev.walden.conversation.ToolCall;
import java.util.Optional;

/**
 * No more tool calls than so many are to be made.
 *
 * @param most from 0
 */
record MostCalls(int most) implements Constraint {

    @Override
    public Optional<String> contradiction(ToolCall call, boolean own, int number) {
        return own || number <= most
                ? Optional.empty()
                : Optional.of(
                        "The task says to make at most %d tool calls; %s was number %d. Make no more: answer with what there is."
                                .formatted(most, call.id(), number));
    }
}
