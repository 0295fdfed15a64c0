package dev.walden.cli;

import dev.walden.activity.RetentionForecast;
import dev.walden.activity.RetentionForecast.Forecast;
import dev.walden.activity.StoredActivity;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says what retention would take out of the log, and changes nothing. */
@Command(name = "retention", description = "what walden.log.retention.tasks would take out of the log; a dry run")
final class RetentionCommand implements Callable<Integer> {

    private final Session session;

    @Option(
            names = "--tasks",
            required = true,
            paramLabel = "AGE",
            description = "how long ended tasks would be kept, such as 90d")
    private String tasks = "";

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    @Mixin
    private final ProgressOption progress = new ProgressOption();

    RetentionCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        Instant before = Period.ago(tasks, session.clock().instant())
                .orElseThrow(() -> new IllegalArgumentException("An age is like 90d, 36h or 30m; found: " + tasks));
        Forecast forecast;
        try (var shown = progress.of(session.console(), "read");
                var log = StoredActivity.open(session.keys().get(), shown)) {
            forecast = RetentionForecast.of(log, before);
        }
        if (json) {
            session.console().json(members(forecast));
        } else {
            print(forecast);
        }
        return Exit.OK.number();
    }

    private void print(Forecast forecast) {
        var console = session.console();
        console.fact("tasks", "%d of %d would expire".formatted(forecast.tasks(), forecast.allTasks()));
        console.fact(
                "records",
                "%d would go, of those up to %d, with %s"
                        .formatted(forecast.records(), forecast.through(), Amounts.bytes(forecast.bytes())));
    }

    private static Map<String, Object> members(Forecast forecast) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("through", forecast.through());
        members.put("tasks", forecast.tasks());
        members.put("allTasks", forecast.allTasks());
        members.put("records", forecast.records());
        members.put("bytes", forecast.bytes());
        return members;
    }
}
