package dev.walden.api;

import dev.walden.activity.Space;
import dev.walden.memory.EpisodicMemory;
import dev.walden.memory.ProcedureStatistics;
import dev.walden.memory.ProcedureUses;
import dev.walden.memory.Procedures;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What tasks left behind: episodes, and how often which way of working went well. */
@Tag(name = "memory")
@RestController
@RequestMapping(path = "/api/v1/memory", produces = MediaType.APPLICATION_JSON_VALUE)
final class ExperienceController {

    private final EpisodicMemory episodes;
    private final Procedures procedures;
    private final ProcedureStatistics statistics;

    ExperienceController(EpisodicMemory episodes, Procedures procedures, ProcedureStatistics statistics) {
        this.episodes = episodes;
        this.procedures = procedures;
        this.statistics = statistics;
    }

    @Operation(summary = "List the episodes of a space, newest first")
    @GetMapping("/episodes")
    MemoryResponse.Episodes episodes(
            @RequestParam(required = false) @Nullable String space,
            @RequestParam(defaultValue = "50") @Min(1) @Max(1000) int limit,
            HttpServletRequest request) {
        return new MemoryResponse.Episodes(episodes.newest(Caller.of(request).space(space), limit).stream()
                .map(MemoryResponse.Episode::from)
                .toList());
    }

    @Operation(
            summary = "List skills, and what else tasks of a space did in the same order of tools, the last used first")
    @GetMapping("/procedures")
    ProcedureResponse.All procedures(
            @RequestParam(required = false) @Nullable String space,
            @RequestParam(defaultValue = "50") @Min(1) @Max(1000) int limit,
            HttpServletRequest request) {
        Space wanted = Caller.of(request).space(space);
        Map<String, ProcedureUses> uses = statistics.uses(wanted);
        Stream<ProcedureResponse> skills = procedures.skills().stream()
                .map(skill -> ProcedureResponse.of(skill, Optional.ofNullable(uses.get(skill.name()))));
        Stream<ProcedureResponse> observed =
                statistics.lastUsed(wanted, limit).stream().map(ProcedureResponse::of);
        return new ProcedureResponse.All(
                Stream.concat(skills, observed).limit(limit).toList());
    }
}
