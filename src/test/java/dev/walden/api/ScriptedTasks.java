package dev.walden.api;

import dev.walden.activity.RecordedEvent;
import dev.walden.activity.Space;
import dev.walden.activity.TaskEvent;
import dev.walden.activity.TaskId;
import dev.walden.activity.TaskLimits;
import dev.walden.conversation.Cost;
import dev.walden.conversation.TokenUsage;
import dev.walden.orchestrator.ActingKey;
import dev.walden.orchestrator.Follower;
import dev.walden.orchestrator.Follower.Reached;
import dev.walden.orchestrator.Follower.Words;
import dev.walden.orchestrator.PendingApproval;
import dev.walden.orchestrator.PlanView;
import dev.walden.orchestrator.StateKind;
import dev.walden.orchestrator.StepPrompt;
import dev.walden.orchestrator.TaskException;
import dev.walden.orchestrator.TaskService;
import dev.walden.orchestrator.TaskSubmission;
import dev.walden.orchestrator.TaskSummary;
import dev.walden.orchestrator.TaskView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Tasks that do what a test tells them: each submission is kept, nothing runs by itself. Guarded by its own monitor. */
final class ScriptedTasks implements TaskService {

    static final Instant START = Instant.parse("2026-11-21T02:00:00Z");
    private static final TaskLimits LIMITS = new TaskLimits(50, 200, 1_000_000, Duration.ofHours(1));

    final List<TaskSubmission> submissions = new CopyOnWriteArrayList<>();
    final List<String> acts = new CopyOnWriteArrayList<>();
    private final Map<TaskId, TaskView> tasks = new LinkedHashMap<>();
    private final Map<TaskId, List<RecordedEvent>> events = new LinkedHashMap<>();
    private final List<PendingApproval> approvals = new ArrayList<>();
    private final Random random = new Random(1);
    private @Nullable RuntimeException refusal;
    private final Map<TaskId, List<Words>> said = new LinkedHashMap<>();
    private final Map<TaskId, List<Reached>> reached = new LinkedHashMap<>();
    private long seq;
    private long news;
    private boolean ringing;

    /** Makes the next submission fail. */
    synchronized void refuseNext(RuntimeException next) {
        refusal = next;
    }

    @Override
    public synchronized TaskId submit(TaskSubmission submission) {
        if (refusal != null) {
            RuntimeException thrown = refusal;
            refusal = null;
            throw thrown;
        }
        if ("nowhere".equals(submission.engine())) {
            throw new TaskException.Unacceptable("unknown_engine", "There is no engine nowhere; there is: rules.");
        }
        submissions.add(submission);
        TaskId id = TaskId.random(random);
        String session = submission.session() == null ? id.value() : submission.session();
        tasks.put(id, queued(id, session, submission));
        record(
                id,
                new TaskEvent.TaskSubmitted(
                        id,
                        submission.space(),
                        session,
                        submission.input(),
                        submission.engine(),
                        LIMITS,
                        submission.metadata(),
                        submission.submittedBy(),
                        null,
                        null,
                        null,
                        null));
        if (submission.input().startsWith("finish")) {
            complete(id, "done");
        }
        return id;
    }

    synchronized void record(TaskId id, TaskEvent event) {
        events.computeIfAbsent(id, none -> new ArrayList<>())
                .add(new RecordedEvent(++seq, START.plusSeconds(seq), event));
        news++;
        notifyAll();
    }

    synchronized void complete(TaskId id, String output) {
        moveTo(id, StateKind.COMPLETED, output);
        record(id, new TaskEvent.TaskCompleted(id, output, List.of()));
    }

    synchronized void moveTo(TaskId id, StateKind state, @Nullable String output) {
        tasks.computeIfPresent(id, (same, task) -> in(task, state, output));
        news++;
        notifyAll();
    }

    synchronized void askApproval(TaskId id, Space space, String approval) {
        Map<String, @Nullable Object> arguments = Map.of("url", "http://example.org");
        approvals.add(
                new PendingApproval(approval, id, space, "c1", "http_request", arguments, "it acts outside", START));
    }

    @Override
    public String currency() {
        return "EUR";
    }

    @Override
    public synchronized Optional<TaskView> find(TaskId id) {
        return Optional.ofNullable(tasks.get(id));
    }

    @Override
    public synchronized Optional<TaskView> awaitRest(TaskId id, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            TaskView task = tasks.get(id);
            long left = deadline - System.nanoTime();
            if (task == null
                    || left <= 0
                    || task.ended()
                    || StateKind.ofCode(task.state()).awaitsPerson()) {
                return Optional.ofNullable(task);
            }
            wait(Math.max(1, left / 1_000_000));
        }
    }

    @Override
    public synchronized TaskPage list(TaskQuery query) {
        List<TaskSummary> all = tasks.values().stream()
                .filter(task -> query.space() == null || query.space().equals(task.space()))
                .filter(task -> query.state() == null || query.state().equals(task.state()))
                .filter(task -> query.session() == null || query.session().equals(task.session()))
                .filter(task -> query.after() == null || task.id().value().compareTo(query.after()) < 0)
                .map(task -> new TaskSummary(
                        task.id(), task.session(), task.space(), task.state(), task.createdAt(), task.updatedAt()))
                .sorted(Comparator.comparing((TaskSummary task) -> task.id().value())
                        .reversed())
                .toList();
        boolean more = all.size() > query.limit();
        List<TaskSummary> page = more ? all.subList(0, query.limit()) : all;
        return new TaskPage(page, more ? page.getLast().id().value() : null);
    }

    @Override
    public ControlResult cancel(TaskId id, String by) {
        return act(id, "cancel by " + by, StateKind.CANCELLED);
    }

    @Override
    public ControlResult pause(TaskId id, String by) {
        return act(id, "pause by " + by, StateKind.PAUSED);
    }

    @Override
    public ControlResult resume(TaskId id, String by) {
        return act(id, "resume by " + by, StateKind.QUEUED);
    }

    @Override
    public ControlResult giveInput(TaskId id, String text, ActingKey by) {
        return act(id, "input " + text, StateKind.REASONING);
    }

    @Override
    public ControlResult settle(TaskId id, Settlement settlement, ActingKey by) {
        return act(id, "settle " + settlement.resolution(), StateKind.REASONING);
    }

    @Override
    public ControlResult probe(TaskId id, @Nullable String toolCallId, ActingKey by) {
        return act(id, "probe " + toolCallId, StateKind.CALLING_TOOLS);
    }

    @Override
    public ControlResult compensate(TaskId id, Undoing undoing, ActingKey by) {
        return act(
                id, "compensate " + undoing.tool() + undoing.arguments() + " as " + by.role(), StateKind.CALLING_TOOLS);
    }

    @Override
    public synchronized List<PendingApproval> pendingApprovals() {
        return List.copyOf(approvals);
    }

    @Override
    public synchronized ControlResult decide(
            String approvalId, boolean approved, @Nullable String comment, ActingKey by) {
        for (PendingApproval approval : List.copyOf(approvals)) {
            if (approval.id().equals(approvalId)) {
                approvals.remove(approval);
                return act(approval.task(), "decide " + approved + " as " + by.role(), StateKind.CALLING_TOOLS);
            }
        }
        return new ControlResult.NotFound();
    }

    @Override
    public synchronized ControlResult approveEdited(
            String approvalId, Map<String, @Nullable Object> arguments, @Nullable String comment, ActingKey by) {
        ControlResult result = decide(approvalId, true, comment, by);
        acts.add("with " + arguments);
        return result;
    }

    @Override
    public Optional<List<PlanView>> plans(TaskId id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public synchronized Optional<List<RecordedEvent>> events(TaskId id, long afterSeq, int limit) {
        return Optional.ofNullable(events.get(id))
                .map(all -> all.stream()
                        .filter(entry -> entry.seq() > afterSeq)
                        .limit(limit)
                        .flatMap(entry -> entry.parts().stream())
                        .toList());
    }

    /** Lets those who follow the task hear this. */
    synchronized void say(TaskId id, Words words) {
        said.computeIfAbsent(id, none -> new ArrayList<>()).add(words);
        news++;
        notifyAll();
    }

    synchronized void report(TaskId id, Reached progress) {
        reached.computeIfAbsent(id, none -> new ArrayList<>()).add(progress);
        news++;
        notifyAll();
    }

    /** From now on there may be news whenever somebody waits for some, of which nothing is heard. */
    synchronized void ringAllTheTime() {
        ringing = true;
    }

    @Override
    public Optional<StepPrompt> prompt(TaskId id, int step) {
        return Optional.empty();
    }

    @Override
    public Follower follow(TaskId id) {
        return new Follower() {
            private int heard;
            private int told;
            private long seen = -1;

            @Override
            public Optional<Words> words() {
                synchronized (ScriptedTasks.this) {
                    seen = news;
                    List<Words> all = said.getOrDefault(id, List.of());
                    return heard < all.size() ? Optional.of(all.get(heard++)) : Optional.empty();
                }
            }

            @Override
            public List<Reached> progress() {
                synchronized (ScriptedTasks.this) {
                    List<Reached> all = reached.getOrDefault(id, List.of());
                    List<Reached> news = List.copyOf(all.subList(told, all.size()));
                    told = all.size();
                    return news;
                }
            }

            @Override
            public boolean mayHaveRecords(long afterSeq) {
                return true;
            }

            @Override
            public boolean await(Duration atMost) throws InterruptedException {
                return awaitNews(id, seen, atMost);
            }
        };
    }

    private synchronized boolean awaitNews(TaskId id, long seen, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (news == seen && !ringing) {
            long left = deadline - System.nanoTime();
            TaskView task = tasks.get(id);
            if (left <= 0 || task == null || task.ended()) {
                return false;
            }
            wait(Math.max(1, left / 1_000_000));
        }
        return true;
    }

    private synchronized ControlResult act(TaskId id, String act, StateKind state) {
        TaskView task = tasks.get(id);
        if (task == null) {
            return new ControlResult.NotFound();
        }
        if (task.ended()) {
            return new ControlResult.NotNow("The task has ended; only a task that has not can be steered.");
        }
        acts.add(act);
        moveTo(id, state, null);
        return new ControlResult.Done(in(task, state, null));
    }

    private static TaskView queued(TaskId id, String session, TaskSubmission submission) {
        return new TaskView(
                id,
                session,
                submission.space(),
                "queued",
                submission.input(),
                null,
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                null,
                TokenUsage.ZERO,
                new Cost(12_500),
                0,
                submission.metadata(),
                START,
                START,
                null);
    }

    private static TaskView in(TaskView task, StateKind state, @Nullable String output) {
        return new TaskView(
                task.id(),
                task.session(),
                task.space(),
                state.code(),
                task.input(),
                output,
                task.structured(),
                task.error(),
                task.sources(),
                task.approvals(),
                task.inDoubt(),
                task.question(),
                task.usage(),
                task.cost(),
                task.steps(),
                task.metadata(),
                task.createdAt(),
                task.updatedAt(),
                task.delegation());
    }
}
