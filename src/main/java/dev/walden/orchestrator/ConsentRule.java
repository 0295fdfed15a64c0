package dev.walden.orchestrator;

import dev.walden.conversation.ToolCall;
import dev.walden.tools.CallCheck;
import dev.walden.tools.CallCheck.Permission;
import dev.walden.tools.Circumstances;
import java.time.Instant;
import java.util.Optional;

/**
 * Who may consent to a call: nobody consents to what policy would deny them. Whoever may do no less than the submitter is asked for
 * nothing more, as before the call itself policy is asked again.
 *
 * @param checks of the tools and the policy of now
 */
record ConsentRule(CallChecks checks) {

    /** Why this key's consent does not count; empty when it does. What cannot be asked about now is not consented to. */
    Optional<String> refusal(OpenTask task, ToolCall call, ActingKey by, Instant now) {
        Circumstances own = CallPlanner.circumstances(
                task.snapshot().state(), untrusted(task, task.snapshot().state(), now));
        if (!by.role().isLessThan(own.role())) {
            return Optional.empty();
        }
        String role = "a key of role " + by.role().code();
        return switch (checks.check(call, own.decidedBy(by.role()))) {
            case CallCheck.Callable callable ->
                callable.permission() instanceof Permission.Deny(String reason)
                        ? Optional.of(reason + " That holds for " + role + ": the task is of one that may do more.")
                        : Optional.empty();
            case CallCheck.Invalid(String why) -> unknown(role, why);
            case CallCheck.Unavailable(String why) -> unknown(role, why);
        };
    }

    private static Optional<String> unknown(String role, String why) {
        return Optional.of("Whether " + role + " may consent to it cannot be found out now: " + why);
    }

    /** Of a task whose context is not at hand, after a restart, the stricter is taken; before the call itself policy is asked again. */
    static boolean untrusted(OpenTask task, TaskState state, Instant now) {
        return task.context()
                .map(context -> CallPlanner.untrusted(
                        state, new Known(context, task.snapshot().timeline(), now)))
                .orElse(true);
    }
}
