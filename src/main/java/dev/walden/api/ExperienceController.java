package dev.walden.api;

import dev.walden.activity.Space;
import dev.walden.memory.EpisodicMemory;
import dev.walden.memory.LearnedProcedure;
import dev.walden.memory.LearnedProcedures;
import dev.walden.memory.ProcedureStatistics;
import dev.walden.memory.ProcedureUses;
import dev.walden.memory.Procedures;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What tasks left behind: episodes, and how often which way of working went well. */
@Tag(name = "memory")
@RestController
@RequestMapping(path = "/api/v1/memory", produces = MediaType.APPLICATION_JSON_VALUE)
final class ExperienceController {

    private static final String LIMIT = "1 to 1000 was expected.";

    private final EpisodicMemory episodes;
    private final Procedures procedures;
    private final LearnedProcedures learned;
    private final ProcedureStatistics statistics;

    ExperienceController(
            EpisodicMemory episodes, Procedures procedures, LearnedProcedures learned, ProcedureStatistics statistics) {
        this.episodes = episodes;
        this.procedures = procedures;
        this.learned = learned;
        this.statistics = statistics;
    }

    @Operation(summary = "List the episodes of a space, newest first: all, or of a time, an outcome, a tool, a session")
    @GetMapping("/episodes")
    EpisodeResponse.All episodes(@Valid @ParameterObject ListEpisodes asked, HttpServletRequest request) {
        return new EpisodeResponse.All(episodes.find(asked.query(Caller.of(request), episodes.zone())).stream()
                .map(EpisodeResponse::from)
                .toList());
    }

    @Operation(
            summary =
                    "List skills, procedures learned from tasks of a space, and what else these did in the same order of tools")
    @GetMapping("/procedures")
    ProcedureResponse.All procedures(
            @RequestParam(required = false) @Nullable String space,
            @RequestParam(defaultValue = "50") @Min(value = 1, message = LIMIT) @Max(value = 1000, message = LIMIT)
                    int limit,
            HttpServletRequest request)
            throws InterruptedException {
        Space wanted = Caller.of(request).space(space);
        Map<String, ProcedureUses> uses = statistics.uses(wanted);
        Stream<ProcedureResponse> skills = procedures.skills().stream()
                .map(skill -> ProcedureResponse.of(skill, Optional.ofNullable(uses.get(skill.name()))));
        Stream<ProcedureResponse> taught = learned.lastLearned(wanted, limit).stream()
                .map(one -> ProcedureResponse.of(one, Optional.ofNullable(uses.get(one.name()))));
        Stream<ProcedureResponse> observed =
                statistics.lastUsed(wanted, limit).stream().map(ProcedureResponse::of);
        return new ProcedureResponse.All(Stream.of(skills, taught, observed)
                .flatMap(one -> one)
                .limit(limit)
                .toList());
    }

    @Operation(
            summary = "Approve a procedure that was learned from tasks, or reject it",
            description =
                    "Answers once it is durable. An approved one can be run and is offered to models from then on. One that is"
                            + " approved can be rejected; what is rejected or retired stays so. Repeated, it changes nothing.")
    @PostMapping(path = "/procedures/{name}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ProcedureResponse decide(
            @PathVariable String name, @Valid @RequestBody DecideProcedure body, HttpServletRequest request)
            throws InterruptedException {
        Caller caller = Caller.of(request);
        Space wanted = caller.space(body.space());
        LearnedProcedure decided =
                learned.decide(wanted, name, "approve".equals(body.decision()), "key:" + caller.id());
        return ProcedureResponse.of(
                decided, Optional.ofNullable(statistics.uses(wanted).get(name)));
    }

    /**
     * What an operator decides.
     *
     * @param space the key's own when left out
     */
    @Schema(name = "DecideProcedure", requiredProperties = "decision")
    record DecideProcedure(
            @NotBlank(message = DECISIONS) @Pattern(regexp = "approve|reject", message = DECISIONS) @Nullable
            String decision,

            @Nullable String space) {
        private static final String DECISIONS = "approve or reject was expected.";
    }
}
