package dev.walden.reasoning;

import dev.walden.reasoning.Capabilities.JsonSchema;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a model takes of a prompt. Engines without one take every prompt, whole.
 *
 * @param tokens that a prompt may have at most; empty when nobody said
 * @param resultCharacters that it is shown of a tool's result
 * @param tools whether it is offered any
 * @param schemas whether its server is sent schemas of answers, beside the words
 * @param counter of its tokens
 */
public record Room(OptionalInt tokens, int resultCharacters, boolean tools, boolean schemas, TokenCounter counter) {

    /** What is left for a reply that nobody has limited; a quarter of a window that is small. */
    private static final int REPLY_TOKENS = Math.toIntExact(Engine.USUAL_REPLY_TOKENS);

    private static final int SMALL_SHARE = 4;
    private static final int MOST_SHARE = 2;

    /**
     * What an engine leaves for a prompt: its window less the longest reply, which gets half of the window at most.
     *
     * @param maxOutputTokens of one reply; empty when nobody said
     */
    public static Room of(Capabilities engine, Optional<Integer> maxOutputTokens, TokenCounter counter) {
        int reply = replyTokens(engine, maxOutputTokens);
        OptionalInt window = engine.contextTokens();
        return new Room(
                window.isPresent() ? OptionalInt.of(window.getAsInt() - reply) : window,
                engine.resultCharacters(),
                engine.tools(),
                engine.jsonSchema() != JsonSchema.NEVER,
                counter);
    }

    /** For a prompt that offers none, and so nothing to read on with in what is cut. */
    Room withoutTools() {
        return new Room(tokens, resultCharacters, false, schemas, counter);
    }

    /**
     * The longest reply beside a prompt: what is asked of a server must be no more than what prompts leave.
     *
     * @param maxOutputTokens as configured; empty when nobody said
     */
    public static int replyTokens(Capabilities engine, Optional<Integer> maxOutputTokens) {
        int window = engine.contextTokens().orElse(Integer.MAX_VALUE);
        int reply = maxOutputTokens
                .map(most -> Math.min(most, window / MOST_SHARE))
                .orElse(Math.min(REPLY_TOKENS, window / SMALL_SHARE));
        return Math.max(1, reply);
    }
}
