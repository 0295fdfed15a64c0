package dev.walden.tools.mcp;

import dev.walden.secrets.Secrets;
import dev.walden.tools.mcp.ServerSettings.Command;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Messages as lines over the standard streams of a child process. Thread-safe. Its threads are platform threads: reading and writing a
 * pipe holds the thread that does it.
 */
final class StdioTransport implements Transport {

    private static final int MOST_QUEUED = 256;
    private static final long LAST_MOMENT_MILLIS = 1000;

    private final ServerProcess process;
    private final Receiver receiver;
    private final BlockingQueue<Line> lines = new ArrayBlockingQueue<>(MOST_QUEUED);
    private final Thread writer;

    private StdioTransport(String server, ServerProcess process, Receiver receiver) {
        this.process = process;
        this.receiver = receiver;
        this.writer = thread(server, "in", this::write);
    }

    /** Starts the process, with the values that its secrets have now. */
    static StdioTransport start(String server, Command command, Secrets secrets, Receiver receiver) throws IOException {
        ServerProcess process = ServerProcess.start(command, secrets);
        StdioTransport transport = new StdioTransport(server, process, receiver);
        transport.writer.start();
        CompletableFuture<String> silent = new CompletableFuture<>();
        thread(server, "out", () -> silent.complete(transport.read())).start();
        ServerLog log = new ServerLog(server, secrets);
        thread(server, "err", () -> log.follow(process.stderr())).start();
        transport.tellTheEnd(silent);
        return transport;
    }

    /** Whichever comes first, the end of the output or of the process: the other, which says more, has a moment to come. */
    private void tellTheEnd(CompletableFuture<String> silent) {
        CompletableFuture<String> ended = process.whenEnded().thenApply(ProcessEnd::told);
        var _ = ended.thenAccept(how -> {
            var _ = silent.copy()
                    .completeOnTimeout("", LAST_MOMENT_MILLIS, TimeUnit.MILLISECONDS)
                    .thenAccept(_ -> receiver.closed(how));
        });
        var _ = silent.thenAccept(why -> {
            if (why.isEmpty()) {
                var _ = ended.copy()
                        .completeOnTimeout("It closed its output.", LAST_MOMENT_MILLIS, TimeUnit.MILLISECONDS)
                        .thenAccept(receiver::closed);
            } else {
                receiver.closed(why);
            }
        });
    }

    private static Thread thread(String server, String stream, Runnable body) {
        return Thread.ofPlatform().daemon().name("mcp-" + server + "-" + stream).unstarted(body);
    }

    @Override
    public Posted send(@Nullable Long id, byte[] message) throws ServerException {
        Line line = new Line(message, new AtomicReference<>(Line.Stage.QUEUED));
        if (!lines.offer(line)) {
            throw ServerException.notSent(MOST_QUEUED + " messages wait to be read by the server already.");
        }
        return line;
    }

    @Override
    public void agreed(String version) {
        // said once, in the handshake
    }

    private void write() {
        OutputStream out = process.stdin();
        try {
            while (true) {
                Line line = lines.take();
                if (line.take()) {
                    out.write(line.message());
                    out.write('\n');
                    out.flush();
                }
            }
        } catch (IOException _) {
            // The process has gone or closes: its end is told by whoever reads. What is in the queue never leaves.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns why it cannot go on; empty at the end of the stream. */
    private String read() {
        BoundedLines in = new BoundedLines(process.stdout(), MOST_BYTES);
        try {
            for (byte[] line = in.next(); line != null; line = in.next()) {
                if (line.length > 0) {
                    receiver.received(line);
                }
            }
            return "";
        } catch (IOException e) {
            return "Its output cannot be read: " + e.getMessage() + ".";
        } catch (RuntimeException e) {
            return "Its output makes no sense: " + e.getClass().getSimpleName() + ".";
        }
    }

    @Override
    public void close() {
        writer.interrupt();
        process.end();
        receiver.closed("It was stopped.");
    }

    /** A message on its way into the pipe. */
    @SuppressWarnings("ArrayRecordComponent") // never compared: it is taken from the queue once
    private record Line(byte[] message, AtomicReference<Stage> stage) implements Posted {

        private enum Stage {
            QUEUED,
            TAKEN,
            WITHDRAWN
        }

        boolean take() {
            return stage.compareAndSet(Stage.QUEUED, Stage.TAKEN);
        }

        @Override
        public boolean withdraw() {
            return stage.compareAndSet(Stage.QUEUED, Stage.WITHDRAWN);
        }
    }
}
