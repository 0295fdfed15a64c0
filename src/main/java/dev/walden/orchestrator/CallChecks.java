package dev.walden.orchestrator;

import dev.walden.conversation.ToolCall;
import dev.walden.tools.CallCheck;
import dev.walden.tools.Circumstances;
import java.util.Optional;

/** Says of a wanted call whether it may be made, and calls nothing: the tools and the policy of today, or what was recorded. */
@FunctionalInterface
public interface CallChecks {

    /**
     * What is known of the call before it is made.
     *
     * @param circumstances of the task that wants it
     */
    CallCheck check(ToolCall call, Circumstances circumstances);

    /** What is wrong with a call whatever fills the gaps in its arguments; empty when it can be tried. */
    default Optional<String> fault(ToolCall unfilled) {
        return Optional.empty();
    }
}
