package dev.walden.orchestrator;

import dev.walden.activity.RecordedEvent;
import dev.walden.activity.TaskId;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The task service over the log. */
final class DurableTaskService implements TaskService {

    private final Submissions submissions;
    private final Dispatcher dispatcher;
    private final TaskIndex index;
    private final TaskControl control;
    private final DoubtControl doubts;
    private final TaskLists lists;
    private final StepPrompts prompts;
    private final String currency;

    DurableTaskService(
            Submissions submissions,
            Dispatcher dispatcher,
            TaskIndex index,
            TaskControl control,
            DoubtControl doubts,
            StepPrompts prompts,
            String currency) {
        this.submissions = submissions;
        this.dispatcher = dispatcher;
        this.index = index;
        this.control = control;
        this.doubts = doubts;
        this.prompts = prompts;
        this.currency = currency;
        this.lists = new TaskLists(dispatcher, index);
    }

    @Override
    public TaskId submit(TaskSubmission submission) {
        return submissions.submit(submission);
    }

    @Override
    public Optional<TaskView> find(TaskId id) {
        return dispatcher
                .find(id)
                .map(OpenTask::snapshot)
                .or(() -> index.load(id))
                .map(TaskViews::of);
    }

    @Override
    public Optional<TaskView> awaitRest(TaskId id, Duration atMost) throws InterruptedException {
        Optional<OpenTask> open = dispatcher.find(id);
        if (open.isPresent()) {
            Optional<Snapshot> rest = open.get().await(this::rests, atMost);
            return Optional.of(TaskViews.of(rest.orElseGet(open.get()::snapshot)));
        }
        return find(id);
    }

    private boolean rests(Snapshot task) {
        return task.ended() || (task.atRest() && doubts.rests(task.state()));
    }

    @Override
    public String currency() {
        return currency;
    }

    @Override
    public TaskPage list(TaskQuery query) {
        return lists.list(query);
    }

    @Override
    public ControlResult cancel(TaskId id, String by) {
        return control.cancel(id, by);
    }

    @Override
    public ControlResult pause(TaskId id, String by) {
        return control.pause(id, by);
    }

    @Override
    public ControlResult resume(TaskId id, String by) {
        return control.resume(id, by);
    }

    @Override
    public ControlResult giveInput(TaskId id, String text, ActingKey by) {
        return control.giveInput(id, text, by);
    }

    @Override
    public ControlResult settle(TaskId id, Settlement settlement, ActingKey by) {
        return doubts.settle(id, settlement, by);
    }

    @Override
    public ControlResult probe(TaskId id, @Nullable String toolCallId, ActingKey by) {
        return doubts.probe(id, toolCallId, by);
    }

    @Override
    public ControlResult compensate(TaskId id, Undoing undoing, ActingKey by) {
        return doubts.compensate(id, undoing, by);
    }

    @Override
    public List<PendingApproval> pendingApprovals() {
        return dispatcher.all().stream()
                .filter(task -> task.kind().awaitsPerson())
                .sorted(Comparator.comparingLong(OpenTask::firstSeq))
                .flatMap(task -> TaskViews.approvals(task.snapshot()).stream())
                .toList();
    }

    @Override
    public ControlResult decide(String approvalId, boolean approved, @Nullable String comment, ActingKey by) {
        return approved ? control.approve(approvalId, comment, by) : control.reject(approvalId, comment, by);
    }

    @Override
    public ControlResult approveEdited(
            String approvalId, Map<String, @Nullable Object> arguments, @Nullable String comment, ActingKey by) {
        return control.approveEdited(approvalId, arguments, comment, by);
    }

    @Override
    public Optional<List<RecordedEvent>> events(TaskId id, long afterSeq, int limit) {
        List<RecordedEvent> records = index.records(id, afterSeq, limit).stream()
                .flatMap(entry -> entry.parts().stream())
                .toList();
        return !records.isEmpty() || index.exists(id) ? Optional.of(records) : Optional.empty();
    }

    @Override
    public Optional<StepPrompt> prompt(TaskId id, int step) {
        return prompts.of(id, step);
    }

    @Override
    public Optional<List<PlanView>> plans(TaskId id) {
        return events(id, 0, Integer.MAX_VALUE).map(PlanViews::of);
    }

    @Override
    public Follower follow(TaskId id) {
        return new TaskFollower(() -> dispatcher.find(id));
    }
}
