package dev.walden.reasoning;

import dev.walden.conversation.Cost;
import dev.walden.conversation.Message;
import dev.walden.conversation.RecalledItem;
import dev.walden.conversation.Reply;
import dev.walden.conversation.TokenUsage;
import dev.walden.plugin.ToolDescriptor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The engines behind one door. Thread-safe; calls block the caller's (virtual) thread. */
public interface ReasoningGateway {

    /** Whether an engine of this name is configured. */
    boolean has(String engine);

    /** Names of the configured engines, sorted. */
    List<String> engines();

    /** The engine that answers when a task names none. */
    String defaultEngine();

    /** Puts the current version of the instructions before what is to be asked. */
    Prompt compose(List<RecalledItem> recalled, List<Message> messages, List<ToolDescriptor> tools);

    /** Asks for one reply that nobody hears before it is whole. */
    default Reasoned reason(Prompt prompt, Optional<String> engine, Duration atMost) throws InterruptedException {
        return reason(prompt, engine, atMost, Deltas.NOBODY);
    }

    /**
     * What will be sent to the engine that is asked first, as it is recorded before.
     *
     * @param prompt the whole one
     * @param engine the one to try first
     */
    Sending sending(Prompt prompt, String engine);

    /** The same of a whole prompt that this engine alone is asked, as by {@link #ask}. */
    Sending sendingAlone(Prompt prompt, String engine);

    /**
     * Asks for one reply. Whatever goes wrong with an engine is a {@link Reply.Unavailable}. Each engine is sent as much of the prompt as it
     * has room for.
     *
     * @param prompt the whole one
     * @param engine the one to try first; empty for the default
     * @param atMost time for everything, retries included
     * @param heard gets the words while they come, from engines that can; told when they are void
     * @throws InterruptedException when the task is cancelled or the service stops
     */
    Reasoned reason(Prompt prompt, Optional<String> engine, Duration atMost, Deltas heard) throws InterruptedException;

    /**
     * Asks one engine what is no task's question, without fallback, and with the whole prompt: where it can do only some tasks, it gives no reply to others. Whatever
     * goes wrong is a {@link Reply.Unavailable}.
     *
     * @param atMost time for everything, retries included
     * @throws InterruptedException when the service stops
     */
    Reasoned ask(Prompt prompt, String engine, Duration atMost) throws InterruptedException;

    /**
     * One outcome. Ids of tool calls are the engine's own and may repeat.
     *
     * @param engine the one that answered, or the last one tried
     * @param usage of all attempts that led to it, those that failed included
     * @param cost of all of them, each at the price of the engine that made it
     * @param cut what of the prompt it was not sent
     */
    record Reasoned(String engine, Reply reply, TokenUsage usage, Cost cost, Cut cut) {

        /** An outcome of a whole prompt. */
        public Reasoned(String engine, Reply reply, TokenUsage usage, Cost cost) {
            this(engine, reply, usage, cost, Cut.NONE);
        }

        /** An outcome that is not priced yet. */
        public Reasoned(String engine, Reply reply, TokenUsage usage) {
            this(engine, reply, usage, Cost.NONE);
        }

        /** The same outcome, after attempts that gave no reply and used tokens nevertheless. */
        Reasoned afterSpending(TokenUsage spent) {
            return new Reasoned(engine, reply, usage.plus(spent), cost, cut);
        }

        /** The same outcome at a price. */
        Reasoned at(Cost price) {
            return new Reasoned(engine, reply, usage, price, cut);
        }

        /** The same outcome of a prompt that was cut. */
        Reasoned of(Cut made) {
            return new Reasoned(engine, reply, usage, cost, made);
        }
    }

    /**
     * What is recorded before a prompt is sent.
     *
     * @param fingerprint of what the engine that is asked first is sent
     * @param reservation what asking may use: the most that one of the engines does that may answer
     * @param cut what of the prompt the first engine is not sent
     */
    record Sending(PromptFingerprint fingerprint, Reservation reservation, Cut cut) {}

    /**
     * What is recorded of a prompt.
     *
     * @param digest the first 32 hex digits of the SHA-256 over everything that is sent
     * @param promptTokens an upper estimate of what reading it takes
     */
    record PromptFingerprint(String digest, long promptTokens) {}
}
