package dev.walden.orchestrator;

import org.jspecify.annotations.Nullable;

/** What happens on a task's thread: it is run until it rests, and then watched over. Ties the knot between dispatcher and timer. */
final class Runs {

    private final TaskRunner runner;
    private volatile @Nullable ApprovalTimer approvals;

    Runs(TaskRunner runner) {
        this.runner = runner;
    }

    void watchWith(ApprovalTimer timer) {
        approvals = timer;
    }

    void run(OpenTask task) {
        runner.run(task);
        ApprovalTimer timer = approvals;
        if (timer != null) {
            timer.watch(task);
        }
    }
}
