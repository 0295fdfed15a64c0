package dev.walden.tools.shell;

import dev.walden.tools.programs.Programs;
import dev.walden.tools.shell.ShellProperties.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes ready what commands need, or says what is missing.
 *
 * @param home the data folder, which no command may see
 */
record ShellStart(ShellProperties properties, Programs programs, Path home) {

    private static final Logger LOG = LoggerFactory.getLogger(ShellStart.class);
    private static final Duration TRIAL = Duration.ofSeconds(20);

    /**
     * The commands that may be run.
     *
     * @throws IllegalArgumentException when one is not there
     */
    AllowedCommands allowed() {
        return AllowedCommands.find(properties.allowed(), programs);
    }

    /**
     * The sandbox, tried once.
     *
     * @throws IllegalArgumentException when it cannot be made here, or does not show a command
     */
    Sandbox sandbox(AllowedCommands allowed) throws InterruptedException {
        if (properties.sandbox() == Kind.NONE) {
            LOG.atWarn().log("shell runs commands without a sandbox, with all rights of the service");
            return new Sandbox.None();
        }
        Path bwrap = programs.find("bwrap")
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "the program bwrap is not there. Install bubblewrap (0.8 or"
                                        + " newer); or set walden.tools.shell.sandbox: none, and commands run with all rights of the service"));
        var prlimit = programs.find("prlimit");
        if (prlimit.isEmpty()) {
            LOG.atWarn().log("prlimit is not there, so commands of the shell have no bound but their time");
        }
        Bubblewrap sandbox = new Bubblewrap(
                bwrap,
                prlimit,
                programs.find("choom"),
                properties.readable(),
                properties.network(),
                properties.bounds());
        demandHidden(sandbox);
        allowed.programs().forEach((name, program) -> demandShown(sandbox, name, program));
        tryOut(sandbox);
        return sandbox;
    }

    private void demandHidden(Bubblewrap sandbox) {
        for (Path hidden : asWrittenAndReal(home)) {
            if (sandbox.showsToAll(hidden)) {
                throw new IllegalArgumentException(
                        "the data folder " + hidden + " lies among the programs of the system, which"
                                + " commands may read, with its keys; move it (walden.home)");
            }
            properties.readable().forEach(folder -> demandApart(hidden, folder));
        }
    }

    private static void demandApart(Path hidden, Path folder) {
        for (Path shown : asWrittenAndReal(folder)) {
            if (hidden.startsWith(shown) || shown.startsWith(hidden)) {
                throw new IllegalArgumentException("walden.tools.shell.readable shows the data folder (" + folder
                        + "), with its keys; name folders that have nothing to do with it");
            }
        }
    }

    /** Either may lead through links, which the sandbox follows. */
    private static List<Path> asWrittenAndReal(Path path) {
        Path absolute = path.toAbsolutePath();
        return List.of(absolute.normalize(), real(absolute).normalize());
    }

    /** As far as it is there: the data folder may not have been made yet. */
    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException _) {
            Path parent = path.getParent();
            return parent == null ? path : real(parent).resolve(path.getFileName());
        }
    }

    private static void demandShown(Bubblewrap sandbox, String name, Path program) {
        try {
            if (!sandbox.shows(program) || !sandbox.shows(program.toRealPath())) {
                throw new IllegalArgumentException("the command " + name + " (" + program
                        + ") cannot be seen in the sandbox; add its folder to walden.tools.shell.readable");
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("the command " + name + " (" + program + ") cannot be read", e);
        }
    }

    private void tryOut(Bubblewrap sandbox) throws InterruptedException {
        String program = programs.find("true").map(Path::toString).orElse("/bin/true");
        try {
            Path folder = Files.createTempDirectory("walden-shell");
            try {
                CommandRun.Ended ended = new CommandRun(sandbox.wrapped(List.of(program), folder), folder).run(TRIAL);
                if (ended.exitCode().orElse(-1) != 0) {
                    throw impossible(ended.errors().strip());
                }
            } finally {
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw impossible(String.valueOf(e.getMessage()));
        }
    }

    private static IllegalArgumentException impossible(String why) {
        return new IllegalArgumentException("a sandbox cannot be made here; bwrap said: " + why
                + " Under systemd install deploy/systemd/walden-sandbox.conf; elsewhere see that this user may make user"
                + " namespaces and that bubblewrap is 0.8 or newer (docs/operations.md#a-sandbox-for-commands); or set"
                + " walden.tools.shell.sandbox: none, and commands run with all rights of the service");
    }
}
