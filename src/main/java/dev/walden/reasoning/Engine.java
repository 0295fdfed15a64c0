package dev.walden.reasoning;

import dev.walden.reasoning.ReasoningGateway.Reasoned;
import java.time.Duration;
import java.util.Optional;

/**
 * Something that turns a prompt into one reply. Thread-safe. The seam between the gateway and the nested packages; other
 * modules use {@link ReasoningGateway}.
 */
public interface Engine {

    /** Room for a reply that nobody limits. Generous for tool calls and answers; models that think aloud settle the difference by their usage. */
    long USUAL_REPLY_TOKENS = 4096;

    /** The name it has in the configuration, and in every {@link Reasoned} it gives. */
    String name();

    /** Lets go of what it holds; it gives no more replies then. Most hold nothing. */
    default void close() {}

    /**
     * Asks once, without retries.
     *
     * @param atMost time for this attempt; positive
     * @throws EngineException when there is no reply
     * @throws InterruptedException when the thread is interrupted; the attempt is then given up at once
     */
    Reasoned reply(Prompt prompt, Duration atMost) throws EngineException, InterruptedException;

    /**
     * Asks once, without retries, and lets the words be heard while they come, if this engine can. Whoever hears is told of failed
     * attempts by the gateway.
     *
     * @param atMost time for this attempt; positive
     * @throws EngineException when there is no reply
     * @throws InterruptedException when the thread is interrupted; the attempt is then given up at once
     */
    default Reasoned reply(Prompt prompt, Duration atMost, Deltas heard) throws EngineException, InterruptedException {
        return reply(prompt, atMost);
    }

    /**
     * This engine as it replies in the place of one that failed. An engine that can do only some tasks then gives no reply to the
     * others: what is to be told is the failure, not what a lesser engine cannot do.
     */
    default Engine standIn() {
        return this;
    }

    /** What it takes of a prompt; empty for every prompt, whole, as whatever is no model does. */
    default Optional<Room> room() {
        return Optional.empty();
    }

    /** How many tokens a reply is expected to have at most; none for an engine that counts none, neither read nor written. */
    default long longestReply() {
        return USUAL_REPLY_TOKENS;
    }

    /** Whether the prompt's task is this engine's, whichever is wanted, as no model has a part in it. Costs little, asks nobody. */
    default boolean takes(Prompt prompt) {
        return false;
    }
}
