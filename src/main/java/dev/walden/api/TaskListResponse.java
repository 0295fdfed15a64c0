package dev.walden.api;

import dev.walden.orchestrator.TaskService.TaskPage;
import dev.walden.orchestrator.TaskSummary;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of tasks, newest first.
 *
 * @param next what to give as {@code after} for the next page; null on the last
 */
@Schema(name = "TaskList")
record TaskListResponse(List<Entry> tasks, @Nullable String next) {

    static TaskListResponse from(TaskPage page) {
        return new TaskListResponse(page.tasks().stream().map(Entry::from).toList(), page.next());
    }

    /** A task in the list. */
    @Schema(name = "TaskSummary")
    record Entry(String id, String session, String space, String state, Instant createdAt, Instant updatedAt) {
        static Entry from(TaskSummary task) {
            return new Entry(
                    task.id().value(),
                    task.session(),
                    task.space().name(),
                    task.state(),
                    task.createdAt(),
                    task.updatedAt());
        }
    }
}
