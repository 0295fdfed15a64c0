package dev.walden.reasoning.langchain4j;

import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.walden.conversation.Reply;
import dev.walden.conversation.TokenUsage;
import dev.walden.reasoning.Capabilities;
import dev.walden.reasoning.Deltas;
import dev.walden.reasoning.Engine;
import dev.walden.reasoning.EngineException;
import dev.walden.reasoning.EstimatedUsage;
import dev.walden.reasoning.Prompt;
import dev.walden.reasoning.ReasoningGateway.Reasoned;
import dev.walden.reasoning.Room;
import dev.walden.reasoning.TokenCounter;
import java.time.Duration;
import java.util.Optional;

/**
 * A language model as an engine, whoever makes it. Asked with a hearer, as for every step of a task whether anybody follows it or not, it asks
 * for a stream, unless it is set not to; asked without one, for the answer in one piece. Thread-safe.
 *
 * <p>Tool arguments that are no JSON object are kept as they came, for the model to be told. A refusal and an answer that the
 * provider filtered are {@link Reply.Refusal}. An answer that reached the output limit is a failure, {@code output_truncated}: half
 * an answer must not pass for a whole one.
 */
public final class ModelEngine implements Engine {

    /** Longer than a server takes between two words. Some are silent while a whole tool call is made: who waits longer hears later. */
    private static final Duration SHORTEST_SILENCE = Duration.ofSeconds(30);

    private final String name;
    private final Vendor vendor;
    private final Capabilities capabilities;
    private final Room room;
    private final long longestReply;
    private final Duration timeout;
    private final Duration silence;

    ModelEngine(String name, Vendor vendor, Endpoint endpoint, Duration timeout, Duration silence) {
        this.name = name;
        this.vendor = vendor;
        this.capabilities = endpoint.capabilities();
        this.room = Room.of(endpoint.capabilities(), endpoint.maxOutputTokens(), TokenCounter.ESTIMATE);
        this.longestReply = endpoint.maxOutputTokens().map(Integer::longValue).orElse(USUAL_REPLY_TOKENS);
        this.timeout = timeout;
        this.silence = silence;
    }

    /** Any server that speaks OpenAI's chat completions. Connects to nothing yet: an unreachable server shows at the first request. */
    public static ModelEngine openAi(String name, Endpoint endpoint, Duration timeout) {
        return of(name, new OpenAi(name, endpoint), endpoint, timeout);
    }

    /** Anthropic's Messages API; the key must be there. Connects to nothing yet. */
    public static ModelEngine anthropic(String name, Endpoint endpoint, Duration timeout) {
        return of(name, new Anthropic(name, endpoint), endpoint, timeout);
    }

    /** An Ollama server, by its own API. Connects to nothing yet. */
    public static ModelEngine ollama(String name, Endpoint endpoint, Duration timeout) {
        return of(name, new Ollama(name, endpoint), endpoint, timeout);
    }

    private static ModelEngine of(String name, Vendor vendor, Endpoint endpoint, Duration timeout) {
        return new ModelEngine(name, vendor, endpoint, timeout, silence(timeout));
    }

    /** Half of what a whole answer may take, as whoever gave a slow model its time expects it to be slow throughout. */
    static Duration silence(Duration timeout) {
        Duration half = timeout.dividedBy(2);
        return half.compareTo(SHORTEST_SILENCE) < 0 ? SHORTEST_SILENCE : half;
    }

    @Override
    public String name() {
        return name;
    }

    /** What is sent by. */
    public Capabilities capabilities() {
        return capabilities;
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
        Duration time = timeout.compareTo(atMost) < 0 ? timeout : atMost;
        ChatRequest request = ModelRequests.of(prompt, capabilities, vendor);
        WireAttempt attempt = new WireAttempt(vendor, time, silence);
        try {
            ChatResponse response =
                    ScopedValue.where(WireClient.ATTEMPT, attempt).call(() -> ask(request, attempt, heard));
            Reply reply = ModelReplies.reply(name, response.aiMessage(), attempt.notes(), prompt);
            return reasoned(prompt, capabilities.parallelTools() ? reply : ModelReplies.withOneCall(reply), attempt);
        } catch (ContentFilteredException refused) {
            return reasoned(prompt, new Reply.Refusal(String.valueOf(refused.getMessage())), attempt);
        } catch (EngineException unusable) {
            throw unusable.costing(lost(prompt, attempt));
        } catch (WireFailure failure) {
            throw failure.reason().costing(lost(prompt, attempt));
        } catch (WireInterrupted interrupted) {
            throw new InterruptedException("Engine " + name + " was interrupted while it waited for an answer.");
        } catch (RuntimeException unreadable) {
            throw EngineException.serverError(
                            "Engine " + name + " answered with something that is no answer of its API: "
                                    + unreadable.getClass().getSimpleName()
                                    + ". Check its base-url, and that its server speaks the API of its type.",
                            Optional.empty())
                    .costing(lost(prompt, attempt));
        }
    }

    /** Tokens that a server does not tell of are estimated, as limits and budgets could not hold without. */
    private Reasoned reasoned(Prompt prompt, Reply reply, WireAttempt attempt) {
        TokenUsage told = attempt.usage();
        return new Reasoned(name, reply, told.total() == 0 ? EstimatedUsage.of(prompt, reply) : told);
    }

    /**
     * What an attempt without a reply has cost as far as anybody knows: whoever was asked has read, and has written what was heard, even when
     * it tells of neither.
     */
    private static TokenUsage lost(Prompt prompt, WireAttempt attempt) {
        TokenUsage told = attempt.usage();
        if (!attempt.mayHaveCost() || (told.total() > 0 && attempt.notes().ended())) {
            return told;
        }
        TokenUsage estimated = EstimatedUsage.of(prompt, attempt.notes().saidBytes());
        return new TokenUsage(
                told.input() > 0 ? told.input() : estimated.input(), Math.max(told.output(), estimated.output()));
    }

    private ChatResponse ask(ChatRequest request, WireAttempt attempt, Deltas heard) {
        if (Deltas.NOBODY.equals(heard) || !capabilities.streaming()) {
            return vendor.model().chat(request);
        }
        StreamedReply reply = new StreamedReply(heard);
        vendor.streaming().chat(request, reply);
        return attempt.whole().isPresent() ? vendor.model().chat(request) : reply.response();
    }
}
