package dev.walden.api;

import dev.walden.activity.TaskId;
import dev.walden.orchestrator.TaskException;
import dev.walden.orchestrator.TaskService;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import tools.jackson.databind.json.JsonMapper;

/**
 * Event streams of tasks, each on the virtual thread of its request. Thread-safe.
 *
 * <p>A stream keeps no buffer of its own: it reads on from the log, and hears what was said meanwhile, when the client has taken what was sent. A
 * client that takes nothing for as long as the server's connection timeout is disconnected and goes on later with {@code Last-Event-ID}.
 */
final class EventStreams {

    static final int MOST = 256;

    /** Short, so that a stream sees the stop soon. */
    private static final Duration SLICE = Duration.ofSeconds(1);

    /** After so long without a word to it, a client is shown that the stream stands. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final TaskService tasks;
    private final JsonMapper mapper;
    private final ApiMetrics metrics;
    private final LongSupplier nanos;
    private final Semaphore free = new Semaphore(MOST);
    private volatile boolean closed;

    /** @param nanos a clock that only goes forward, as {@link System#nanoTime} */
    EventStreams(TaskService tasks, JsonMapper mapper, ApiMetrics metrics, LongSupplier nanos) {
        this.tasks = tasks;
        this.mapper = mapper;
        this.metrics = metrics;
        this.nanos = nanos;
    }

    /** Ends all streams within about a second and lets no new one begin. For the stop of the service. */
    void close() {
        closed = true;
    }

    /**
     * Writes the task's records after {@code afterSeq} as they come, and what is heard of its models and tools between them, until the task has
     * ended and all that is recorded of it was written.
     *
     * @throws IOException when the client is gone or too slow
     * @throws Refusal when there are too many streams
     * @throws TaskException.Stopping when the service is going down
     */
    void stream(TaskId task, long afterSeq, OutputStream target) throws IOException, InterruptedException {
        if (closed) {
            throw new TaskException.Stopping();
        }
        if (!free.tryAcquire()) {
            throw Refusal.tooManyStreams(MOST);
        }
        metrics.streamOpened();
        try {
            follow(task, afterSeq, target);
        } finally {
            metrics.streamClosed();
            free.release();
        }
    }

    private void follow(TaskId task, long afterSeq, OutputStream target) throws IOException, InterruptedException {
        EventWriter writer = new EventWriter(mapper, target);
        EventFeed feed = new EventFeed(tasks, task, afterSeq, writer);
        writer.flush(); // the client sees at once that the stream stands
        long wrote = nanos.getAsLong();
        while (!closed) {
            if (feed.advance()) {
                wrote = nanos.getAsLong();
            } else if (feed.over()) {
                return;
            } else {
                feed.await(SLICE);
                wrote = signOfLife(writer, wrote);
            }
        }
    }

    /** There may be news all the time of which this client hears nothing: what counts is when something was written. */
    private long signOfLife(EventWriter writer, long wrote) throws IOException {
        long now = nanos.getAsLong();
        if (now - wrote < HEARTBEAT.toNanos()) {
            return wrote;
        }
        writer.heartbeat();
        return now;
    }
}
