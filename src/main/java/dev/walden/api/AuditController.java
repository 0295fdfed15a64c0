package dev.walden.api;

import dev.walden.memory.JunkAudit;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Tells operators what a space may be better without. {@link PathRule} asks for the role. */
@Tag(name = "memory")
@RestController
@RequestMapping(path = "/api/v1/memory", produces = MediaType.APPLICATION_JSON_VALUE)
final class AuditController {

    private static final String EXAMPLES = "0 to 100 was expected.";
    private static final String DAYS = "0 to 36500 was expected.";

    private final JunkAudit audit;

    AuditController(JunkAudit audit) {
        this.audit = audit;
    }

    @Operation(
            summary = "Count duplicates, contradictions, orphans and unused facts of a space, with examples",
            description =
                    "Changes nothing. Unused are facts that no answer rested on and nobody has stated for so many days.")
    @GetMapping("/audit")
    Report audit(
            @RequestParam(required = false) @Nullable String space,
            @RequestParam(defaultValue = "10") @Min(value = 0, message = EXAMPLES) @Max(value = 100, message = EXAMPLES)
                    int examples,
            @RequestParam(defaultValue = "90") @Min(value = 0, message = DAYS) @Max(value = 36_500, message = DAYS)
                    int unusedDays,
            HttpServletRequest request) {
        JunkAudit.Report report = audit.of(Caller.of(request).space(space), examples, Duration.ofDays(unusedDays));
        return Report.of(report, audit.lastInBackground(report.space()));
    }

    /**
     * What was found, by kind: duplicate, contradiction, orphan, unused.
     *
     * @param facts how many were looked at, 200,000 or a few more at most
     * @param whole whether these are all that are true
     * @param lastUpkeep when the upkeep last looked through the space; null when it has not since the start
     */
    @Schema(name = "JunkReport")
    record Report(
            String space,
            Instant at,
            long facts,
            boolean whole,
            @Nullable Instant lastUpkeep,
            Map<String, Found> found) {
        static Report of(JunkAudit.Report report, Optional<Instant> lastUpkeep) {
            Map<String, Found> found = new TreeMap<>();
            report.found()
                    .forEach((finding, facts) -> found.put(finding.code(), new Found(facts.count(), facts.examples())));
            return new Report(
                    report.space().name(), report.at(), report.facts(), report.whole(), lastUpkeep.orElse(null), found);
        }
    }

    /** Facts of one kind: how many, and ids of some. */
    record Found(long count, List<String> examples) {}
}
