package dev.walden.orchestrator;

import dev.walden.activity.JsonText;
import dev.walden.activity.TaskEvent.TaskSubmitted;
import dev.walden.activity.TaskSource;
import dev.walden.orchestrator.TaskView.TaskError;
import dev.walden.orchestrator.ToolBatch.CallStatus;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shows a snapshot the way the outside sees it. Pure. */
final class TaskViews {

    private TaskViews() {}

    static TaskView of(Snapshot snapshot) {
        TaskState state = snapshot.state();
        Progress progress = state.progress();
        TaskSubmitted submission = progress.submission();
        return new TaskView(
                submission.task(),
                submission.session(),
                submission.space(),
                state.kind().code(),
                submission.input(),
                output(state),
                structured(state),
                state instanceof TaskState.Failed failed ? new TaskError(failed.code(), failed.message()) : null,
                sources(state),
                approvals(snapshot),
                DoubtViews.of(snapshot),
                state.unpaused() instanceof TaskState.AwaitingInput waiting ? waiting.question() : null,
                progress.usage().tokens(),
                progress.usage().money().counted(),
                progress.usage().steps(),
                submission.metadata(),
                snapshot.timeline().submitted(),
                snapshot.timeline().updated(),
                submission.delegation());
    }

    /** The requests for consent that stand, also while the task is paused. */
    static List<PendingApproval> approvals(Snapshot snapshot) {
        TaskSubmitted submission = snapshot.state().progress().submission();
        return open(snapshot, CallStatus.NeedsApproval.class).stream()
                .map(entry -> {
                    CallStatus.NeedsApproval needs = (CallStatus.NeedsApproval) entry.status();
                    return new PendingApproval(
                            needs.approval(),
                            submission.task(),
                            submission.space(),
                            entry.call().id(),
                            entry.call().tool(),
                            entry.call().arguments(),
                            needs.reason(),
                            needs.expiresAt());
                })
                .toList();
    }

    private static List<ToolBatch.Entry> open(Snapshot snapshot, Class<? extends CallStatus> status) {
        Optional<ToolBatch> batch = snapshot.state().batch();
        return batch.map(calls -> calls.where(status::isInstance)).orElse(List.of());
    }

    private static @Nullable String output(TaskState state) {
        return switch (state) {
            case TaskState.Completed completed -> completed.output();
            case TaskState.Failed failed -> failed.output();
            default -> null;
        };
    }

    /** Written anew, so that it can stand in other JSON as it is; nothing of an answer whose words were erased. */
    private static @Nullable String structured(TaskState state) {
        return state instanceof TaskState.Completed completed
                        && completed.progress().submission().outputSchema() != null
                        && JsonText.parse(completed.output()) instanceof JsonText.JsonValue(var answer)
                ? JsonText.writeValue(answer)
                : null;
    }

    private static List<TaskSource> sources(TaskState state) {
        return state instanceof TaskState.Completed completed ? completed.sources() : List.of();
    }
}
