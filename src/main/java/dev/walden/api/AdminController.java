package dev.walden.api;

import dev.walden.access.AccessControl;
import dev.walden.lifecycle.ShutdownRequest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What only administrators may do. {@link PathRule} asks for the role. */
@Tag(name = "admin")
@RestController
@RequestMapping(path = "/api/v1/admin", produces = MediaType.APPLICATION_JSON_VALUE)
final class AdminController {

    private final AccessControl access;
    private final ShutdownRequest shutdown;

    AdminController(AccessControl access, ShutdownRequest shutdown) {
        this.access = access;
        this.shutdown = shutdown;
    }

    @Operation(summary = "Stop the service in good order", description = "Drains, then ends the process.")
    @PostMapping("/shutdown")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Shutdown shutdown(HttpServletRequest request) {
        access.recordAct("shutdown", Caller.of(request).key());
        shutdown.submit("admin");
        return new Shutdown("stopping");
    }

    /** What follows. */
    @Schema(name = "Shutdown")
    record Shutdown(String state) {}
}
