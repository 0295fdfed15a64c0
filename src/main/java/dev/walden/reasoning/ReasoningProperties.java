package dev.walden.reasoning;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Which engines there are and which one answers.
 *
 * @param defaultEngine name of the engine for tasks that name none
 * @param fallback names of the engines that are tried in turn when the wanted one gives no reply; {@code rules} stands in only for
 *     tasks that it knows wholly, and gives no reply to others
 * @param engines by name; {@code rules} is always there
 */
@ConfigurationProperties("walden.reasoning")
@Validated
record ReasoningProperties(
        @DefaultValue("rules") @NotBlank String defaultEngine,
        @DefaultValue List<String> fallback,
        @DefaultValue Map<String, @Valid EngineProperties> engines) {

    ReasoningProperties {
        fallback = List.copyOf(fallback);
        engines = Map.copyOf(engines);
    }

    /**
     * One engine.
     *
     * @param type one of openai, rules and scripted
     * @param baseUrl of an OpenAI-compatible server, with its version path ({@code openai})
     * @param apiKey sent as bearer token ({@code openai}); absent for servers that want none
     * @param model the name that the server knows it by ({@code openai})
     * @param timeout for one attempt ({@code openai})
     * @param maxOutputTokens the longest reply asked for ({@code openai}); absent leaves it to the server
     * @param script file with the replies of a scripted engine
     * @param latency waited by a scripted engine before each reply, where the file names none
     */
    record EngineProperties(
            @DefaultValue("") String type,
            @Nullable URI baseUrl,
            @Nullable String apiKey,
            @DefaultValue("") String model,
            @DefaultValue("60s") @DurationMin(millis = 1) Duration timeout,
            @Nullable Integer maxOutputTokens,
            @Nullable Path script,
            @DefaultValue("0s") @DurationMin(nanos = 0) Duration latency) {

        /** Without the key: this record is printed when the start fails. */
        @Override
        public String toString() {
            return "EngineProperties[type=" + type + ", baseUrl=" + baseUrl + ", model=" + model + "]";
        }
    }
}
