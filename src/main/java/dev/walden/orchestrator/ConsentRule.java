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

    /** Why this key's consent does not count; empty when it does. */
    Optional<String> refusal(OpenTask task, ToolCall call, ActingKey by, Instant now) {
        Circumstances own = CallPlanner.circumstances(
                task.snapshot().state(), untrusted(task, task.snapshot().state(), now));
        return by.role().isLessThan(own.role())
                        && checks.check(call, own.decidedBy(by.role())) instanceof CallCheck.Callable callable
                        && callable.permission() instanceof Permission.Deny(String reason)
                ? Optional.of(reason + " That holds for a key of role "
                        + by.role().code() + ": the task is of one that may do more.")
                : Optional.empty();
    }

    /** Of a task whose context is not at hand, after a restart, the stricter is taken; before the call itself policy is asked again. */
    static boolean untrusted(OpenTask task, TaskState state, Instant now) {
        return task.context()
                .map(context -> CallPlanner.untrusted(
                        state, new Known(context, task.snapshot().timeline(), now)))
                .orElse(true);
    }
}
