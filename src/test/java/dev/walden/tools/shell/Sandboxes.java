package dev.walden.tools.shell;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.walden.tools.programs.Programs;
import dev.walden.tools.shell.ShellProperties.Bounds;
import dev.walden.tools.shell.ShellProperties.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.util.unit.DataSize;

/** The real sandbox, for tests. */
final class Sandboxes {

    static final int PROCESSES = 48;

    private Sandboxes() {}

    static Bounds bounds() {
        return new Bounds(
                Duration.ofSeconds(60),
                DataSize.ofMegabytes(256),
                PROCESSES,
                DataSize.ofMegabytes(2),
                DataSize.ofMegabytes(4));
    }

    static ShellProperties properties(Kind sandbox, String... allowed) {
        return new ShellProperties(true, List.of(allowed), sandbox, false, List.of(), bounds());
    }

    static ShellProperties properties(boolean network, List<Path> readable, String... allowed) {
        return new ShellProperties(true, List.of(allowed), Kind.BUBBLEWRAP, network, readable, bounds());
    }

    /** Skips the test where none can be made, which a line of its own finds out: the one of the service may be what is broken. */
    static void assumeThere(Path folder) throws InterruptedException {
        String bwrap = Programs.OF_THE_SYSTEM.find("bwrap").map(Path::toString).orElse("");
        assumeTrue(!bwrap.isEmpty(), "bubblewrap is not installed");
        try {
            var ended = new CommandRun(List.of(bwrap, "--unshare-all", "--ro-bind", "/", "/", "true"), folder)
                    .run(Duration.ofMinutes(1));
            assumeTrue(ended.exitCode().orElse(-1) == 0, "no sandbox can be made here: " + ended.errors());
        } catch (IOException e) {
            assumeTrue(false, "bubblewrap cannot be started: " + e.getMessage());
        }
    }
}
