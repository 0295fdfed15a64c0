package dev.walden.cli;

import dev.walden.activity.StoredActivity;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says what the agent did in a period. */
@Command(
        name = "summary",
        description = "what the agent did in a period: tasks, tools, models, memory, failures, restarts")
final class SummaryCommand implements Callable<Integer> {

    private static final String TIMES =
            "a time (2026-11-21T02:00:00Z), a day (2026-11-21, UTC) or an age (30m, 24h, 7d)";

    private final Session session;

    @Option(names = "--since", paramLabel = "TIME", description = "from then on: " + TIMES)
    private @Nullable String since;

    @Option(names = "--until", paramLabel = "TIME", description = "before then; likewise")
    private @Nullable String until;

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    @Mixin
    private final ProgressOption progress = new ProgressOption();

    SummaryCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        var now = session.clock().instant();
        var period = new Period(Period.time(since, now), Period.time(until, now));
        var summary = new Summary();
        try (var shown = progress.of(session.console(), "read");
                var log = StoredActivity.open(session.keys().get(), shown)) {
            log.read(log.first(), log.last(), entry -> {
                summary.know(entry, period.holds(entry.at()));
                return true;
            });
        }
        if (json) {
            session.console().json(summary.members());
        } else {
            summary.print(session.console());
        }
        return Exit.OK.number();
    }
}
