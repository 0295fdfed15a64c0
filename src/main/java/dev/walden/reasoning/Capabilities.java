package dev.walden.reasoning;

import java.util.OptionalInt;

/**
 * What an engine can do; what it cannot is not asked of it.
 *
 * @param tools whether it calls tools; without, it is offered none and reads results of earlier calls as text
 * @param parallelTools whether one reply of it may ask for several calls
 * @param contextTokens how much it reads and writes at once; empty when nobody said
 * @param resultCharacters how much of a tool's result it is shown at once
 */
public record Capabilities(boolean tools, boolean parallelTools, OptionalInt contextTokens, int resultCharacters) {

    /** As long as nobody says otherwise. */
    public static final int USUAL_RESULT_CHARACTERS = 8000;

    /** As long as nobody says otherwise. */
    public static final Capabilities ALL = new Capabilities(true, true, OptionalInt.empty());

    /** With the usual length of results. */
    public Capabilities(boolean tools, boolean parallelTools, OptionalInt contextTokens) {
        this(tools, parallelTools, contextTokens, USUAL_RESULT_CHARACTERS);
    }
}
