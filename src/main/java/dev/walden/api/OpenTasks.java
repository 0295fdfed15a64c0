package dev.walden.api;

import dev.walden.activity.TaskId;
import dev.walden.activity.TaskSource;
import dev.walden.memory.DocumentParts;
import dev.walden.memory.ItemKind;
import dev.walden.orchestrator.PendingApproval;
import dev.walden.orchestrator.TaskService;
import dev.walden.orchestrator.TaskService.ControlResult;
import dev.walden.orchestrator.TaskView;
import java.util.List;

/** The tasks that a caller may see. What is in another space does not exist for them. Thread-safe. */
record OpenTasks(TaskService tasks, DocumentParts parts) {

    /**
     * The task as it stands.
     *
     * @throws Refusal when there is none for this caller, or the id has not the form of one
     */
    TaskView require(String id, Caller caller) {
        return TaskId.parse(id)
                .flatMap(tasks::find)
                .filter(task -> caller.mayUse(task.space()))
                .orElseThrow(() -> Refusal.notFound("task", id));
    }

    List<PendingApproval> approvals(Caller caller) {
        return tasks.pendingApprovals().stream()
                .filter(approval -> caller.mayUse(approval.space()))
                .toList();
    }

    /** A task, as it is shown. */
    TaskResponse shown(TaskView task) {
        List<String> documents = task.sources().stream()
                .filter(source -> source.kind().equals(ItemKind.DOCUMENT.code()))
                .map(TaskSource::id)
                .toList();
        return TaskResponse.from(task, tasks.currency(), parts.among(task.space(), documents));
    }

    /** What came of steering a task, as it is shown. */
    TaskResponse shown(ControlResult result, String what, String id) {
        return switch (result) {
            case ControlResult.Done done -> shown(done.task());
            case ControlResult.NotFound none -> throw Refusal.notFound(what, id);
            case ControlResult.NotNow notNow -> throw Refusal.notNow(notNow.message());
        };
    }
}
