package dev.walden.tools;

import dev.walden.conversation.ToolCall;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.ToolContext;
import dev.walden.plugin.ToolInput;
import dev.walden.secrets.Secrets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Calls and their contexts, for tests. */
final class Calls {

    private Calls() {}

    /** Of a user's task in the default space. */
    static Circumstances circumstances(boolean untrusted) {
        return new Circumstances("default", KeyRole.USER, untrusted);
    }

    /** Of a service that has none. */
    static SecretKeeping withoutSecrets() {
        return new SecretKeeping(Secrets.none(), Map.of());
    }

    /** Checks the call and makes it, as the task machine does; what does not pass the check is made all the same. */
    static CallResult make(Toolbox toolbox, String tool, ToolInput input, ToolContext context)
            throws InterruptedException {
        CallCheck check = toolbox.check(ToolCall.of("c1", tool, input.values()), circumstances(false));
        SideEffect checked = check instanceof CallCheck.Callable callable ? callable.sideEffect() : SideEffect.UNSAFE;
        return toolbox.call(tool, checked, input, context);
    }

    static ToolContext context() {
        return context(Duration.ofSeconds(10));
    }

    static ToolContext context(Duration atMost) {
        return new ToolContext(
                "t1", "s1", "default", "c1", "t1/c1", Instant.now().plus(atMost));
    }
}
