package dev.walden.api;

import dev.walden.activity.RecordedEvent;
import dev.walden.activity.TaskEvent;
import dev.walden.activity.TaskId;
import dev.walden.orchestrator.TaskException;
import dev.walden.orchestrator.TaskService;
import dev.walden.orchestrator.TaskView;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import tools.jackson.databind.json.JsonMapper;

/**
 * Event streams of tasks, each on the virtual thread of its request. Thread-safe.
 *
 * <p>A stream keeps no buffer of its own: it reads on from the log when the client has taken what was sent. A client that takes
 * nothing for as long as the server's connection timeout is disconnected and goes on later with {@code Last-Event-ID}.
 */
final class EventStreams {

    static final int MOST = 256;

    private static final int BATCH = 100;
    /** Short, so that a stream sees the stop soon. */
    private static final Duration SLICE = Duration.ofSeconds(1);

    private static final int SLICES_PER_HEARTBEAT = 15;
    private static final byte[] HEARTBEAT = ": still here\n\n".getBytes(StandardCharsets.UTF_8);

    private final TaskService tasks;
    private final JsonMapper mapper;
    private final ApiMetrics metrics;
    private final Semaphore free = new Semaphore(MOST);
    private volatile boolean closed;

    EventStreams(TaskService tasks, JsonMapper mapper, ApiMetrics metrics) {
        this.tasks = tasks;
        this.mapper = mapper;
        this.metrics = metrics;
    }

    /** Ends all streams within about a second and lets no new one begin. For the stop of the service. */
    void close() {
        closed = true;
    }

    /**
     * Writes the task's records after {@code afterSeq} as they come, until the task has ended and all that is recorded of it was
     * written.
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
        long after = afterSeq;
        boolean ended = hasEnded(task);
        int idleSlices = 0;
        target.flush(); // the client sees at once that the stream stands
        while (!closed) {
            List<RecordedEvent> batch = tasks.events(task, after, BATCH).orElse(List.of());
            if (batch.isEmpty() && ended) {
                return;
            }
            for (int i = 0; i < batch.size(); i++) {
                RecordedEvent entry = batch.get(i);
                boolean last = i + 1 == batch.size() || batch.get(i + 1).seq() != entry.seq();
                write(entry, last, target);
                after = entry.seq();
                ended |= ends(entry);
            }
            if (!batch.isEmpty()) {
                target.flush();
                idleSlices = 0;
            } else if (!tasks.awaitEvents(task, after, SLICE)) {
                ended = hasEnded(task); // asked before the next look at the records, which then sees the last of them
                if (++idleSlices % SLICES_PER_HEARTBEAT == 0) {
                    target.write(HEARTBEAT);
                    target.flush();
                }
            }
        }
    }

    /** The end need not lie ahead of where the client goes on, and need not be the last record: a call's outcome may follow it. */
    private boolean hasEnded(TaskId task) {
        return tasks.find(task).map(TaskView::ended).orElse(true);
    }

    /** Of events that share a record, the last one has its number: a client that was cut off between them is given all of them again. */
    private void write(RecordedEvent entry, boolean last, OutputStream target) throws IOException {
        String id = last ? "id: " + entry.seq() + "\n" : "";
        target.write((id + "data: ").getBytes(StandardCharsets.UTF_8));
        target.write(mapper.writeValueAsBytes(EventResponse.from(entry)));
        target.write("\n\n".getBytes(StandardCharsets.UTF_8));
    }

    private static boolean ends(RecordedEvent entry) {
        return entry.event() instanceof TaskEvent.TaskCompleted
                || entry.event() instanceof TaskEvent.TaskFailed
                || entry.event() instanceof TaskEvent.TaskCancelled;
    }
}
