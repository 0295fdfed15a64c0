package dev.walden.api;

import com.fasterxml.jackson.annotation.JsonInclude;
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
 * @param kind {@code skill}: written by people and run by its name; {@code observed}: tools that tasks used in this order
 * @param state {@code usable}; {@code broken} for a skill whose file is wrong; null for what was observed
 * @param problem what is wrong with the file, and in which line
 * @param failures null for what was observed
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
        MemoryResponse.@Nullable Source source) {

    /** All of them. */
    @Schema(name = "Procedures")
    record All(List<ProcedureResponse> procedures) {}

    static ProcedureResponse of(ListedProcedure skill, Optional<ProcedureUses> uses) {
        return new ProcedureResponse(
                "skill",
                skill.name(),
                skill.problem() == null ? "usable" : "broken",
                skill.description(),
                skill.inputs(),
                skill.tools(),
                skill.problem(),
                uses.map(ProcedureUses::uses).orElse(0L),
                uses.map(ProcedureUses::successes).orElse(0L),
                uses.map(ProcedureUses::failures).orElse(0L),
                uses.map(ProcedureUses::totalDuration).orElse(Duration.ZERO),
                uses.map(used -> used.totalDuration().dividedBy(used.uses())).orElse(null),
                uses.map(ProcedureUses::lastUsed).orElse(null),
                uses.map(used -> new MemoryResponse.Source(used.seq())).orElse(null));
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
                new MemoryResponse.Source(observed.seq()));
    }
}
