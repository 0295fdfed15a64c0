package dev.walden.cli;

import dev.walden.activity.Restore;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts a backup into an empty data folder. */
@Command(name = "restore", description = "put a backup into a data folder that is empty or not there, and verify it")
final class RestoreCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "SOURCE", description = "the folder of a backup")
    private Path source = Path.of("");

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    @Mixin
    private final ProgressOption progress = new ProgressOption();

    RestoreCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (var shown = progress.of(session.console(), "copied")) {
            var home = session.home();
            var manifest = new Restore(source.toAbsolutePath().normalize(), home, shown).run();
            BackupCommand.print(session.console(), json, "Restored to " + home, manifest, List.of());
        }
        return Exit.OK.number();
    }
}
