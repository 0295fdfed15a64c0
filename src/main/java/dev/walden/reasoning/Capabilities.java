package dev.walden.reasoning;

import java.util.OptionalInt;

/**
 * What an engine can do; what it cannot is not asked of it.
 *
 * @param tools whether it calls tools; without, it is offered none and reads results of earlier calls as text
 * @param parallelTools whether one reply of it may ask for several calls
 * @param jsonSchema whether it can be held to a JSON schema
 * @param contextTokens how much it reads and writes at once; empty when nobody said
 */
public record Capabilities(boolean tools, boolean parallelTools, boolean jsonSchema, OptionalInt contextTokens) {

    /** Of engines that are no models: any tools, no schema. */
    public static final Capabilities TOOLS = new Capabilities(true, true, false, OptionalInt.empty());

    /** Of today's models, as long as the configuration says nothing else. */
    public static final Capabilities ALL = new Capabilities(true, true, true, OptionalInt.empty());
}
