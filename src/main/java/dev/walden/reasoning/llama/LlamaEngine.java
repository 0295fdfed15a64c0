package dev.walden.reasoning.llama;

import dev.walden.conversation.Reply;
import dev.walden.reasoning.Capabilities;
import dev.walden.reasoning.Deltas;
import dev.walden.reasoning.Engine;
import dev.walden.reasoning.EngineException;
import dev.walden.reasoning.Prompt;
import dev.walden.reasoning.PromptText;
import dev.walden.reasoning.ReasoningGateway.Reasoned;
import dev.walden.reasoning.Room;
import dev.walden.reasoning.llama.Generation.Outcome;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A model in this process, from a GGUF file. Thread-safe; one reply is made at a time, others wait for their turn, within the task's time and before
 * their timeout begins. Its words are heard while it makes them, but for what begins with a brace where tools are offered, as calls do.
 *
 * <p>Where tools are offered, what the model may say is bound by a grammar: a call it makes names a tool that there is, with arguments of
 * its schema's form. A prompt that does not fit is a failure, {@code context_exceeded}, and so is an answer that reached a limit,
 * {@code output_truncated}: half an answer must not pass for a whole one.
 */
public final class LlamaEngine implements Engine {

    private final String name;
    private final Duration timeout;
    private final LocalModel model;
    private final Capabilities able;
    private final Room room;
    private final long longestReply;

    private LlamaEngine(String name, Settings settings, LocalModel model, Capabilities able) {
        this.name = name;
        this.timeout = settings.timeout();
        this.model = model;
        this.able = able;
        this.room = Room.of(able, settings.maxOutputTokens(), model.counter());
        this.longestReply = Math.min(
                model.contextTokens(),
                settings.maxOutputTokens().map(Integer::longValue).orElse(USUAL_REPLY_TOKENS));
    }

    /**
     * Loads the model, which takes seconds and as much memory as the file is long.
     *
     * @param wanted what is asked of it; its context is the model's
     * @throws IllegalArgumentException when it cannot be loaded; the message says why and what to do
     */
    public static LlamaEngine load(String name, Capabilities wanted, Settings settings) {
        LocalModel model = LocalModel.load(settings);
        Capabilities able = new Capabilities(
                wanted.tools(),
                wanted.parallelTools(),
                wanted.streaming(),
                OptionalInt.of(model.contextTokens()),
                wanted.resultCharacters(),
                Capabilities.JsonSchema.NEVER);
        return new LlamaEngine(name, settings, model, able);
    }

    /** Why no such engine can run on this machine, and what to do; empty when nothing is known to be in the way. */
    public static Optional<String> obstacle() {
        return NativeLibrary.obstacle();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<Room> room() {
        return Optional.of(room);
    }

    @Override
    public long longestReply() {
        return longestReply;
    }

    @Override
    public Reasoned reply(Prompt prompt, Duration atMost) throws EngineException, InterruptedException {
        return reply(prompt, atMost, Deltas.NOBODY);
    }

    @Override
    public Reasoned reply(Prompt prompt, Duration atMost, Deltas heard) throws EngineException, InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        Prompt asked = able.tools() ? prompt : prompt.withoutTools();
        int mostCalls = able.parallelTools() ? CallGrammar.MOST_CALLS : 1;
        Generation generation = new Generation(able.streaming() && !Deltas.NOBODY.equals(heard));
        try {
            Future<Outcome> reply = model.submit(asked, mostCalls, generation);
            Duration time = timeFor(generation, end);
            Outcome outcome = within(time, reply, generation, heard);
            return new Reasoned(name, reply(outcome, asked), outcome.usage());
        } catch (RejectedExecutionException | CancellationException e) {
            throw closed();
        } catch (ExecutionException e) {
            throw failure(e);
        } finally {
            generation.abandon();
        }
    }

    /** Waits for the turn, which is no part of the timeout. */
    private Duration timeFor(Generation generation, long end) throws EngineException, InterruptedException {
        if (!generation.begins(end)) {
            throw EngineException.permanent(
                    "engine_busy",
                    "Engine " + name
                            + " was not asked: its model was busy with another prompt for all of the task's time. Give"
                            + " the task more time, take a smaller model, or shorten prompts by the engine's context-tokens.");
        }
        Duration left = Duration.ofNanos(end - System.nanoTime());
        return timeout.compareTo(left) < 0 ? timeout : left;
    }

    private Outcome within(Duration time, Future<Outcome> reply, Generation generation, Deltas heard)
            throws EngineException, ExecutionException, InterruptedException {
        long deadline = System.nanoTime() + time.toNanos();
        try {
            generation.hear(heard, deadline);
            return reply.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw EngineException.timedOut("Engine " + name + " gave no answer in " + time.toMillis()
                            + " ms. Raise its timeout, or the task's time where that is less, or take a smaller model.")
                    .costing(generation.used());
        }
    }

    private Reply reply(Outcome outcome, Prompt prompt) throws EngineException {
        String text = outcome.text().strip();
        if (!outcome.whole()) {
            throw EngineException.permanent(
                            "output_truncated",
                            "Engine " + name + " reached its output limit before the answer was complete. Raise its"
                                    + " max-output-tokens or context-tokens, or ask for less.")
                    .costing(outcome.usage());
        }
        if (text.isBlank()) {
            throw EngineException.serverError("Engine " + name + " gave an empty answer.", Optional.empty())
                    .costing(outcome.usage());
        }
        return prompt.tools().isEmpty()
                ? answer(text, prompt)
                : ToolCalls.in(text, prompt)
                        .<Reply>map(calls -> new Reply.UseTools("", calls))
                        .orElseGet(() -> answer(text, prompt));
    }

    private static Reply answer(String text, Prompt prompt) {
        return new Reply.Answer(text, PromptText.sources(text, prompt));
    }

    private EngineException failure(ExecutionException e) {
        return switch (e.getCause()) {
            case EngineException known -> known;
            case CancellationException stopped -> closed();
            case null, default ->
                EngineException.permanent("engine_error", "Engine " + name + " failed: " + e.getMessage());
        };
    }

    private EngineException closed() {
        return EngineException.permanent("engine_closed", "Engine " + name + " has ended, as the service stops.");
    }

    /** Gives up the reply in the making; later ones are refused. */
    @Override
    public void close() {
        model.close();
    }
}
