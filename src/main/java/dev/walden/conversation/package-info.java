/**
 * Messages, tool calls, replies and token usage: the words that all parts share.
 *
 * <p>Read {@link dev.walden.conversation.Message} and {@link dev.walden.conversation.Reply} first, then
 * {@link dev.walden.conversation.ToolCall}. Everything here is an immutable value without behaviour that needs a
 * collaborator. JSON values inside are JDK types, as in {@code dev.walden.plugin}.
 */
@NullMarked
package dev.walden.conversation;

import org.jspecify.annotations.NullMarked;
