package dev.walden.orchestrator;

import dev.walden.activity.Space;
import dev.walden.activity.TaskId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A tool call that waits for a person's consent, with the exact arguments that the consent is bound to. */
public record PendingApproval(
        String id,
        TaskId task,
        Space space,
        String toolCallId,
        String tool,
        Map<String, @Nullable Object> arguments,
        String reason,
        Instant expiresAt) {}
