package dev.walden.tools.shell;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.walden.tools.programs.Programs;
import dev.walden.tools.shell.ShellProperties.Bounds;
import dev.walden.tools.shell.ShellProperties.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.springframework.util.unit.DataSize;

/** The real sandbox, for tests. */
final class Sandboxes {

    static final int PROCESSES = 48;

    private static final int USER = 64_123;

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

    /** The program that makes sandboxes, or where this is root, one that makes them as a user whom nobody else is. */
    static Path bwrapOfAUser(Path folder) throws IOException {
        Path bwrap = Programs.OF_THE_SYSTEM.find("bwrap").orElseThrow();
        if (!"root".equals(System.getProperty("user.name"))) {
            return bwrap;
        }
        String setpriv =
                Programs.OF_THE_SYSTEM.find("setpriv").map(Path::toString).orElse("");
        assumeTrue(!setpriv.isEmpty(), "setpriv is not installed, and the kernel counts no processes of root");
        Path script = Files.writeString(
                folder.resolve("bwrap"),
                "#!/bin/sh\nexec " + setpriv + " --reuid=" + USER + " --regid=" + USER + " --clear-groups " + bwrap
                        + " \"$@\"\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return script;
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
