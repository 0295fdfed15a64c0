package dev.walden.cli;

import dev.walden.activity.RecordLines;
import dev.walden.activity.RecordedEvent;
import dev.walden.activity.StoredActivity;
import dev.walden.activity.StoredRecord;
import dev.walden.orchestrator.ReplayReport;
import dev.walden.orchestrator.ReplayText;
import dev.walden.orchestrator.TaskReplay;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Folds a task's records again and tells where today's code would decide otherwise. Writes nothing, runs nothing. */
@Command(
        name = "replay",
        description = "fold a task's records step by step and tell where today's code would decide otherwise;"
                + " exit code 1 when it would")
final class ReplayCommand implements Callable<Integer> {

    private static final Set<String> STARTS_AND_STOPS = Set.of("service-started", "service-stopped");

    private final Session session;

    @Parameters(paramLabel = "ID", description = "the task")
    private String task = "";

    @Option(names = "--file", paramLabel = "FILE", description = "lines of log export, instead of the data folder")
    private @Nullable Path file;

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    @Mixin
    private final ProgressOption progress = new ProgressOption();

    ReplayCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        List<RecordedEvent> records = file == null ? stored(session.home()) : exported(file);
        if (records.isEmpty()) {
            throw new CommandException(Exit.NOT_FOUND, "No record speaks of a task " + task + ".");
        }
        if (TaskReplay.isOfExpired(records)) {
            throw new CommandException(Exit.NOT_FOUND, "The task expired; its steps are no longer kept.");
        }
        ReplayReport report = TaskReplay.of(records);
        if (!report.task().value().equals(task)) {
            throw new CommandException(
                    Exit.NOT_FOUND, "The file tells of task " + report.task() + ", not of " + task + ".");
        }
        if (json) {
            session.console().line(ReplayText.json(report));
        } else {
            ReplayText.lines(report).forEach(session.console()::line);
        }
        return report.same() ? Exit.OK.number() : Exit.FAILED.number();
    }

    private List<RecordedEvent> exported(Path lines) throws IOException {
        try {
            return RecordLines.read(lines, session.keys().get());
        } catch (NoSuchFileException _) {
            throw new CommandException(
                    Exit.NOT_FOUND, "There is no file " + lines + ". Name one that log export has written.");
        }
    }

    private List<RecordedEvent> stored(Path home) throws IOException {
        List<String> lines = new ArrayList<>();
        List<String> between = new ArrayList<>();
        try (var shown = progress.of(session.console(), "read");
                var log = StoredActivity.open(session.keys().get(), shown)) {
            log.read(log.first(), log.last(), entry -> {
                if (entry.concerns(task)) {
                    lines.addAll(between);
                    between.clear();
                    lines.add(entry.line());
                } else if (!lines.isEmpty() && isStartOrStop(entry)) {
                    between.add(entry.line());
                }
                return true;
            });
        }
        return RecordLines.events(lines, home.resolve("blobs"), session.keys().get());
    }

    private static boolean isStartOrStop(StoredRecord entry) {
        return STARTS_AND_STOPS.contains(entry.type());
    }
}
