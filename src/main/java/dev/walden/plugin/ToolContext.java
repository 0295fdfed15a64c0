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
 * @param progress who may be told how far the call has come
 */
public record ToolContext(
        String taskId,
        String session,
        String space,
        String toolCallId,
        String idempotencyKey,
        Instant deadline,
        ProgressListener progress) {

    /** Of a call that nobody follows. */
    public ToolContext(
            String taskId, String session, String space, String toolCallId, String idempotencyKey, Instant deadline) {
        this(taskId, session, space, toolCallId, idempotencyKey, deadline, ProgressListener.NOBODY);
    }

    /** The same, followed by somebody else. */
    public ToolContext followedBy(ProgressListener listener) {
        return new ToolContext(taskId, session, space, toolCallId, idempotencyKey, deadline, listener);
    }
}
