package dev.walden.api;

import dev.walden.activity.Space;
import dev.walden.memory.RuleBook;
import dev.walden.memory.SpaceRules;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** How models are to behave in a space. {@link PathRule} asks for the role of who changes it. */
@Tag(name = "spaces")
@RestController
@RequestMapping(path = "/api/v1/spaces/{space}/rules", produces = MediaType.APPLICATION_JSON_VALUE)
final class RulesController {

    private final RuleBook rules;

    RulesController(RuleBook rules) {
        this.rules = rules;
    }

    @Operation(summary = "Show the rules of a space")
    @GetMapping
    SpaceRulesResponse show(@PathVariable String space, HttpServletRequest request) throws InterruptedException {
        Space wanted = Caller.of(request).space(space);
        return rules.of(wanted)
                .map(SpaceRulesResponse::from)
                .orElseThrow(() -> Refusal.notFound("set of rules of the space", wanted.name()));
    }

    @Operation(
            summary = "Set the rules of a space",
            description =
                    "Answers once it is durable. Every model call of a task is told the rules that held when the task began, so that"
                            + " tasks under way go on by theirs. Repeated, it changes nothing.")
    @PutMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    SpaceRulesResponse set(@PathVariable String space, @Valid @RequestBody SetRules body, HttpServletRequest request)
            throws InterruptedException {
        Caller caller = Caller.of(request);
        return SpaceRulesResponse.from(
                rules.set(caller.space(space), Objects.requireNonNull(body.text(), "validated"), caller.id()));
    }

    @Operation(
            summary = "Take the rules of a space away",
            description = "Answers once it is durable; tasks under way go on by theirs. Repeated, it changes nothing.")
    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable String space, HttpServletRequest request) throws InterruptedException {
        Caller caller = Caller.of(request);
        rules.remove(caller.space(space), caller.id());
    }

    /** The words that models are told. */
    @Schema(name = "SetRules", requiredProperties = "text")
    record SetRules(
            @NotBlank(message = "some text was expected; found: none. To have no rules, delete them.")
            @Size(max = 8_000, message = "at most 8000 characters were expected.")
            @Nullable
            String text) {}

    /**
     * The rules of a space.
     *
     * @param text as models are told
     * @param seq the record that set them, which events of tasks name
     * @param setBy id of the API key
     * @param setAt when
     */
    @Schema(name = "SpaceRules")
    record SpaceRulesResponse(String space, String text, long seq, String setBy, Instant setAt) {
        static SpaceRulesResponse from(SpaceRules rules) {
            return new SpaceRulesResponse(rules.space().name(), rules.text(), rules.seq(), rules.by(), rules.at());
        }
    }
}
