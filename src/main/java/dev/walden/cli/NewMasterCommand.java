package dev.walden.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a master key. */
@Command(
        name = "new-master",
        description = "make a new master key, in a file that only its owner may read; overwrites nothing")
final class NewMasterCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description = "a file that is not there (walden.log.encryption.master-key)")
    private @Nullable Path file;

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    NewMasterCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        var made = session.keys().get().newMaster(file);
        if (json) {
            session.console().json(Map.of("file", made.toString()));
        } else {
            session.console()
                    .line(
                            "Made the master key " + made
                                    + ". Keep a copy where no backup of the data is: without it, everything encrypted is lost.");
        }
        return Exit.OK.number();
    }
}
