package dev.walden.reasoning;

import dev.walden.reasoning.Capabilities.JsonSchema;
import dev.walden.reasoning.ReasoningProperties.EngineProperties;
import dev.walden.reasoning.langchain4j.Endpoint;
import dev.walden.reasoning.langchain4j.ModelEngine;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the engines that are language models behind a server. */
final class ModelEngines {

    private static final Set<String> HTTP = Set.of("http", "https");
    private static final String ANTHROPIC = "anthropic";
    private static final String OLLAMA = "ollama";
    private static final Map<String, String> EXAMPLES = Map.of(
            "openai",
            "the version path, for example https://api.openai.com/v1.",
            ANTHROPIC,
            "the version path, for example https://api.anthropic.com/v1.",
            OLLAMA,
            "no path, for example http://localhost:11434.");

    private ModelEngines() {}

    /** An engine of one of the types {@code openai}, {@code anthropic} and {@code ollama}. */
    static Engine of(String name, EngineProperties properties) {
        Endpoint endpoint = endpoint(name, properties);
        return switch (properties.type()) {
            case ANTHROPIC -> ModelEngine.anthropic(name, endpoint, properties.timeout());
            case OLLAMA -> ModelEngine.ollama(name, endpoint, properties.timeout());
            default -> ModelEngine.openAi(name, endpoint, properties.timeout());
        };
    }

    private static Endpoint endpoint(String name, EngineProperties properties) {
        String type = "An " + properties.type() + " engine";
        URI baseUrl = properties.baseUrl();
        if (baseUrl == null || baseUrl.getHost() == null || !HTTP.contains(String.valueOf(baseUrl.getScheme()))) {
            throw new EngineSetupException(
                    name + ".base-url",
                    baseUrl,
                    type + " needs the http or https address of its server with " + EXAMPLES.get(properties.type()));
        }
        if (properties.model().isBlank()) {
            throw new EngineSetupException(name + ".model", "", type + " needs the name of its model.");
        }
        Optional<String> key = Optional.ofNullable(properties.apiKey()).filter(text -> !text.isBlank());
        if (key.filter(text -> text.contains("${secret:")).isPresent()) {
            throw new EngineSetupException(
                    name + ".api-key",
                    properties.apiKey(),
                    "The key of an engine is read once, when it is made, and no secret is filled into it. Take it from the environment,"
                            + " as ${OPENAI_API_KEY} is.");
        }
        if (properties.type().equals(ANTHROPIC) && key.isEmpty()) {
            throw new EngineSetupException(
                    name + ".api-key",
                    null,
                    type + " needs a key. Take it from the environment: ${ANTHROPIC_API_KEY}.");
        }
        return new Endpoint(
                        baseUrl,
                        key,
                        properties.model(),
                        Optional.ofNullable(properties.maxOutputTokens()),
                        able(properties))
                .limitedBy(properties.maxOutputTokensName());
    }

    /** What a model is configured to do. */
    static Capabilities able(EngineProperties properties) {
        Integer context = properties.contextTokens();
        return new Capabilities(
                yes(properties.tools()),
                yes(properties.parallelTools()),
                properties.streaming(),
                context == null ? OptionalInt.empty() : OptionalInt.of(context),
                properties.resultCharacters(),
                jsonSchema(properties));
    }

    /**
     * Anthropic's refuses much of what a schema may say; Ollama's keeps a model from calling tools; the library of models in this process must not
     * see schemas from outside.
     */
    private static JsonSchema jsonSchema(EngineProperties properties) {
        if (!yes(properties.jsonSchema()) || UnheededSettings.TOLD_OF_SCHEMAS_IN_WORDS.contains(properties.type())) {
            return JsonSchema.NEVER;
        }
        return properties.jsonSchema() != null && !properties.type().equals(OLLAMA)
                ? JsonSchema.ALWAYS
                : JsonSchema.WITHOUT_TOOLS;
    }

    private static boolean yes(@Nullable Boolean flag) {
        return flag == null || flag;
    }
}
