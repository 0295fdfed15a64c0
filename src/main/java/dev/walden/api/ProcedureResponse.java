package dev.walden.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.walden.activity.LearnedStep;
import dev.walden.activity.TaskId;
import dev.walden.memory.LearnedProcedure;
import dev.walden.memory.ListedProcedure;
import dev.walden.memory.ProcedureStatistics;
import dev.walden.memory.ProcedureUses;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A way of working and how it went.
 *
 * @param kind {@code skill}: written by people and run by its name; {@code learned} from tasks, and run likewise once it is approved;
 *     {@code observed}: tools that tasks used in this order
 * @param state {@code usable}; {@code broken} for a skill whose file is wrong; {@code proposed}, {@code approved}, {@code rejected} or
 *     {@code retired} for what was learned; null for what was observed
 * @param problem what is wrong with the file, or keeps a run of a usable skill from beginning now (a tool that is not there, an argument
 *     that it does not have), and in which line; why it was retired: {@code failed-twice}, {@code fails-often} or
 *     {@code source-undone}
 * @param failures null for what was observed
 * @param learned what else is known of what was learned; null for all else
 */
@Schema(name = "Procedure")
@JsonInclude(JsonInclude.Include.NON_NULL)
record ProcedureResponse(
        String kind,
        @Nullable String name,
        @Nullable String state,
        @Nullable String description,
        @Nullable List<ListedProcedure.Input> inputs,
        List<String> tools,
        @Nullable String problem,
        long uses,
        long successes,
        @Nullable Long failures,

        @Schema(type = "string", format = "duration") Duration totalDuration,

        @Schema(type = "string", format = "duration") @Nullable
        Duration meanDuration,

        @Nullable Instant lastUsed,
        MemoryResponse.@Nullable Source source,
        @Nullable Learned learned) {

    /**
     * What was learned.
     *
     * @param steps arguments have gaps for inputs and for results of earlier steps
     * @param tasks ids of those from which it was learned
     * @param trusted false when one of them had been shown words from outside
     * @param decidedBy {@code key:ID} or {@code configuration}; null while nobody decided
     */
    @Schema(name = "LearnedProcedure")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Learned(
            List<LearnedStep> steps,
            List<String> tasks,
            boolean trusted,
            @Nullable String decidedBy,
            @Nullable Instant decidedAt) {
        static Learned of(LearnedProcedure learned) {
            return new Learned(
                    learned.steps(),
                    learned.tasks().stream().map(TaskId::value).toList(),
                    learned.trusted(),
                    learned.decidedBy(),
                    learned.decidedAt());
        }
    }

    /** All of them. */
    @Schema(name = "Procedures")
    record All(List<ProcedureResponse> procedures) {}

    static ProcedureResponse of(ListedProcedure skill, Optional<ProcedureUses> uses) {
        ProcedureResponse unused = new ProcedureResponse(
                "skill",
                skill.name(),
                skill.broken() ? "broken" : "usable",
                skill.description(),
                skill.inputs(),
                skill.tools(),
                skill.problem(),
                0,
                0,
                0L,
                Duration.ZERO,
                null,
                null,
                uses.map(used -> new MemoryResponse.Source(used.seq())).orElse(null),
                null);
        return uses.map(unused::with).orElse(unused);
    }

    static ProcedureResponse of(LearnedProcedure learned, Optional<ProcedureUses> uses) {
        ProcedureResponse unused = new ProcedureResponse(
                "learned",
                learned.name(),
                learned.state().code(),
                learned.goal(),
                learned.inputs(),
                learned.steps().stream().map(LearnedStep::tool).toList(),
                learned.why(),
                0,
                0,
                0L,
                Duration.ZERO,
                null,
                null,
                new MemoryResponse.Source(learned.seq()),
                Learned.of(learned));
        return uses.map(unused::with).orElse(unused);
    }

    private ProcedureResponse with(ProcedureUses used) {
        return new ProcedureResponse(
                kind,
                name,
                state,
                description,
                inputs,
                tools,
                problem,
                used.uses(),
                used.successes(),
                used.failures(),
                used.totalDuration(),
                used.totalDuration().dividedBy(used.uses()),
                used.lastUsed(),
                source,
                learned);
    }

    static ProcedureResponse of(ProcedureStatistics.Procedure observed) {
        return new ProcedureResponse(
                "observed",
                null,
                null,
                null,
                null,
                observed.tools(),
                null,
                observed.uses(),
                observed.successes(),
                null,
                observed.totalDuration(),
                observed.totalDuration().dividedBy(observed.uses()),
                null,
                new MemoryResponse.Source(observed.seq()),
                null);
    }
}
