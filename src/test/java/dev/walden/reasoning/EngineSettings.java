package dev.walden.reasoning;

import dev.walden.reasoning.ReasoningProperties.EngineProperties;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Settings of an engine as configuration would bind them. */
final class EngineSettings {

    private EngineSettings() {}

    /** @param settings such as {@code limits.max-concurrent=2}, below the engine's name */
    static EngineProperties of(String type, String... settings) {
        Map<String, String> values = new HashMap<>(Map.of("engine.type", type));
        for (String setting : settings) {
            String[] pair = setting.split("=", 2);
            values.put("engine." + pair[0], pair[1]);
        }
        return new Binder(new MapConfigurationPropertySource(values))
                .bind("engine", EngineProperties.class)
                .get();
    }
}
