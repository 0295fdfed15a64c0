package dev.walden.orchestrator;

import dev.walden.conversation.Message;
import dev.walden.conversation.ToolCall;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A growing list of messages, each version an immutable value that shares all earlier ones: a task of thousands of steps folds in
 * linear time and space.
 */
final class Messages {

    static final Messages NONE = new Messages(null, null, 0);

    private final @Nullable Messages earlier;
    private final @Nullable Message last;
    private final int size;

    private Messages(@Nullable Messages earlier, @Nullable Message last, int size) {
        this.earlier = earlier;
        this.last = last;
        this.size = size;
    }

    Messages plus(Message message) {
        return new Messages(this, message, size + 1);
    }

    /** Oldest first. */
    List<Message> toList() {
        Deque<Message> messages = new ArrayDeque<>(size);
        for (Messages at = this; at != null && at.last != null; at = at.earlier) {
            messages.addFirst(at.last);
        }
        return Collections.unmodifiableList(List.copyOf(messages));
    }

    /** How many answers are among them, each of which was then sent back. */
    int answers() {
        int answers = 0;
        for (Messages at = this; at != null && at.last != null; at = at.earlier) {
            answers += at.last instanceof Message.Assistant said
                            && said.toolCalls().isEmpty()
                    ? 1
                    : 0;
        }
        return answers;
    }

    /** The result of a call, if it has one. */
    Optional<Message.ToolResult> result(String callId) {
        for (Messages at = this; at != null && at.last != null; at = at.earlier) {
            if (at.last instanceof Message.ToolResult result
                    && result.toolCallId().equals(callId)) {
                return Optional.of(result);
            }
        }
        return Optional.empty();
    }

    /** Whether such a call was asked for. */
    boolean holdCall(Predicate<ToolCall> wanted) {
        for (Messages at = this; at != null && at.last != null; at = at.earlier) {
            if (at.last instanceof Message.Assistant said
                    && said.toolCalls().stream().anyMatch(wanted)) {
                return true;
            }
        }
        return false;
    }

    /** Whether text from outside is among the tool results. */
    boolean holdUntrusted() {
        for (Messages at = this; at != null && at.last != null; at = at.earlier) {
            if (at.last instanceof Message.ToolResult result && !result.trusted()) {
                return true;
            }
        }
        return false;
    }
}
