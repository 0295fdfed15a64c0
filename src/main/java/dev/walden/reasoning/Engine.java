package dev.walden.reasoning;

import dev.walden.reasoning.ReasoningGateway.Reasoned;
import java.time.Duration;

/**
 * Something that turns a prompt into one reply. Thread-safe. The seam between the gateway and the nested packages; other
 * modules use {@link ReasoningGateway}.
 */
public interface Engine {

    /** The name it has in the configuration, and in every {@link Reasoned} it gives. */
    String name();

    /**
     * Asks once, without retries.
     *
     * @param atMost time for this attempt; positive
     * @throws EngineException when there is no reply
     * @throws InterruptedException when the thread is interrupted; the attempt is then given up at once
     */
    Reasoned reply(Prompt prompt, Duration atMost) throws EngineException, InterruptedException;
}
