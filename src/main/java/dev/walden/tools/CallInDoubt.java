package dev.walden.tools;

import dev.walden.conversation.ToolCall;

/**
 * A call that was begun and whose outcome nobody knows.
 *
 * @param task id of its task
 * @param idempotencyKey what it sent along, or would have
 */
public record CallInDoubt(String task, String idempotencyKey, ToolCall call) {}
