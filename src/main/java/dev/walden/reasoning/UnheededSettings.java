package dev.walden.reasoning;

import dev.walden.reasoning.ReasoningProperties.EngineProperties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Ends the start where somebody set what an engine of that type would pass over, of what changes replies: who asks for something must not
 * believe to have it. Addresses, names and times that an engine does not need are passed over.
 */
final class UnheededSettings {

    /** Types that are never sent a schema of an answer. */
    static final Set<String> TOLD_OF_SCHEMAS_IN_WORDS = Set.of("anthropic", "llama");

    private static final Set<String> MODELS = Set.of("anthropic", "llama", "ollama", "openai");
    private static final Set<String> OPENAI = Set.of("openai");
    private static final Set<String> LLAMA = Set.of("llama");
    private static final Set<String> SCRIPTED = Set.of("scripted");

    private final String name;
    private final String type;

    private UnheededSettings(String name, String type) {
        this.name = name;
        this.type = type;
    }

    /**
     * Of a type that there is.
     *
     * @throws EngineSetupException which names the first of them, why it has no effect, and what to do
     */
    static void refuse(String name, EngineProperties set) {
        UnheededSettings engine = new UnheededSettings(name, set.type());
        engine.only(MODELS, "tools", set.tools());
        engine.only(MODELS, "parallel-tools", set.parallelTools());
        engine.only(MODELS, "json-schema", set.jsonSchema());
        engine.only(OPENAI, "max-output-tokens-name", set.maxOutputTokensName());
        engine.only(LLAMA, "threads", set.threads());
        engine.only(LLAMA, "temperature", set.temperature());
        engine.only(LLAMA, "seed", set.seed());
        engine.only(LLAMA, "model-file", set.modelFile());
        engine.only(SCRIPTED, "script", set.script());
        refuseTurnsBesideEachOther(name, set);
        if (Boolean.TRUE.equals(set.jsonSchema()) && TOLD_OF_SCHEMAS_IN_WORDS.contains(set.type())) {
            throw new EngineSetupException(
                    name + ".json-schema",
                    true,
                    "An engine of type " + set.type()
                            + " is told of the schema of an answer in words alone, so that true would promise more than it does. Leave it"
                            + " out; answers are checked in any case.");
        }
    }

    private static void refuseTurnsBesideEachOther(String name, EngineProperties set) {
        Integer concurrent = set.limits().maxConcurrent();
        if (set.type().equals("llama") && concurrent != null && concurrent > 1) {
            throw new EngineSetupException(
                    name + ".limits.max-concurrent",
                    concurrent,
                    "A model in this process makes one reply after another, so that more than 1 would only wait in it, and lose their timeout"
                            + " with that. Leave it out.");
        }
    }

    private void only(Set<String> types, String setting, @Nullable Object value) {
        if (value != null && !types.contains(type)) {
            throw new EngineSetupException(
                    name + "." + setting,
                    value,
                    "An engine of type " + type + " has no use for " + setting + ", which is for "
                            + String.join(", ", types.stream().sorted().toList()) + ". Leave it out.");
        }
    }
}
