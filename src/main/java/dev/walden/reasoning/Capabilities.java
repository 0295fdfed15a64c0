package dev.walden.reasoning;

import java.util.OptionalInt;

/**
 * What an engine can do; what it cannot is not asked of it.
 *
 * @param tools whether it calls tools; without, it is offered none and reads results of earlier calls as text
 * @param parallelTools whether one reply of it may ask for several calls; of one that asks all the same, the first is made
 * @param streaming whether it lets its words be heard while they come, where somebody hears
 * @param contextTokens how much it reads and writes at once; empty when nobody said
 * @param resultCharacters how much of a tool's result it is shown at once
 * @param jsonSchema when its server holds an answer to a JSON Schema; the model is told of it in words in any case
 */
public record Capabilities(
        boolean tools,
        boolean parallelTools,
        boolean streaming,
        OptionalInt contextTokens,
        int resultCharacters,
        JsonSchema jsonSchema) {

    /** As long as nobody says otherwise. */
    public static final int USUAL_RESULT_CHARACTERS = 8000;

    /** As long as nobody says otherwise. */
    public static final Capabilities ALL = new Capabilities(true, true, true, OptionalInt.empty());

    /** With the usual length of results, of a server that is sent no schema of an answer. */
    public Capabilities(boolean tools, boolean parallelTools, boolean streaming, OptionalInt contextTokens) {
        this(tools, parallelTools, streaming, contextTokens, USUAL_RESULT_CHARACTERS, JsonSchema.NEVER);
    }

    /** When a server is sent the schema of the answer. */
    public enum JsonSchema {
        /** The words of the prompt must do. */
        NEVER,
        /** Many servers refuse it beside tools, or could call none then. */
        WITHOUT_TOOLS,
        /** Beside tools too. */
        ALWAYS;

        /** Whether a request says it. */
        public boolean isSent(boolean besideTools) {
            return this == ALWAYS || (this == WITHOUT_TOOLS && !besideTools);
        }
    }
}
