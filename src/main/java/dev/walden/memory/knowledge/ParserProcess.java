package dev.walden.memory.knowledge;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Has documents read by a process of its own, one for each: the same program with a small heap. What harms it ends with it. Thread-safe;
 * {@link #close} ends what runs.
 */
public final class ParserProcess implements AutoCloseable {

    /** What a process ends with on SIGINT and SIGTERM. */
    private static final Set<Integer> SIGNALS = Set.of(130, 143);

    /** The first argument that makes the program read a document and nothing else. */
    public static final String COMMAND = "read-document";

    private static final String HEAP = "-Xmx256m";

    private final List<String> program;
    private final Duration deadline;
    private final AtomicReference<@Nullable Process> running = new AtomicReference<>();
    private volatile boolean closed;

    /** One that gives each document this much time. */
    public ParserProcess(Duration deadline) {
        this(program(), deadline);
    }

    ParserProcess(List<String> program, Duration deadline) {
        this.program = List.copyOf(program);
        this.deadline = deadline;
    }

    /** This program as it was started: from one jar, or from a class path. */
    private static List<String> program() {
        String path = System.getProperty("java.class.path", "");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+DisplayVMOutputToStderr", // on the other it would be read as the answer
                "-Djava.awt.headless=true",
                "--enable-native-access=ALL-UNNAMED"));
        boolean oneJar = path.endsWith(".jar") && path.indexOf(File.pathSeparatorChar) < 0;
        command.addAll(oneJar ? List.of("-jar", path) : List.of("-cp", path, "dev.walden.WaldenApplication"));
        command.add(COMMAND);
        return command;
    }

    /**
     * Reads a document; blocks until it is read, or its time is over.
     *
     * @throws UnreadableDocument when it cannot be, or it took the heap or the time of the process
     * @throws IOException when no process could be started, or this was closed: nothing is known of the document then
     */
    DocumentText read(DocumentFormat format, byte[] content, long maxCharacters)
            throws IOException, UnreadableDocument {
        Process process = start(format, maxCharacters);
        running.set(process);
        AtomicBoolean late = new AtomicBoolean();
        Thread watch = Thread.ofVirtual().name("document-deadline").start(() -> endAt(process, late));
        try {
            return exchange(process, content, maxCharacters);
        } catch (IOException e) {
            if (closed || wasAskedToEnd(process)) {
                throw e;
            }
            throw late.get() ? tooSlow() : tooHard();
        } finally {
            running.set(null);
            process.destroyForcibly();
            watch.interrupt();
        }
    }

    /** By a signal that was meant for all of the service: nothing is known of the document then. */
    private static boolean wasAskedToEnd(Process process) {
        try {
            return process.waitFor(1, TimeUnit.SECONDS) && SIGNALS.contains(process.exitValue());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private Process start(DocumentFormat format, long maxCharacters) throws IOException {
        if (closed) {
            throw new IOException("No document is read any more: the service stops.");
        }
        List<String> command = new ArrayList<>(program);
        command.add(format.name());
        command.add(Long.toString(maxCharacters));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear(); // it may hold keys, which a foreign parser need not know
        return builder.start();
    }

    private static DocumentText exchange(Process process, byte[] content, long maxCharacters)
            throws IOException, UnreadableDocument {
        try (OutputStream out = process.getOutputStream()) {
            out.write(content);
        }
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(process.getInputStream()))) {
            return BlockStream.read(in, maxCharacters);
        }
    }

    private void endAt(Process process, AtomicBoolean late) {
        try {
            if (!process.waitFor(deadline.toNanos(), TimeUnit.NANOSECONDS)) {
                late.set(true);
                process.destroyForcibly();
            }
        } catch (InterruptedException read) {
            Thread.currentThread().interrupt();
        }
    }

    private UnreadableDocument tooSlow() {
        return new UnreadableDocument(
                "too_slow", "Reading the document takes longer than %d s. Split it.".formatted(deadline.toSeconds()));
    }

    private static UnreadableDocument tooHard() {
        return new UnreadableDocument(
                "too_hard", "Reading the document takes more memory than is given, or breaks the parser. Split it.");
    }

    /** Ends what runs; nothing can be read any more. */
    @Override
    public void close() {
        closed = true;
        Process process = running.get();
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
