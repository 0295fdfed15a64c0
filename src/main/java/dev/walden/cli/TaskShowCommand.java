package dev.walden.cli;

import dev.walden.activity.RecordLines;
import dev.walden.activity.RecordedEvent;
import dev.walden.activity.StoredActivity;
import dev.walden.activity.TaskEvent.ReasoningStarted;
import dev.walden.activity.TaskId;
import dev.walden.memory.StoredMemory;
import dev.walden.orchestrator.StepPrompt;
import dev.walden.orchestrator.StoredPrompts;
import dev.walden.orchestrator.TaskReplay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what a task asked models, put together again from the log. Reads beside a running service. */
@Command(
        name = "show",
        description =
                "list a task's model calls, or show the prompt of one as it was sent, if it fitted; words that were forgotten"
                        + " since are [forgotten]")
final class TaskShowCommand implements Callable<Integer> {

    private static final String TOOLS = "tools-offered";

    private final Session session;

    @Parameters(paramLabel = "ID", description = "the task")
    private String task = "";

    @Option(names = "--prompt", paramLabel = "STEP", description = "the number of the model call, from 1")
    private @Nullable Integer step;

    @Mixin
    private final ProgressOption progress = new ProgressOption();

    TaskShowCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        TaskId id = TaskId.parse(task)
                .orElseThrow(() -> new CommandException(Exit.NOT_FOUND, "No record speaks of a task " + task + "."));
        List<RecordedEvent> records = records();
        if (TaskReplay.isOfExpired(records)) {
            throw new CommandException(Exit.NOT_FOUND, "The task expired; its steps are no longer kept.");
        }
        StoredPrompts prompts = new StoredPrompts(id, records);
        if (step == null) {
            calls(prompts.calls()).forEach(session.console()::line);
        } else {
            show(prompts, step);
        }
        return Exit.OK.number();
    }

    private void show(StoredPrompts prompts, int wanted) {
        try (StoredMemory memory = StoredMemory.open(session.home(), this::records)) {
            StepPrompt prompt = prompts.of(wanted, memory)
                    .orElseThrow(() -> new CommandException(
                            Exit.NOT_FOUND,
                            "Task " + task + " has asked "
                                    + Amounts.count(prompts.calls().size(), "time") + "; there is no call " + wanted
                                    + "."));
            session.console().line(heading(prompt));
            prompt.missing().forEach(why -> session.console().line("Not exactly what it was then: " + why));
            session.console().line("");
            Harmless.text(prompt.text()).lines().forEach(session.console()::line);
        }
    }

    private static String heading(StepPrompt prompt) {
        ReasoningStarted intent = prompt.intent();
        StepPrompt.Fallback fallback = prompt.fallback();
        return "Model call %d, record %d, engine %s, digest %s (%s)%s, left out: %s."
                .formatted(
                        prompt.step(),
                        prompt.seq(),
                        intent.engine(),
                        intent.promptDigest(),
                        prompt.exact() ? "the same" : "another now",
                        fallback == null ? "" : ", answered by " + fallback.engine() + " and shown as that was sent it",
                        prompt.cut().isEmpty() ? "nothing" : prompt.cut());
    }

    private static List<String> calls(List<ReasoningStarted> calls) {
        List<String> lines = new ArrayList<>();
        for (ReasoningStarted call : calls) {
            lines.add("%4d  engine %s, prompt %s, digest %s%s"
                    .formatted(
                            lines.size() + 1,
                            call.engine(),
                            call.promptVersion(),
                            call.promptDigest(),
                            call.cut() == null ? "" : ", left out: " + call.cut()));
        }
        return lines;
    }

    /** Those with these numbers. */
    private List<RecordedEvent> records(List<Long> seqs) {
        List<String> lines = new ArrayList<>();
        try (var log = StoredActivity.open(session.keys().get())) {
            seqs.forEach(seq -> log.read(seq, seq, entry -> lines.add(entry.line())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return events(lines);
    }

    private List<RecordedEvent> events(List<String> lines) {
        return RecordLines.events(
                lines, session.home().resolve("blobs"), session.keys().get());
    }

    private List<RecordedEvent> records() throws IOException {
        List<String> lines = new ArrayList<>();
        boolean[] found = {false};
        try (var shown = progress.of(session.console(), "read");
                var log = StoredActivity.open(session.keys().get(), shown)) {
            log.read(log.first(), log.last(), entry -> {
                boolean ofTask = task.equals(entry.task().orElse(""));
                if (ofTask || entry.type().equals(TOOLS)) {
                    lines.add(entry.line());
                }
                found[0] |= ofTask;
                return true;
            });
        }
        if (!found[0]) {
            throw new CommandException(Exit.NOT_FOUND, "No record speaks of a task " + task + ".");
        }
        return events(lines);
    }
}
