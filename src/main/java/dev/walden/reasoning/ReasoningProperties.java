package dev.walden.reasoning;

import dev.walden.conversation.Cost;
import dev.walden.reasoning.langchain4j.OutputLimitName;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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
 * @param currency what prices and costs are in: a label, nothing is converted
 * @param budget what a space may spend
 * @param engines by name; {@code rules} is always there
 */
@ConfigurationProperties("walden.reasoning")
@Validated
record ReasoningProperties(
        @DefaultValue("rules") @NotBlank String defaultEngine,
        @DefaultValue List<String> fallback,

        @DefaultValue("USD") @Pattern(regexp = "[A-Za-z]{1,16}")
        String currency,

        @DefaultValue @Valid BudgetProperties budget,
        @DefaultValue Map<String, @Valid EngineProperties> engines) {

    ReasoningProperties {
        fallback = List.copyOf(fallback);
        engines = Map.copyOf(engines);
    }

    /**
     * One engine.
     *
     * @param type one of anthropic, llama, ollama, openai, rules and scripted; the first four are models
     * @param baseUrl where a model's server is, with its version path if it has one, as {@code https://api.openai.com/v1},
     *     {@code https://api.anthropic.com/v1}, {@code http://localhost:11434}
     * @param apiKey sent as the server of a model wants it; needed by {@code anthropic}, absent for servers that want none
     * @param model the name that its server knows it by
     * @param timeout for one attempt to get a model's reply
     * @param maxOutputTokens the longest reply asked of a model; absent leaves it to the server or the context, {@code anthropic} is asked for 4096
     * @param maxOutputTokensName the name by which a server of {@code openai} is told of {@code max-output-tokens}; absent is
     *     {@code max-completion-tokens} for addresses at openai.com and azure.com, and {@code max-tokens} for all others
     * @param contextTokens how much a model reads and writes at once: prompts are cut to it; asked of {@code ollama}, which without it forgets the
     *     beginning of what is longer than its own setting; without it {@code llama} takes what the model was made for, 8192 at most, and prompts
     *     for others are not cut
     * @param resultCharacters how much of a tool's result a model is shown at once; it reads on with the tool {@code read_blob}
     * @param tools whether a model calls tools; absent: yes
     * @param parallelTools whether it may ask for several calls in one reply; absent: yes; false: the first of them is made
     * @param streaming whether a model's words are asked for while they come, for the event streams of tasks; false asks for the
     *     whole reply at once, for servers that stream badly or not at all
     * @param jsonSchema whether the server of {@code openai} or {@code ollama} holds the answer of a task with an {@code outputSchema} to it;
     *     absent: yes where no tools are offered; true: with {@code openai} beside tools too, and refused for {@code anthropic} and {@code llama}
     * @param script file with the replies of a scripted engine
     * @param price what it takes for its tokens
     * @param latency waited by a scripted engine before each reply, where the file names none
     * @param limits what it gets at most
     * @param breaker when it is left alone; absent is the usual one, and for engines within this process none
     * @param modelFile the GGUF file of a model that runs in this process ({@code llama})
     * @param threads that compute ({@code llama}); absent takes all processors but one
     * @param temperature how freely words are chosen ({@code llama}); 0 takes the likeliest always; absent is 0.3
     * @param seed of the choice of words ({@code llama}): the same prompt then has the same reply, and is read anew each time; absent for another one each time
     */
    record EngineProperties(
            @DefaultValue("") String type,
            @Nullable URI baseUrl,
            @Nullable String apiKey,
            @DefaultValue("") String model,
            @DefaultValue("60s") @DurationMin(millis = 1) Duration timeout,
            @Nullable @Positive Integer maxOutputTokens,
            @Nullable OutputLimitName maxOutputTokensName,
            @Nullable @Positive Integer contextTokens,

            @DefaultValue("8000") @Min(1000) @Max(10_000_000)
            int resultCharacters,

            @Nullable Boolean tools,
            @Nullable Boolean parallelTools,
            @DefaultValue("true") boolean streaming,
            @Nullable Boolean jsonSchema,
            @Nullable Path script,
            @DefaultValue @Valid PriceProperties price,
            @DefaultValue("0s") @DurationMin(nanos = 0) Duration latency,
            @DefaultValue @Valid LimitProperties limits,
            @Valid @Nullable BreakerProperties breaker,
            @Nullable Path modelFile,
            @Nullable @Min(1) @Max(512) Integer threads,
            @Nullable @DecimalMin("0") @DecimalMax("5") Double temperature,
            @Nullable @Min(0) Integer seed) {

        /** Without the key: this record is printed when the start fails. */
        @Override
        public String toString() {
            return "EngineProperties[type=" + type + ", baseUrl=" + baseUrl + ", model=" + model + "]";
        }

        /**
         * Requests at the same time; null for any number. A model in this process makes one reply after another, and waiting for one's turn
         * is no part of {@code timeout}.
         */
        @Nullable
        Integer maxConcurrent() {
            return type.equals("llama") && limits.maxConcurrent() == null ? Integer.valueOf(1) : limits.maxConcurrent();
        }
    }

    /**
     * What an engine takes for its tokens, as a decimal number; without a price it costs nothing.
     *
     * @param input what a million tokens read cost, in walden.reasoning.currency
     * @param output what a million tokens written cost
     */
    record PriceProperties(
            @DefaultValue("0") @DecimalMin("0") @DecimalMax(MOST)
            BigDecimal input,

            @DefaultValue("0") @DecimalMin("0") @DecimalMax(MOST)
            BigDecimal output) {

        private static final String MOST = "1000000";

        private boolean isNothing() {
            return input.signum() == 0 && output.signum() == 0;
        }
    }

    /**
     * What each space may spend on model calls; one that might go beyond it fails its task with {@code budget_exhausted}, or leaves a
     * summary of its memory to be a quotation.
     *
     * @param perSession what model calls of the tasks of one session in a space and of their sub-tasks may cost, in walden.reasoning.currency;
     *     without it, whatever they do
     * @param perDay what model calls of a space may cost that are begun on one day in UTC; without it, whatever they do
     */
    record BudgetProperties(
            @Nullable @DecimalMin("0") @DecimalMax(MOST) @Digits(integer = 13, fraction = 6)
            BigDecimal perSession,

            @Nullable @DecimalMin("0") @DecimalMax(MOST) @Digits(integer = 13, fraction = 6)
            BigDecimal perDay) {

        private static final String MOST = "1000000000000";
    }

    /** The budgets, as costs. */
    Budget budgets() {
        return new Budget(currency, cost(budget.perSession()), cost(budget.perDay()));
    }

    private static @Nullable Cost cost(@Nullable BigDecimal amount) {
        return amount == null ? null : Cost.of(amount);
    }

    /** The price table. */
    Prices prices() {
        return new Prices(engines.entrySet().stream()
                .filter(engine -> !engine.getValue().price().isNothing())
                .collect(Collectors.toMap(Map.Entry::getKey, engine -> price(engine.getValue()))));
    }

    private static Price price(EngineProperties engine) {
        return new Price(engine.price().input(), engine.price().output());
    }

    /**
     * What an engine gets at most. What is absent is not limited.
     *
     * @param maxConcurrent requests to the engine at the same time; others wait for their turn, in order, within their task's time; this wait
     *     is not part of {@code timeout}
     * @param requestsPerMinute requests to the engine in any minute, repeated ones counted; others wait within their task's time, which is
     *     not part of {@code timeout} either, or give way to the fallback at once where that time is too short
     */
    record LimitProperties(
            @Min(1) @Nullable Integer maxConcurrent,
            @Min(1) @Max(100_000) @Nullable Integer requestsPerMinute) {}

    /**
     * When an engine is left alone for a while. The defaults hold for every engine that is asked over the network.
     *
     * @param failureShare the share of failures among the last requests from which on the engine rests, and tasks go to the fallback
     *     without asking it: server errors, failed connections and requests that took all of {@code timeout}
     * @param window how many of the last requests are looked at
     * @param minimumCalls requests before which nothing is judged; at most {@code window}
     * @param rest how long it is left alone; then one request tries whether it answers
     */
    record BreakerProperties(
            @DefaultValue("0.5") @DecimalMin("0.01") @DecimalMax("1.0")
            double failureShare,

            @DefaultValue("20") @Min(1) @Max(10_000) int window,
            @DefaultValue("10") @Min(1) @Max(10_000) int minimumCalls,
            @DefaultValue("30s") @DurationMin(millis = 1) Duration rest) {

        /** The defaults, where nothing is configured. */
        static final BreakerProperties STANDARD = new BreakerProperties(0.5, 20, 10, Duration.ofSeconds(30));
    }
}
