package dev.walden.cli;

import dev.walden.activity.StoredActivity;
import dev.walden.activity.StoredFiles;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says what a log is made of. */
@Command(name = "stats", description = "segments, bytes, records by type, times, archive, blobs")
final class StatsCommand implements Callable<Integer> {

    private final Session session;

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    @Mixin
    private final ProgressOption progress = new ProgressOption();

    StatsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        var home = session.home();
        var statistics = new Statistics();
        try (var shown = progress.of(session.console(), "read");
                var log = StoredActivity.open(session.keys().get(), shown)) {
            statistics.segments(log.segments());
            statistics.archive(StoredFiles.below(home.resolve("log/archive")));
            statistics.blobs(StoredFiles.below(home.resolve("blobs")));
            log.read(log.first(), log.last(), statistics::count);
        }
        if (json) {
            session.console().json(statistics.members());
        } else {
            statistics.print(session.console());
        }
        return Exit.OK.number();
    }
}
