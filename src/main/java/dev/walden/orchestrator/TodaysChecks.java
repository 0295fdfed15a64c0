package dev.walden.orchestrator;

import dev.walden.conversation.ToolCall;
import dev.walden.tools.CallCheck;
import dev.walden.tools.Circumstances;
import java.util.Optional;

/**
 * What the tools and the policy of today say of a recorded call. Whether memory gave the task words from outside is not in its
 * records: where the answer hangs on that, it is the one that was recorded.
 *
 * @param policy of today
 * @param then what was recorded
 * @param progress of the task
 */
record TodaysChecks(CallChecks policy, CallChecks then, Progress progress) implements CallChecks {

    @Override
    public CallCheck check(ToolCall call, Circumstances circumstances) {
        CallCheck today = policy.check(call, circumstances);
        boolean certain = circumstances.untrusted()
                || (progress.recalled().isEmpty()
                        && progress.turns().isEmpty()
                        && progress.given().earlier() == null);
        if (certain) {
            return today;
        }
        CallCheck ifUntrusted = policy.check(call, circumstances.withUntrustedText());
        return kind(ifUntrusted).equals(kind(then.check(call, circumstances))) ? ifUntrusted : today;
    }

    @Override
    public Optional<String> fault(ToolCall unfilled) {
        return policy.fault(unfilled);
    }

    private static Class<?> kind(CallCheck check) {
        return switch (check) {
            case CallCheck.Callable callable -> callable.permission().getClass();
            case CallCheck.Invalid _, CallCheck.Unavailable _ -> CallCheck.Invalid.class; // recorded as one
        };
    }
}
