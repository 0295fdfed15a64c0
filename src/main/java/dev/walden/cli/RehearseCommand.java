package dev.walden.cli;

import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Has the service work for some seconds, for a JVM that writes down what it learns by it. */
@Command(
        name = "rehearse",
        description = "start the service on a folder of its own that is deleted again, run tasks in it and stop; with"
                + " -XX:AOTCacheOutput this makes the cache of docs/operations.md#install")
final class RehearseCommand implements Callable<Integer> {

    private final Session session;

    RehearseCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (!session.arguments().properties().isEmpty()) {
            throw new IllegalArgumentException("rehearse takes no properties, found "
                    + session.arguments().properties().getFirst()
                    + "; it goes by the defaults and its own data folder.");
        }
        try {
            int tasks = session.means().rehearse();
            session.console().line("Rehearsed with " + Amounts.count(tasks, "task") + ".");
            return Exit.OK.number();
        } catch (UncheckedIOException failed) {
            throw new CommandException(Exit.IO_FAILED, String.valueOf(failed.getMessage()));
        }
    }
}
