package dev.walden.tools;

import dev.walden.plugin.ToolContext;
import java.time.Duration;
import java.time.Instant;

/** Contexts of calls, for tests. */
final class Calls {

    private Calls() {}

    /** Of a user's task in the default space. */
    static Circumstances circumstances(boolean untrusted) {
        return new Circumstances("default", KeyRole.USER, untrusted);
    }

    static ToolContext context() {
        return context(Duration.ofSeconds(10));
    }

    static ToolContext context(Duration atMost) {
        return new ToolContext(
                "t1", "s1", "default", "c1", "t1/c1", Instant.now().plus(atMost));
    }
}
