package dev.walden.cli;

import dev.walden.activity.LogMending;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Mends a log, as far as it is told to. */
@Command(
        name = "repair",
        description = {
            "say what could be mended, and with --apply do exactly that; not beside the service",
            "Without options it cuts a torn tail as a start does. What is removed is kept in log/removed-TIME."
        })
final class RepairCommand implements Callable<Integer> {

    private final Session session;

    @Option(
            names = "--from",
            paramLabel = "BACKUP",
            description = "take sound segments and blobs from this backup, by their digests")
    private @Nullable Path backup;

    @Option(
            names = "--cut-from",
            paramLabel = "SEQ",
            description = "cut the log before this record, which loses it and all after it")
    private long cutFrom;

    @Option(names = "--apply", description = "do it")
    private boolean apply;

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    @Mixin
    private final ProgressOption progress = new ProgressOption();

    RepairCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (cutFrom < 0 || (cutFrom > 0 && backup != null)) {
            throw new IllegalArgumentException(
                    "A log is mended with --from or cut with --cut-from, which is a record's number; not both.");
        }
        LogMending.Plan plan;
        try (var shown = progress.of(session.console(), "verified")) {
            var mending = new LogMending(session.home(), backup, cutFrom, shown);
            plan = mending.plan();
            if (apply && !plan.steps().isEmpty()) {
                plan = mending.apply(session.clock().instant());
            }
        }
        if (json) {
            session.console().json(members(plan));
        } else {
            print(plan);
        }
        return (plan.left().isEmpty() ? Exit.OK : Exit.DAMAGED).number();
    }

    private void print(LogMending.Plan plan) {
        var console = session.console();
        boolean more = !apply && !plan.steps().isEmpty();
        if (plan.steps().isEmpty()) {
            console.line(plan.left().isEmpty() ? "There is nothing to mend." : "Nothing that was asked for mends it.");
        } else {
            console.line(apply ? "This was done:" : "With --apply this would be done:");
            plan.steps().forEach(step -> console.line("  " + step.what()));
        }
        if (!plan.left().isEmpty()) {
            console.line(
                    more ? "This would stay damaged, unless that mends it or shows what does:" : "This stays damaged:");
            plan.left().forEach(problem -> console.line("  " + problem));
        }
        if (more && cutFrom == 0) {
            console.line("With --apply it then looks again, and mends what can only be seen by then.");
        }
        if (!plan.blobsLookedAt()) {
            console.line("Blobs were not looked at; log verify does that once the log is whole.");
        }
    }

    private Map<String, @Nullable Object> members(LogMending.Plan plan) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("applied", apply);
        members.put(
                "steps",
                plan.steps().stream()
                        .map(step -> Map.of("kind", step.kind(), "what", step.what()))
                        .toList());
        members.put("left", VerifyCommand.problems(plan.left()));
        members.put("blobsLookedAt", plan.blobsLookedAt());
        return members;
    }
}
