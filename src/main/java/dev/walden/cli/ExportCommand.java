package dev.walden.cli;

import dev.walden.activity.StoredActivity;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Gives records out as JSON lines. */
@Command(name = "export", description = "print records as JSON lines, all or some, whole or redacted")
final class ExportCommand implements Callable<Integer> {

    private final Session session;

    @Option(names = "--from", paramLabel = "SEQ", description = "the first record")
    private long from;

    @Option(names = "--to", paramLabel = "SEQ", description = "the last record")
    private long to = Long.MAX_VALUE;

    @Option(names = "--task", paramLabel = "ID", description = "records of this task only")
    private @Nullable String task;

    @Option(
            names = "--redacted",
            description = "put the length in the place of every text; keep types, ids, seqs, times")
    private boolean redacted;

    @Option(names = "--output", paramLabel = "FILE", description = "a new file, instead of the standard output")
    private @Nullable Path output;

    @Mixin
    private final ProgressOption progress = new ProgressOption();

    ExportCommand(Session session) {
        this.session = session;
    }

    @Option(names = "--json", description = "print JSON lines, as without it")
    void json(boolean given) {
        // It prints nothing else; who asks every command for JSON need not know that.
    }

    @Override
    public Integer call() throws IOException {
        try (var shown = output == null
                        ? progress.besideRecords(session.console(), "read")
                        : progress.of(session.console(), "read");
                var log = StoredActivity.open(session.keys().get(), shown)) {
            if (output == null) {
                write(log, session.console().out());
            } else {
                var file = Files.newOutputStream(output, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                try (var out = new PrintStream(new BufferedOutputStream(file), false, StandardCharsets.UTF_8)) {
                    write(log, out);
                    if (out.checkError()) {
                        throw new CommandException(Exit.IO_FAILED, "The file " + output + " could not be written.");
                    }
                }
            }
        }
        return Exit.OK.number();
    }

    private void write(StoredActivity log, PrintStream out) {
        log.read(Math.max(from, log.first()), Math.min(to, log.last()), entry -> {
            if (task == null || entry.concerns(task)) {
                out.print((redacted ? Redaction.of(entry) : entry.text()) + "\n");
            }
            return true;
        });
    }
}
