package dev.walden.orchestrator;

import org.jspecify.annotations.Nullable;

/** What happens on a task's thread: it is run until it rests, and then watched over. Ties the knot between dispatcher and timer. */
final class Runs {

    private final TaskRunner runner;
    private final Delegates delegates;
    private volatile @Nullable ApprovalTimer approvals;

    Runs(TaskRunner runner, Delegates delegates) {
        this.runner = runner;
        this.delegates = delegates;
    }

    void watchWith(ApprovalTimer timer) {
        approvals = timer;
    }

    void run(OpenTask task) {
        if (delegates.isOrphan(task)) {
            delegates.end(task);
        } else {
            runner.run(task);
        }
        delegates.rested(task);
        ApprovalTimer timer = approvals;
        if (timer != null) {
            timer.watch(task);
        }
    }
}
