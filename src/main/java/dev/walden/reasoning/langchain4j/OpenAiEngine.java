package dev.walden.reasoning.langchain4j;

import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.walden.conversation.Reply;
import dev.walden.reasoning.Engine;
import dev.walden.reasoning.EngineException;
import dev.walden.reasoning.Prompt;
import dev.walden.reasoning.ReasoningGateway.Reasoned;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Any server that speaks OpenAI's chat completions. Thread-safe.
 *
 * <p>Tool arguments that are no JSON object are kept as they came, for the model to be told. A refusal and an answer that the
 * provider filtered are {@link Reply.Refusal}. An answer that reached the output limit is a failure, {@code output_truncated}: half
 * an answer must not pass for a whole one.
 */
public final class OpenAiEngine implements Engine {

    private final String name;
    private final Duration timeout;
    private final OpenAiChatModel model;

    /** Connects to nothing yet: an unreachable server shows at the first request. */
    public OpenAiEngine(String name, Endpoint endpoint, Duration timeout) {
        this.name = name;
        this.timeout = timeout;
        this.model = endpoint.model(name);
    }

    /**
     * Where the model is.
     *
     * @param baseUrl with its version path, for example {@code https://api.openai.com/v1}
     * @param apiKey sent as bearer token; empty for servers that want none
     * @param model the name that the server knows it by
     * @param maxOutputTokens the longest reply asked for; empty leaves it to the server
     */
    public record Endpoint(URI baseUrl, Optional<String> apiKey, String model, Optional<Integer> maxOutputTokens) {

        private OpenAiChatModel model(String engine) {
            var builder = OpenAiChatModel.builder()
                    .httpClientBuilder(new WireClientBuilder(engine))
                    .baseUrl(baseUrl.toString())
                    .modelName(model)
                    .maxRetries(0);
            apiKey.ifPresent(builder::apiKey);
            maxOutputTokens.ifPresent(builder::maxCompletionTokens);
            return builder.build();
        }

        /** Without the key. */
        @Override
        public String toString() {
            return "Endpoint[baseUrl=" + baseUrl + ", model=" + model + "]";
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Reasoned reply(Prompt prompt, Duration atMost) throws EngineException, InterruptedException {
        Duration time = timeout.compareTo(atMost) < 0 ? timeout : atMost;
        ChatRequest request = ChatRequest.builder()
                .messages(ModelMessages.of(prompt))
                .toolSpecifications(ToolSchemas.of(prompt.tools()))
                .build();
        WireAttempt attempt = new WireAttempt(time);
        try {
            ChatResponse response =
                    ScopedValue.where(WireClient.ATTEMPT, attempt).call(() -> model.chat(request));
            return new Reasoned(name, ModelReplies.reply(name, response, prompt), ModelReplies.usage(response));
        } catch (ContentFilteredException refused) {
            return new Reasoned(name, new Reply.Refusal(String.valueOf(refused.getMessage())), attempt.usage());
        } catch (EngineException unusable) {
            throw unusable.costing(attempt.usage());
        } catch (WireFailure failure) {
            throw failure.reason();
        } catch (WireInterrupted interrupted) {
            throw new InterruptedException("Engine " + name + " was interrupted while it waited for an answer.");
        } catch (RuntimeException unreadable) {
            throw EngineException.serverError(
                            "Engine " + name + " answered with something that is no chat completion: "
                                    + unreadable.getClass().getSimpleName() + ".",
                            Optional.empty())
                    .costing(attempt.usage());
        }
    }
}
