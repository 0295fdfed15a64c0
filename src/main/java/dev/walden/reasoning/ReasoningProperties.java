package dev.walden.reasoning;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
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
     * @param type one of anthropic, ollama, openai, rules and scripted; the first three are models
     * @param baseUrl where a model's server is, with its version path if it has one, as {@code https://api.openai.com/v1},
     *     {@code https://api.anthropic.com/v1}, {@code http://localhost:11434}
     * @param apiKey sent as the server of a model wants it; needed by {@code anthropic}, absent for servers that want none
     * @param model the name that its server knows it by
     * @param timeout for one attempt to get a model's reply
     * @param maxOutputTokens the longest reply asked of a model; absent leaves it to the server, {@code anthropic} is asked for 4096
     * @param contextTokens how much a model reads and writes at once; asked of {@code ollama}, which without it forgets the beginning of
     *     what is longer than its own setting
     * @param tools whether a model calls tools; absent: yes
     * @param parallelTools whether it may ask for several calls in one reply, where its server can be told; absent: yes
     * @param jsonSchema whether it can be held to a JSON schema; absent: yes
     * @param script file with the replies of a scripted engine
     * @param latency waited by a scripted engine before each reply, where the file names none
     */
    record EngineProperties(
            @DefaultValue("") String type,
            @Nullable URI baseUrl,
            @Nullable String apiKey,
            @DefaultValue("") String model,
            @DefaultValue("60s") @DurationMin(millis = 1) Duration timeout,
            @Nullable @Positive Integer maxOutputTokens,
            @Nullable @Positive Integer contextTokens,
            @Nullable Boolean tools,
            @Nullable Boolean parallelTools,
            @Nullable Boolean jsonSchema,
            @Nullable Path script,
            @DefaultValue("0s") @DurationMin(nanos = 0) Duration latency) {

        /** Without the key: this record is printed when the start fails. */
        @Override
        public String toString() {
            return "EngineProperties[type=" + type + ", baseUrl=" + baseUrl + ", model=" + model + "]";
        }
    }
}
