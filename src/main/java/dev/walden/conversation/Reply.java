package dev.walden.conversation;

import java.util.List;

/** What an engine came to, once. */
public sealed interface Reply {

    /**
     * The task's answer.
     *
     * @param text the answer
     * @param sources ids of the recalled items that it rests on; may be empty
     */
    record Answer(String text, List<String> sources) implements Reply {
        public Answer {
            sources = List.copyOf(sources);
        }
    }

    /**
     * Tools are wanted first. Calls of one reply are independent of each other and may run at the same time.
     *
     * @param text what the engine said along with it; may be empty
     * @param calls at least one
     */
    record UseTools(String text, List<ToolCall> calls) implements Reply {
        public UseTools {
            calls = List.copyOf(calls);
            if (calls.isEmpty()) {
                throw new IllegalArgumentException("A reply that uses tools has at least one call.");
            }
        }
    }

    /**
     * The engine declined.
     *
     * @param text its words
     */
    record Refusal(String text) implements Reply {}

    /**
     * No engine answered, after all retries.
     *
     * @param code stable: {@code timeout}, {@code rate_limited}, {@code connection_failed}, {@code engine_error}, …
     * @param message what was tried and what came back, for people
     */
    record Unavailable(String code, String message) implements Reply {}
}
