package dev.walden.reasoning.langchain4j;

import dev.walden.reasoning.Capabilities;
import dev.walden.reasoning.Room;
import java.net.URI;
import java.util.Optional;

/**
 * Where a model is, and what it can do.
 *
 * @param baseUrl as the vendor writes it: {@code https://api.openai.com/v1}, {@code http://localhost:11434}
 * @param apiKey sent as the vendor wants it; empty for servers that want none
 * @param model the name that the server knows it by
 * @param maxOutputTokens the longest reply asked for, no longer than what prompts leave of the window; empty leaves it to the server
 */
public record Endpoint(
        URI baseUrl,
        Optional<String> apiKey,
        String model,
        Optional<Integer> maxOutputTokens,
        Capabilities capabilities) {

    public Endpoint {
        if (maxOutputTokens.isPresent()) {
            maxOutputTokens = Optional.of(Room.replyTokens(capabilities, maxOutputTokens));
        }
    }

    /** A model that can do everything. */
    public Endpoint(URI baseUrl, Optional<String> apiKey, String model, Optional<Integer> maxOutputTokens) {
        this(baseUrl, apiKey, model, maxOutputTokens, Capabilities.ALL);
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "Endpoint[baseUrl=" + baseUrl + ", model=" + model + "]";
    }
}
