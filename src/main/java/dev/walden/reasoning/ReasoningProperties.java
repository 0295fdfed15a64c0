package dev.walden.reasoning;

import dev.walden.conversation.Cost;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
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
     * @param type one of openai, rules and scripted
     * @param baseUrl of an OpenAI-compatible server, with its version path ({@code openai})
     * @param apiKey sent as bearer token ({@code openai}); absent for servers that want none
     * @param model the name that the server knows it by ({@code openai})
     * @param timeout for one attempt ({@code openai})
     * @param maxOutputTokens the longest reply asked for ({@code openai}); absent leaves it to the server
     * @param script file with the replies of a scripted engine
     * @param price what it takes for its tokens
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
            @DefaultValue @Valid PriceProperties price,
            @DefaultValue("0s") @DurationMin(nanos = 0) Duration latency) {

        /** Without the key: this record is printed when the start fails. */
        @Override
        public String toString() {
            return "EngineProperties[type=" + type + ", baseUrl=" + baseUrl + ", model=" + model + "]";
        }

        /** How many tokens a reply is expected to have at most. */
        private long longestReply() {
            return maxOutputTokens == null ? PromptDigest.COMPLETION_ALLOWANCE_TOKENS : maxOutputTokens;
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
     * What each space may spend on model calls of its tasks; a call that might go beyond it fails its task with {@code budget_exhausted}.
     *
     * @param perSession what model calls of the tasks of one session in a space may cost, in walden.reasoning.currency; without it, whatever they
     *     do
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
        return new Price(engine.price().input(), engine.price().output(), engine.longestReply());
    }
}
