package dev.walden.orchestrator;

import dev.walden.activity.Space;
import dev.walden.activity.TaskId;
import java.time.Instant;

/** A task in a list. */
public record TaskSummary(TaskId id, String session, Space space, String state, Instant createdAt, Instant updatedAt) {}
