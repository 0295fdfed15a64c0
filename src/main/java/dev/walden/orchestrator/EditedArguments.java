package dev.walden.orchestrator;

import dev.walden.activity.CanonicalJson;
import dev.walden.conversation.ToolCall;
import dev.walden.tools.CallCheck;
import dev.walden.tools.CallCheck.Permission;
import dev.walden.tools.Circumstances;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Judges the arguments that a person puts in place of those that an engine asked for: by the schema of the tool and by policy, as if an
 * engine had asked for them. That policy asks for consent is no obstacle, as a person gives it.
 *
 * @param checks of the tools and the policy of now
 */
record EditedArguments(CallChecks checks) {

    /** Of the arguments as canonical JSON. */
    static final int MOST_BYTES = 1 << 20;

    /**
     * Passes what may take the place of the call's arguments: they are wanted by two, and the lesser role of both counts.
     *
     * @param now for what memory gave the task
     * @throws TaskException.Unacceptable when they may not be
     */
    void check(OpenTask task, ToolCall shown, Map<String, @Nullable Object> arguments, ActingKey by, Instant now) {
        if (CallPlanner.isOwn(shown.tool())) {
            throw new TaskException.Unacceptable(
                    "not_editable",
                    "arguments: those of " + shown.tool() + " cannot be changed; approve it or reject it.");
        }
        int bytes = CanonicalJson.of(arguments).getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MOST_BYTES) {
            throw new TaskException.Unacceptable(
                    "arguments_too_large",
                    "arguments: at most %d bytes of JSON were expected; found: %d.".formatted(MOST_BYTES, bytes));
        }
        ToolCall changed = ToolCall.of(shown.id(), shown.tool(), arguments);
        TaskState state = task.snapshot().state();
        Circumstances circumstances = CallPlanner.circumstances(state, ConsentRule.untrusted(task, state, now))
                .decidedBy(by.role());
        CallCheck check = checks.check(changed, circumstances);
        switch (check) {
            case CallCheck.Invalid(String message) ->
                throw new TaskException.Unacceptable("invalid_arguments", message);
            case CallCheck.Unavailable(String message) ->
                throw new TaskException.Unacceptable("invalid_arguments", message);
            case CallCheck.Callable callable
            when callable.permission() instanceof Permission.Deny(String reason) ->
                throw new TaskException.Unacceptable("policy_denied", reason);
            case CallCheck.Callable _ -> {}
        }
    }
}
