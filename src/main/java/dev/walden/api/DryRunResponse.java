package dev.walden.api;

import dev.walden.tools.CallCheck;
import dev.walden.tools.CallCheck.Permission;
import dev.walden.tools.DryRun;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What would become of a call.
 *
 * @param decision {@code allow}, {@code ask}, {@code deny} or {@code invalid}
 * @param reason what a person or the engine would be told; null for a call that is allowed
 * @param sideEffect the class of this call; null for an invalid one
 * @param keyLifetime of a keyed call, in ISO-8601; else null
 * @param rule that decided; null for an invalid call
 * @param looked the rules that were asked, in order
 */
@Schema(name = "DryRun")
record DryRunResponse(
        String decision,
        @Nullable String reason,
        @Nullable String sideEffect,
        @Nullable String keyLifetime,
        @Nullable Look rule,
        List<Look> looked) {

    /** @param all whether the texts of rules for other spaces are told, which name these */
    static DryRunResponse from(DryRun run, boolean all) {
        List<Look> looked =
                run.looks().stream().map(look -> Look.from(look, all)).toList();
        return switch (run.check()) {
            case CallCheck.Invalid(String message) -> new DryRunResponse("invalid", message, null, null, null, looked);
            case CallCheck.Unavailable(String message) ->
                new DryRunResponse("invalid", message, null, null, null, looked);
            case CallCheck.Callable callable -> from(callable, looked);
        };
    }

    private static DryRunResponse from(CallCheck.Callable callable, List<Look> looked) {
        return new DryRunResponse(
                decision(callable.permission()),
                reason(callable.permission()),
                callable.sideEffect().code(),
                callable.keyLifetime().isZero() ? null : callable.keyLifetime().toString(),
                looked.isEmpty() ? null : looked.getLast(),
                looked);
    }

    private static String decision(Permission permission) {
        return switch (permission) {
            case Permission.Allow _ -> "allow";
            case Permission.Ask _ -> "ask";
            case Permission.Deny _ -> "deny";
        };
    }

    private static @Nullable String reason(Permission permission) {
        return switch (permission) {
            case Permission.Allow _ -> null;
            case Permission.Ask(String reason) -> reason;
            case Permission.Deny(String reason) -> reason;
        };
    }

    /**
     * A rule of policy.
     *
     * @param name where it stands in the configuration, or that of a built-in one
     * @param text its conditions and what it says; of a rule for other spaces only that, unless the key may know of all spaces
     * @param speaks whether it speaks of the call
     */
    @Schema(name = "PolicyLook")
    record Look(String name, String text, boolean speaks) {
        private static final String ELSEWHERE = "a rule for other spaces";

        static Look from(DryRun.Look look, boolean all) {
            return new Look(look.rule(), look.elsewhere() && !all ? ELSEWHERE : look.text(), look.speaks());
        }
    }
}
