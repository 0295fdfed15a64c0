package dev.walden.orchestrator;

import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts and stops the running of tasks as a whole. The start order is the caller's: views first, then what a crash left, all else, the
 * tasks, the HTTP port.
 */
public final class TaskEngine {

    private static final Logger log = LoggerFactory.getLogger(TaskEngine.class);
    private static final Duration INTERRUPTED_PATIENCE = Duration.ofSeconds(2);

    private final Places places;
    private final Dispatcher dispatcher;
    private final TaskIndex index;
    private final Submissions submissions;
    private final TaskRunner runner;
    private final ApprovalTimer approvals;
    private final OpenTasks openTasks;
    private final Runnable recordTools;

    TaskEngine(Parts parts) {
        this.places = parts.places();
        this.dispatcher = parts.dispatcher();
        this.index = parts.index();
        this.submissions = parts.submissions();
        this.runner = parts.runner();
        this.approvals = parts.approvals();
        this.openTasks = parts.openTasks();
        this.recordTools = parts.recordTools();
    }

    /**
     * Makes good what a crash left of a task's end. Call once, when the views hold all that is in the log, and before anything else of this
     * start records: it is looked for near the end of the log.
     */
    public void makeGood() {
        LostEpisode.makeGood(openTasks.log(), index);
    }

    /** Records which tools are offered, when they are others than before. Call once, when the views hold all that is in the log. */
    public void recordTools() {
        recordTools.run();
    }

    /**
     * Lets every unfinished task go on where the log says it stood. Call once, when the views hold all that is in the log.
     *
     * @return how many there are
     */
    public int resumeAll() {
        List<TaskIndex.Row> rows = index.open();
        for (TaskIndex.Row row : rows) {
            OpenTask task = openTasks.open(row);
            places.admitAnyway(task.ties().engine());
            dispatcher.enter(task);
        }
        log.atInfo().addKeyValue("tasks", rows.size()).log("unfinished tasks go on");
        return rows.size();
    }

    /** Refuses new tasks from now on; running steps come to their end and no other begins. */
    public void drain() {
        submissions.stop();
        runner.stop();
        dispatcher.stop();
        dispatcher.all().forEach(OpenTask::release);
    }

    /**
     * Waits for running steps, then interrupts those that are left. What was interrupted goes on at the next start; an unsafe call
     * is then in doubt.
     *
     * @return whether all ended by themselves
     */
    public boolean awaitDrained(Duration atMost) throws InterruptedException {
        try {
            if (dispatcher.awaitIdle(atMost)) {
                return true;
            }
            log.atWarn().addKeyValue("tasks", dispatcher.running()).log("steps still running are interrupted");
            dispatcher.all().forEach(OpenTask::interruptStep);
            dispatcher.awaitIdle(INTERRUPTED_PATIENCE);
            return false;
        } finally {
            approvals.close();
        }
    }

    /** What the engine is made of. */
    record Parts(
            Places places,
            Dispatcher dispatcher,
            TaskIndex index,
            Submissions submissions,
            TaskRunner runner,
            ApprovalTimer approvals,
            OpenTasks openTasks,
            Runnable recordTools) {}
}
