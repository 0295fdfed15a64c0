package dev.walden.tools;

import dev.walden.plugin.ToolContext;
import dev.walden.secrets.Secrets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Contexts of calls, for tests. */
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

    static ToolContext context() {
        return context(Duration.ofSeconds(10));
    }

    static ToolContext context(Duration atMost) {
        return new ToolContext(
                "t1", "s1", "default", "c1", "t1/c1", Instant.now().plus(atMost));
    }
}
