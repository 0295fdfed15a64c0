package dev.walden.reasoning;

import java.util.OptionalInt;

/**
 * What an engine can do; what it cannot is not asked of it.
 *
 * @param tools whether it calls tools; without, it is offered none and reads results of earlier calls as text
 * @param parallelTools whether one reply of it may ask for several calls
 * @param streaming whether it lets its words be heard while they come, where somebody hears
 * @param contextTokens how much it reads and writes at once; empty when nobody said
 */
public record Capabilities(boolean tools, boolean parallelTools, boolean streaming, OptionalInt contextTokens) {

    /** As long as nobody says otherwise. */
    public static final Capabilities ALL = new Capabilities(true, true, true, OptionalInt.empty());
}
