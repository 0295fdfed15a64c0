package dev.walden.orchestrator;

import dev.walden.activity.TaskLimits;
import dev.walden.conversation.Cost;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How tasks are run.
 *
 * @param maxRunning tasks that a thread works on at the same time, for each engine: a task counts for the one that it asks for, or the default,
 *     and while another one judges a step of it, for that one
 * @param maxQueued tasks that may be open beyond those of each engine, of all engines together; a submission beyond is refused with 429
 * @param approvalLifetime how long a request for consent stands before it counts as rejected
 * @param inDoubt who hears of a tool call whose outcome is unknown: the task waits for a person, or the model is told and goes on
 * @param defaultAnswer what a task gives out when no engine answers; none by default
 * @param limits what one task may use
 * @param critique when a model judges what a step came to
 */
@Validated
@ConfigurationProperties("walden.orchestrator")
public record OrchestratorProperties(
        @DefaultValue("1024") @Min(1) @Max(100_000) int maxRunning,
        @DefaultValue("10000") @Min(0) @Max(1_000_000) int maxQueued,
        @DefaultValue("PT24H") @NotNull Duration approvalLifetime,
        @DefaultValue("person") CallRules.@NotNull DoubtGoesTo inDoubt,
        @Nullable String defaultAnswer,
        @DefaultValue @Valid Limits limits,
        @DefaultValue @Valid Criticism critique) {

    private static final String MOST_COST = "1000000000000";

    /**
     * When a model judges what a step came to. Each such judgement is a model call of the task.
     *
     * @param when off: never; on-failure: after tool calls whose results rules do not find good, before the task goes on or is given up;
     *     always: these, and each answer before it is taken
     * @param engine name of the engine that is asked first; none for the task's own
     * @param maxPerTask how often in one task; beyond that rules alone judge, and answers are taken as they are
     */
    public record Criticism(
            @DefaultValue("off") CritiqueRule.@NotNull When when,
            @Nullable String engine,
            @DefaultValue("3") @Min(1) @Max(1_000) int maxPerTask) {

        /** No model judges. */
        static final Criticism OFF = new Criticism(CritiqueRule.When.OFF, null, 1);

        CritiqueRule asRule() {
            return new CritiqueRule(when, maxPerTask);
        }
    }

    /**
     * Limits of a task.
     *
     * @param standard for a task that asks for none
     * @param ceiling the most that a task may ask for
     */
    public record Limits(
            @DefaultValue @Valid Standard standard,
            @DefaultValue @Valid Ceiling ceiling) {}

    /**
     * Limits of a task that asks for none.
     *
     * @param maxSteps model calls
     * @param maxToolCalls tool calls
     * @param maxTokens input and output tokens together
     * @param maxCost what model calls may cost, in walden.reasoning.currency; without it, whatever they do
     * @param maxWallTime time in working states, waiting and downtime not counted
     */
    public record Standard(
            @DefaultValue("50") @Min(1) int maxSteps,
            @DefaultValue("200") @Min(0) int maxToolCalls,
            @DefaultValue("1000000") @Min(1) long maxTokens,

            @Nullable @DecimalMin("0") @DecimalMax(MOST_COST) @Digits(integer = 13, fraction = 6)
            BigDecimal maxCost,

            @DefaultValue("PT1H") @NotNull Duration maxWallTime) {

        TaskLimits asLimits() {
            return new TaskLimits(maxSteps, maxToolCalls, maxTokens, cost(maxCost), maxWallTime);
        }
    }

    /**
     * The most that a task may ask for.
     *
     * @param maxSteps model calls
     * @param maxToolCalls tool calls
     * @param maxTokens input and output tokens together
     * @param maxCost what model calls may cost, in walden.reasoning.currency; without it, whatever they do
     * @param maxWallTime time in working states, waiting and downtime not counted
     */
    public record Ceiling(
            @DefaultValue("10000") @Min(1) int maxSteps,
            @DefaultValue("10000") @Min(0) int maxToolCalls,
            @DefaultValue("1000000000") @Min(1) long maxTokens,

            @Nullable @DecimalMin("0") @DecimalMax(MOST_COST) @Digits(integer = 13, fraction = 6)
            BigDecimal maxCost,

            @DefaultValue("P7D") @NotNull Duration maxWallTime) {

        TaskLimits asLimits() {
            return new TaskLimits(maxSteps, maxToolCalls, maxTokens, cost(maxCost), maxWallTime);
        }
    }

    private static @Nullable Cost cost(@Nullable BigDecimal amount) {
        return amount == null ? null : Cost.of(amount);
    }
}
