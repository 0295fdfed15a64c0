package dev.walden.plugin;

import java.time.Instant;

/**
 * On whose behalf a call is made.
 *
 * @param taskId the task
 * @param session the session of the task
 * @param space the memory and workspace that the task may use
 * @param toolCallId the call, unique within the task, the same when it is run again after a crash
 * @param idempotencyKey the call, unique among all calls ever made, the same when it is run again after a crash
 * @param deadline when the caller stops waiting
 */
public record ToolContext(
        String taskId, String session, String space, String toolCallId, String idempotencyKey, Instant deadline) {}
