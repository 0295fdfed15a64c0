package dev.walden.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Builds the views anew. */
@Command(name = "rebuild", description = "delete the views and build them from the log; not beside the service")
final class RebuildCommand implements Callable<Integer> {

    private final Session session;

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    @Mixin
    private final ProgressOption progress = new ProgressOption();

    RebuildCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        var home = session.home();
        long events;
        try (var shown = progress.of(session.console(), "built from")) {
            events = session.means().rebuild(home, session.arguments().properties(), shown);
        }
        if (json) {
            session.console().json(Map.of("events", events));
        } else {
            session.console()
                    .line("The views in " + home.resolve("views") + " hold " + Amounts.count(events, "event") + ".");
        }
        return Exit.OK.number();
    }
}
