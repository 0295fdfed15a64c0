package dev.walden.api;

import dev.walden.access.Role;
import dev.walden.conversation.ToolCall;
import dev.walden.tools.CallCheck;
import dev.walden.tools.Circumstances;
import dev.walden.tools.DryRun;
import dev.walden.tools.KeyRole;
import dev.walden.tools.Toolbox;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** What tools there are, and what would become of a call. */
@Tag(name = "tools")
@RestController
@RequestMapping(path = "/api/v1/tools", produces = MediaType.APPLICATION_JSON_VALUE)
final class ToolsController {

    private final Toolbox toolbox;

    ToolsController(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    @Operation(
            summary = "List the tools",
            description = "Sorted by name. One that needs what is not granted is not offered to models.")
    @GetMapping
    ToolList list() {
        return new ToolList(toolbox.listed().stream().map(ToolResponse::from).toList());
    }

    @Operation(
            summary = "Say what would become of a call, and by which rule",
            description =
                    "Calls nothing and records nothing. Asks for a task in the key's own space and role unless the body says"
                            + " otherwise; users may ask for no other role.")
    @PostMapping(path = "/{name}/dry-run", consumes = MediaType.APPLICATION_JSON_VALUE)
    DryRunResponse dryRun(
            @PathVariable String name, @Valid @RequestBody DryRunRequest body, HttpServletRequest request) {
        Caller caller = Caller.of(request);
        Circumstances circumstances = new Circumstances(
                caller.space(body.space()).name(), role(body.role(), caller), Boolean.TRUE.equals(body.untrusted()));
        ToolCall call = ToolCall.of("dry-run", name, SentArguments.of(request));
        boolean all = caller.key().role() != Role.USER && caller.key().space() == null;
        DryRun run = toolbox.dryRun(call, circumstances);
        if (!(run.check() instanceof CallCheck.Unavailable) && !isThere(name)) {
            throw Refusal.notFound("tool", name);
        }
        return DryRunResponse.from(run, all);
    }

    private boolean isThere(String name) {
        return toolbox.listed().stream()
                .anyMatch(tool -> tool.descriptor().name().equals(name));
    }

    private static KeyRole role(@Nullable String wanted, Caller caller) {
        String own = caller.key().role().code();
        if (wanted != null && !wanted.equals(own) && caller.key().role() == Role.USER) {
            throw Refusal.of(
                    403,
                    "role_forbidden",
                    "A user's key asks for its own role only, user; found: " + wanted + ". Leave the role out.");
        }
        return KeyRole.ofCode(wanted == null ? own : wanted);
    }

    /** All of them. */
    @Schema(name = "Tools")
    record ToolList(List<ToolResponse> tools) {}

    /**
     * A call that nobody makes.
     *
     * @param arguments what the tool would be given
     * @param untrusted whether the task has read text from outside; without, it has not
     */
    @Schema(name = "DryRunRequest", requiredProperties = SentArguments.NAME)
    record DryRunRequest(
            @Schema(type = "object", implementation = Object.class) @Nullable
            ObjectNode arguments,

            @Nullable String space,

            @Pattern(regexp = "user|operator|admin", message = "user, operator or admin was expected.") @Nullable
            String role,

            @Nullable Boolean untrusted) {}
}
