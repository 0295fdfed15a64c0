package dev.walden.cli;

import dev.walden.activity.StoredActivity;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the life of a task. */
@Command(name = "show", description = "show all records of a task")
final class ShowCommand implements Callable<Integer> {

    private final Session session;

    @Option(names = "--task", paramLabel = "ID", required = true, description = "the task")
    private String task = "";

    @Option(
            names = "--json",
            description =
                    "print lines as they are in the log, never with progress; encrypted data readable, then without checksum")
    private boolean json;

    @Mixin
    private final ProgressOption progress = new ProgressOption();

    ShowCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        var shown = new AtomicLong();
        try (var told = json ? Progress.none(session.console()) : progress.besideRecords(session.console(), "read");
                var log = StoredActivity.open(session.keys().get(), told)) {
            log.read(log.first(), log.last(), entry -> {
                if (entry.concerns(task)) {
                    shown.incrementAndGet();
                    session.console().lines(json ? List.of(entry.text()) : RecordText.of(entry));
                }
                return true;
            });
        }
        if (shown.get() == 0) {
            throw new CommandException(Exit.NOT_FOUND, "No record speaks of a task " + task + ".");
        }
        return Exit.OK.number();
    }
}
