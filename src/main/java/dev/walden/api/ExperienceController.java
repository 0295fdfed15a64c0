package dev.walden.api;

import dev.walden.memory.EpisodicMemory;
import dev.walden.memory.ProcedureStatistics;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
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
    private final ProcedureStatistics procedures;

    ExperienceController(EpisodicMemory episodes, ProcedureStatistics procedures) {
        this.episodes = episodes;
        this.procedures = procedures;
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

    @Operation(summary = "List the procedures of a space, the last used first")
    @GetMapping("/procedures")
    MemoryResponse.Procedures procedures(
            @RequestParam(required = false) @Nullable String space,
            @RequestParam(defaultValue = "50") @Min(1) @Max(1000) int limit,
            HttpServletRequest request) {
        return new MemoryResponse.Procedures(
                procedures.lastUsed(Caller.of(request).space(space), limit).stream()
                        .map(MemoryResponse.Procedure::from)
                        .toList());
    }
}
