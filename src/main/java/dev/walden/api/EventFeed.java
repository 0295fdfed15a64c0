package dev.walden.api;

import dev.walden.activity.RecordedEvent;
import dev.walden.activity.TaskEvent;
import dev.walden.activity.TaskId;
import dev.walden.orchestrator.Follower;
import dev.walden.orchestrator.Follower.Reached;
import dev.walden.orchestrator.Follower.Words;
import dev.walden.orchestrator.TaskService;
import dev.walden.orchestrator.TaskView;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one client is given of a task: its records in order, and between them the words of its models while they come, and how far its tool calls are.
 * Either stands behind the record that began its call and in front of the one that ended it. Confined to the thread of the client's request.
 */
final class EventFeed {

    private static final int BATCH = 100;

    private final TaskService tasks;
    private final TaskId task;
    private final Follower follower;
    private final EventWriter writer;
    private final NewestProgress underway = new NewestProgress();
    private long after;
    private boolean ended;
    private boolean over;

    /** Whether all records that there were at the last look are written. */
    private boolean caughtUp;

    /** What was heard and is not written yet. */
    private @Nullable Words said;

    /** Whether that was heard before the last look at the records. */
    private boolean due;

    /** @param after the last record that the client has seen */
    EventFeed(TaskService tasks, TaskId task, long after, EventWriter writer) {
        this.tasks = tasks;
        this.task = task;
        this.follower = tasks.follow(task);
        this.after = after;
        this.writer = writer;
        this.ended = hasEnded();
    }

    /** Whether the task has ended and all that is recorded of it was written. */
    boolean over() {
        return over;
    }

    /**
     * Writes what there is.
     *
     * @return whether there may be more at once
     */
    boolean advance() throws IOException {
        boolean last = ended;
        // Heard before the look at the records: all that led to it is found there, or was written before.
        due = caughtUp && !ended && next() != null;
        if (caughtUp && !ended) {
            underway.heard(follower.progress());
        }
        List<RecordedEvent> batch = follower.mayHaveRecords(after)
                ? tasks.events(task, after, BATCH).orElse(List.of())
                : List.of();
        for (int i = 0; i < batch.size(); i++) {
            RecordedEvent entry = batch.get(i);
            boolean whole = i + 1 == batch.size() || batch.get(i + 1).seq() != entry.seq();
            write(entry, whole);
        }
        caughtUp = batch.size() < BATCH;
        boolean wrote = !batch.isEmpty();
        Words words = said;
        if (due && words != null && caughtUp && !ended) {
            speak(words);
            wrote = true;
        }
        // Progress alone waits for the next ring: however much is said, it is written a few times a second.
        boolean told = caughtUp && !ended && tellProgress();
        if (wrote || told) {
            writer.flush();
        }
        over = last && batch.isEmpty();
        return wrote;
    }

    /**
     * Waits until there may be something new, or the time is over.
     *
     * @return whether there may be
     */
    boolean await(Duration atMost) throws InterruptedException {
        if (follower.await(atMost)) {
            return true;
        }
        ended = hasEnded(); // asked before the next look at the records, which then sees the last of them
        return false;
    }

    /** The end need not lie ahead of where the client goes on, and need not be the last record: a call's outcome may follow it. */
    private boolean hasEnded() {
        return tasks.find(task).map(TaskView::ended).orElse(true);
    }

    private void write(RecordedEvent entry, boolean whole) throws IOException {
        boolean end = endsTask(entry);
        if (!ended && (end || entry.event() instanceof TaskEvent.ReasoningFinished)) {
            speakUpTo(entry.seq());
        }
        underway.recorded(entry.event());
        writer.record(entry, whole);
        after = entry.seq();
        ended |= end;
    }

    /** The rest of what was said in a call, before the record that ends it. */
    private void speakUpTo(long seq) throws IOException {
        for (Words words = next(); words != null && words.since() < seq; words = next()) {
            speak(words);
        }
    }

    private @Nullable Words next() {
        if (said == null) {
            said = follower.words().orElse(null);
        }
        return said;
    }

    private void speak(Words words) throws IOException {
        said = null;
        due = false;
        writer.delta(words);
    }

    private boolean tellProgress() throws IOException {
        List<Reached> all = underway.take();
        for (Reached reached : all) {
            writer.progress(reached);
        }
        return !all.isEmpty();
    }

    private static boolean endsTask(RecordedEvent entry) {
        return entry.event() instanceof TaskEvent.TaskCompleted
                || entry.event() instanceof TaskEvent.TaskFailed
                || entry.event() instanceof TaskEvent.TaskCancelled;
    }
}
