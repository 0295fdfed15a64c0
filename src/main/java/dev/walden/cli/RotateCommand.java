package dev.walden.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Changes to another master key. */
@Command(
        name = "rotate",
        description = {
            "wrap all data keys by another master key; rewrites no record; not beside the service",
            "Cut short, every key is under the old or the new one; run again, it finishes."
        })
final class RotateCommand implements Callable<Integer> {

    private final Session session;

    @Option(
            names = "--new",
            paramLabel = "FILE",
            required = true,
            description = "the new master key, of keys new-master")
    private Path to = Path.of("");

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    RotateCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        int wrapped = session.keys().get().rotate(to.toAbsolutePath());
        if (json) {
            session.console().json(Map.of("wrapped", wrapped));
        } else {
            session.console()
                    .line(
                            Amounts.count(wrapped, "data key") + " wrapped anew; all are now under " + to
                                    + ". Put it in the place of the old master key before the next start, and keep the old one for older backups.");
        }
        return Exit.OK.number();
    }
}
