package dev.walden.reasoning;

import dev.walden.reasoning.ReasoningProperties.EngineProperties;
import dev.walden.reasoning.llama.LlamaEngine;
import dev.walden.reasoning.llama.Settings;
import dev.walden.reasoning.llama.Settings.Sampling;
import dev.walden.reasoning.rules.RulesEngine;
import dev.walden.reasoning.scripted.ScriptedEngine;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Makes the engines that the configuration names. */
final class ConfiguredEngines {

    private static final String RULES = "rules";
    private static final Set<String> TYPES = Set.of("anthropic", "llama", "ollama", "openai", RULES, "scripted");
    private static final double TEMPERATURE = 0.3;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private ConfiguredEngines() {}

    /** By name; {@code rules} is always there. */
    static SortedMap<String, Engine> of(Map<String, EngineProperties> configured) {
        SortedMap<String, Engine> engines = new TreeMap<>();
        engines.put(RULES, new RulesEngine(RULES));
        configured.forEach((name, properties) -> engines.put(name, engine(name, properties)));
        return engines;
    }

    private static Engine engine(String name, EngineProperties properties) {
        if (!NAME.matcher(name).matches()) {
            throw new EngineSetupException(
                    name, name, "An engine's name is 1 to 64 of letters, digits, dot, underscore and hyphen.");
        }
        if (name.equals(RULES) && !properties.type().equals(RULES)) {
            throw new EngineSetupException(
                    name + ".type",
                    properties.type(),
                    "The name rules is that of the engine that answers by rules, which is always there. Name this engine otherwise.");
        }
        if (!TYPES.contains(properties.type())) {
            throw new EngineSetupException(
                    name + ".type",
                    properties.type(),
                    "The type of an engine is anthropic, llama, ollama, openai, rules or scripted.");
        }
        UnheededSettings.refuse(name, properties);
        return switch (properties.type()) {
            case RULES -> new RulesEngine(name);
            case "scripted" -> scripted(name, properties);
            case "openai", "anthropic", "ollama" -> ModelEngines.of(name, properties);
            case "llama" -> llama(name, properties);
            default -> throw new IllegalStateException("No engine is made of the type " + properties.type() + ".");
        };
    }

    private static Engine llama(String name, EngineProperties properties) {
        Path model = properties.modelFile();
        if (model == null) {
            throw new EngineSetupException(
                    name + ".model-file", null, "A llama engine needs the GGUF file of its model.");
        }
        try {
            return LlamaEngine.load(
                    name,
                    ModelEngines.able(properties),
                    new Settings(
                            model,
                            Optional.ofNullable(properties.contextTokens()),
                            Optional.ofNullable(properties.threads()),
                            Optional.ofNullable(properties.maxOutputTokens()),
                            sampling(properties),
                            properties.timeout()));
        } catch (IllegalArgumentException e) {
            throw new EngineSetupException(name + ".model-file", model, String.valueOf(e.getMessage()));
        }
    }

    private static Sampling sampling(EngineProperties properties) {
        Double set = properties.temperature();
        double temperature = set == null ? TEMPERATURE : set;
        return new Sampling(temperature, Optional.ofNullable(properties.seed()));
    }

    private static Engine scripted(String name, EngineProperties properties) {
        Path script = properties.script();
        if (script == null) {
            throw new EngineSetupException(
                    name + ".script", null, "A scripted engine needs the file with its replies.");
        }
        try {
            return ScriptedEngine.load(name, script, properties.latency());
        } catch (IllegalArgumentException e) {
            throw new EngineSetupException(name + ".script", script, String.valueOf(e.getMessage()));
        }
    }
}
