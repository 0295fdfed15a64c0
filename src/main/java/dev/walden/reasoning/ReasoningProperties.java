package dev.walden.reasoning;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
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
     * @param type one of llama, openai, rules and scripted
     * @param baseUrl of an OpenAI-compatible server, with its version path ({@code openai})
     * @param apiKey sent as bearer token ({@code openai}); absent for servers that want none
     * @param model the name that the server knows it by ({@code openai})
     * @param timeout for one attempt ({@code openai}, {@code llama})
     * @param maxOutputTokens the longest reply asked for ({@code openai}, {@code llama}); absent leaves it to the server or the context
     * @param script file with the replies of a scripted engine
     * @param latency waited by a scripted engine before each reply, where the file names none
     * @param modelFile the GGUF file of a model that runs in this process ({@code llama})
     * @param contextTokens the longest prompt and reply together ({@code llama}); absent takes what the model was made for, 8192 at most
     * @param threads that compute ({@code llama}); absent takes all processors but one
     * @param temperature how freely words are chosen ({@code llama}); 0 takes the likeliest always
     * @param seed of the choice of words ({@code llama}): the same prompt then has the same reply, and is read anew each time; absent for another one each time
     */
    record EngineProperties(
            @DefaultValue("") String type,
            @Nullable URI baseUrl,
            @Nullable String apiKey,
            @DefaultValue("") String model,
            @DefaultValue("60s") @DurationMin(millis = 1) Duration timeout,
            @Nullable Integer maxOutputTokens,
            @Nullable Path script,
            @DefaultValue("0s") @DurationMin(nanos = 0) Duration latency,
            @Nullable Path modelFile,
            @Nullable @Min(128) Integer contextTokens,
            @Nullable @Min(1) @Max(512) Integer threads,

            @DefaultValue("0.3") @DecimalMin("0") @DecimalMax("5")
            double temperature,

            @Nullable @Min(0) Integer seed) {

        /** Without the key: this record is printed when the start fails. */
        @Override
        public String toString() {
            return "EngineProperties[type=" + type + ", baseUrl=" + baseUrl + ", model=" + model + "]";
        }
    }
}
