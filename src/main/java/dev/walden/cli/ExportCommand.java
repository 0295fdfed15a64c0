package dev.walden.cli;

import dev.walden.activity.StoredActivity;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
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
        if (from > to) {
            throw new IllegalArgumentException("--from %d lies behind --to %d.".formatted(from, to));
        }
        try (var shown = output == null
                        ? progress.besideRecords(session.console(), "read")
                        : progress.of(session.console(), "read");
                var log = StoredActivity.open(session.keys().get(), shown)) {
            if (output == null) {
                write(log, session.console().out(), session.console().result());
            } else {
                write(log, output);
            }
        }
        return Exit.OK.number();
    }

    /** A file that is not whole is none: it goes, so that the next try finds its place free. */
    private void write(StoredActivity log, Path file) throws IOException {
        var result = new ResultStream(begun(file));
        try (var out = new PrintStream(new BufferedOutputStream(result), false, StandardCharsets.UTF_8)) {
            write(log, out, result);
            if (out.checkError()) {
                throw new CommandException(
                        Exit.IO_FAILED,
                        "The file %s could not be written: %s. Make room there, or name another one."
                                .formatted(
                                        file,
                                        result.failure()
                                                .map(IOException::getMessage)
                                                .orElse("unknown")));
            }
        } catch (RuntimeException failed) {
            Files.deleteIfExists(file);
            throw failed;
        }
    }

    private static OutputStream begun(Path file) throws IOException {
        try {
            return Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException _) {
            throw new CommandException(
                    Exit.NOT_EMPTY,
                    "There is %s already, and an export overwrites nothing. Name a new file.".formatted(file));
        } catch (NoSuchFileException _) {
            throw new CommandException(
                    Exit.IO_FAILED,
                    "The folder of %s is not there. Make it first, or name another file.".formatted(file));
        }
    }

    private void write(StoredActivity log, PrintStream out, ResultStream result) {
        var written = new AtomicLong();
        log.read(Math.max(from, log.first()), Math.min(to, log.last()), entry -> {
            if (task == null || entry.concerns(task)) {
                written.incrementAndGet();
                out.print((redacted ? Redaction.of(entry) : entry.text()) + "\n");
            }
            return result.failure().isEmpty();
        });
        if (task != null && written.get() == 0) {
            throw new CommandException(Exit.NOT_FOUND, "No record that was asked for speaks of a task " + task + ".");
        }
    }
}
