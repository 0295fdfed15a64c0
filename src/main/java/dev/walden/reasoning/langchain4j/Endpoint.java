package dev.walden.reasoning.langchain4j;

import dev.walden.reasoning.Capabilities;
import dev.walden.reasoning.Room;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a model is, and what it can do.
 *
 * @param baseUrl as the vendor writes it: {@code https://api.openai.com/v1}, {@code http://localhost:11434}
 * @param apiKey sent as the vendor wants it; empty for servers that want none
 * @param model the name that the server knows it by
 * @param maxOutputTokens the longest reply asked for, no longer than what prompts leave of the window; empty leaves it to the server
 * @param limitName how a server of OpenAI's API is told of it
 */
public record Endpoint(
        URI baseUrl,
        Optional<String> apiKey,
        String model,
        Optional<Integer> maxOutputTokens,
        OutputLimitName limitName,
        Capabilities capabilities) {

    public Endpoint {
        if (maxOutputTokens.isPresent()) {
            maxOutputTokens = Optional.of(Room.replyTokens(capabilities, maxOutputTokens));
        }
    }

    /** A server that is told of the longest reply as is usual at its address. */
    public Endpoint(
            URI baseUrl,
            Optional<String> apiKey,
            String model,
            Optional<Integer> maxOutputTokens,
            Capabilities capabilities) {
        this(baseUrl, apiKey, model, maxOutputTokens, OutputLimitName.usual(baseUrl), capabilities);
    }

    /** A model that can do everything. */
    public Endpoint(URI baseUrl, Optional<String> apiKey, String model, Optional<Integer> maxOutputTokens) {
        this(baseUrl, apiKey, model, maxOutputTokens, Capabilities.ALL);
    }

    /** The same, whose server is told of the longest reply by this name; null leaves that as it is. */
    public Endpoint limitedBy(@Nullable OutputLimitName name) {
        return name == null ? this : new Endpoint(baseUrl, apiKey, model, maxOutputTokens, name, capabilities);
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "Endpoint[baseUrl=" + baseUrl + ", model=" + model + "]";
    }
}
