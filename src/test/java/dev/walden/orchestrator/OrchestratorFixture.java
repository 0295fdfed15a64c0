package dev.walden.orchestrator;

import dev.walden.activity.ActivityFixture;
import dev.walden.activity.MemoryEvent.EpisodeRecorded;
import dev.walden.activity.RecordedEvent;
import dev.walden.activity.Space;
import dev.walden.activity.TaskEvent;
import dev.walden.activity.TaskId;
import dev.walden.memory.UpkeepBudget;
import dev.walden.orchestrator.CallRules.DoubtGoesTo;
import dev.walden.orchestrator.CritiqueRule.When;
import dev.walden.orchestrator.OrchestratorProperties.Ceiling;
import dev.walden.orchestrator.OrchestratorProperties.Criticism;
import dev.walden.orchestrator.OrchestratorProperties.Limits;
import dev.walden.orchestrator.OrchestratorProperties.Standard;
import dev.walden.orchestrator.TaskSubmission.WantedLimits;
import dev.walden.reasoning.Budget;
import dev.walden.tools.KeyRole;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** The real task machine over a real log, with an engine and tools made of lambdas. */
final class OrchestratorFixture implements AutoCloseable {

    static final Duration LONG = Duration.ofMinutes(1);

    final FakeReasoningGateway gateway = new FakeReasoningGateway((_, _) -> FakeReasoningGateway.answer("done"));
    final FakeToolbox toolbox = new FakeToolbox();
    final FakeMemory memory = new FakeMemory();
    final FakeRemedies remedies = new FakeRemedies();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T02:00:00Z"));

    private final ActivityFixture activity;
    private OrchestratorProperties properties = properties(64, 1_000, DoubtGoesTo.PERSON);
    private Budget budget = Budget.NONE;
    private SwitchableLog log;
    private Orchestrator orchestrator;

    OrchestratorFixture(Path folder) {
        this(folder, InstantSource.system());
    }

    /** With records and idempotency keys of another time. */
    OrchestratorFixture(Path folder, InstantSource clock) {
        activity = ActivityFixture.open(folder, clock, (_, _) -> List.of(new TaskProjection(), new ToolsProjection()));
        log = new SwitchableLog(activity.log());
        orchestrator = assemble();
    }

    OrchestratorFixture with(OrchestratorProperties other) {
        properties = other;
        orchestrator = assemble();
        return this;
    }

    OrchestratorFixture with(Budget other) {
        budget = other;
        orchestrator = assemble();
        return this;
    }

    static OrchestratorProperties properties(int maxRunning, int maxQueued, DoubtGoesTo doubt) {
        return properties(maxRunning, maxQueued, doubt, Criticism.OFF);
    }

    static OrchestratorProperties criticized(When when, int most) {
        return properties(64, 1_000, DoubtGoesTo.PERSON, new Criticism(when, null, most));
    }

    static OrchestratorProperties properties(int maxRunning, int maxQueued, DoubtGoesTo doubt, Criticism critique) {
        return new OrchestratorProperties(
                maxRunning,
                maxQueued,
                Duration.ofHours(24),
                doubt,
                "Nobody is there to answer.",
                new Limits(
                        new Standard(50, 200, 1_000_000, null, Duration.ofHours(1)),
                        new Ceiling(10_000, 10_000, 1_000_000_000, null, Duration.ofDays(7))),
                critique);
    }

    UpkeepBudget upkeepBudget() {
        return orchestrator.upkeepBudget();
    }

    Spending spending() {
        return orchestrator.spending();
    }

    TaskService service() {
        return orchestrator.service();
    }

    SwitchableLog log() {
        return log;
    }

    TaskEngine engine() {
        return orchestrator.engine();
    }

    /** The process dies at this moment; another one starts over the same data folder. */
    void killAndRestart() {
        killAndRestart(newLog -> {});
    }

    /** The same with a log that is changed before any task goes on. */
    void killAndRestart(Consumer<SwitchableLog> changes) {
        log.die();
        stop();
        activity.restart();
        log = new SwitchableLog(activity.log());
        changes.accept(log);
        orchestrator = assemble();
        orchestrator.engine().makeGood();
        orchestrator.engine().resumeAll();
    }

    /** Stops, and starts again with views that are built from the log alone. */
    void rebuildViews() {
        log.die();
        stop();
        activity.deleteViews();
        log = new SwitchableLog(activity.log());
        orchestrator = assemble();
        orchestrator.engine().resumeAll();
    }

    /** A key that may do everything. */
    static ActingKey admin(String id) {
        return new ActingKey(id, KeyRole.ADMIN);
    }

    TaskId submit(String input) {
        return service().submit(submission(input, null, null));
    }

    TaskId submitTo(@Nullable String engine, String input) {
        return service()
                .submit(new TaskSubmission(
                        input, null, Space.DEFAULT, engine, WantedLimits.NONE, Map.of(), "key1", null, null, null));
    }

    TaskId submitInSession(String input, String session) {
        return service().submit(submission(input, session, null));
    }

    static TaskSubmission submission(
            String input, @Nullable String session, TaskSubmission.@Nullable Idempotency idempotency) {
        return new TaskSubmission(
                input, session, Space.DEFAULT, null, WantedLimits.NONE, Map.of(), "key1", idempotency, null, null);
    }

    /** The task once it has ended or waits for a person. */
    TaskView rest(TaskId id) {
        try {
            TaskView view = service().awaitRest(id, LONG).orElseThrow();
            if (!view.ended() && !StateKind.ofCode(view.state()).awaitsPerson()) {
                throw new AssertionError("Task " + id + " did not come to rest; it is " + view.state());
            }
            return view;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    TaskView run(String input) {
        return rest(submit(input));
    }

    /** The task's recorded events, in order. */
    List<TaskEvent> events(TaskId id) {
        return service().events(id, 0, 10_000).orElseThrow().stream()
                .map(entry -> (TaskEvent) entry.event())
                .toList();
    }

    <T extends TaskEvent> List<T> events(TaskId id, Class<T> type) {
        return events(id).stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** The task's first event of a type, once it is there. */
    <T extends TaskEvent> T awaitEvent(TaskId id, Class<T> type) {
        return awaitEvents(id, type, 1);
    }

    /** The one of so many events of a type that is the last, once it is there. */
    <T extends TaskEvent> T awaitEvents(TaskId id, Class<T> type, int number) {
        int left = number;
        try {
            Follower follower = service().follow(id);
            long last = 0;
            boolean over = false;
            while (true) {
                follower.words(); // what comes after this look ends the wait
                for (RecordedEvent entry : service().events(id, last, 10_000).orElseThrow()) {
                    if (type.isInstance(entry.event()) && --left == 0) {
                        return type.cast(entry.event());
                    }
                    last = entry.seq();
                }
                if (over) {
                    break;
                }
                over = !follower.await(LONG); // a task that is over is looked at once more
            }
            throw new AssertionError("Task " + id + " has no " + type.getSimpleName() + ": " + events(id));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The task's records as the log holds them, its episode and starts of the service included. */
    List<RecordedEvent> records(TaskId id) {
        return everything().stream().filter(entry -> concerns(entry, id)).toList();
    }

    @Override
    public void close() {
        stop();
        try {
            replayEverything();
        } finally {
            activity.close();
        }
    }

    /** Whatever a test did to its tasks, the records tell it wholly: today's code goes the recorded way. */
    private void replayEverything() {
        List<RecordedEvent> all = everything();
        for (RecordedEvent entry : all) {
            if (entry.event() instanceof TaskEvent.TaskSubmitted submitted) {
                TaskId id = submitted.task();
                RecordedTask.assertNoDivergence(TaskReplay.of(
                        all.stream().filter(each -> concerns(each, id)).toList()));
            }
        }
    }

    List<RecordedEvent> everything() {
        return activity.log()
                .read(LongStream.rangeClosed(1, activity.log().durable())
                        .boxed()
                        .toList());
    }

    private static boolean concerns(RecordedEvent entry, TaskId id) {
        return switch (entry.event()) {
            case TaskEvent event -> event.task().equals(id);
            case EpisodeRecorded left -> left.task().equals(id);
            default -> false;
        };
    }

    private void stop() {
        orchestrator.engine().drain();
        try {
            orchestrator.engine().awaitDrained(Duration.ZERO);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Orchestrator assemble() {
        return new Orchestrator(
                properties,
                new Orchestrator.Recorded(log, activity.views(), activity.idempotencyKeys()),
                new Orchestrator.Means(
                        gateway,
                        budget,
                        toolbox,
                        memory,
                        now::get,
                        new Critic(
                                properties.critique().asRule(),
                                properties.critique().engine()),
                        remedies),
                new OrchestratorMetrics(meters));
    }
}
