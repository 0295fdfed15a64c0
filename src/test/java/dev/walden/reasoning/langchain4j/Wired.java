package dev.walden.reasoning.langchain4j;

import dev.walden.reasoning.Capabilities;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The vendors whose APIs are spoken over HTTP: a server of each, and an engine that asks it. */
public enum Wired {
    OPENAI,
    ANTHROPIC,
    OLLAMA;

    /** A running server that has nothing to say yet. */
    public ScriptedModelServer server() {
        return switch (this) {
            case OPENAI -> ScriptedModelServer.openAi();
            case ANTHROPIC -> ScriptedModelServer.anthropic();
            case OLLAMA -> ScriptedModelServer.ollama();
        };
    }

    private Vendor vendor(Endpoint endpoint) {
        return switch (this) {
            case OPENAI -> new OpenAi("m", endpoint);
            case ANTHROPIC -> new Anthropic("m", endpoint);
            case OLLAMA -> new Ollama("m", endpoint);
        };
    }

    /** What {@code type} says in the configuration. */
    public String type() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The results of tools that a request tells of, in their order. */
    public List<String> results(JsonNode request) {
        return request.path("messages")
                .valueStream()
                .flatMap(message -> switch (this) {
                    case ANTHROPIC ->
                        message.path("content")
                                .valueStream()
                                .filter(block -> block.path("type").asString().equals("tool_result"));
                    case OPENAI, OLLAMA ->
                        List.of(message).stream()
                                .filter(said -> said.path("role").asString().equals("tool"));
                })
                .map(result -> result.path("content").asString())
                .toList();
    }

    /** An engine named m that can do these things. */
    ModelEngine engine(ScriptedModelServer asked, Capabilities capabilities, Duration timeout, Duration silence) {
        Endpoint endpoint =
                new Endpoint(asked.baseUrl(), Optional.of("secret"), "test-model", Optional.of(500), capabilities);
        return new ModelEngine("m", vendor(endpoint), endpoint, timeout, silence);
    }

    /** One that can do everything. */
    ModelEngine engine(ScriptedModelServer asked, Duration timeout) {
        return engine(asked, Capabilities.ALL, timeout, Duration.ofMinutes(1));
    }
}
