package dev.walden.orchestrator;

import dev.walden.activity.Attached;
import dev.walden.activity.TaskEvent;
import dev.walden.activity.TaskId;
import dev.walden.activity.ToolCallEvent.ToolCallFinished;
import dev.walden.activity.ToolCallEvent.ToolCallOutcome;
import dev.walden.conversation.ToolCall;
import dev.walden.orchestrator.CallPlanner.ReadyCall;
import dev.walden.plugin.ToolContext;
import dev.walden.reasoning.LongResult;
import dev.walden.tools.CallResult;
import dev.walden.tools.Remedies;
import dev.walden.tools.Toolbox;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs calls whose intents are durable, those of one reply at the same time. Each outcome is recorded as it comes, so that a slow call
 * does not put a finished one at risk; the last is left to the caller, to share a commit with the next intent. Thread-safe.
 */
final class ToolWave {

    private static final Logger log = LoggerFactory.getLogger(ToolWave.class);

    private final Toolbox toolbox;
    private final CallRules rules;
    private final InstantSource clock;
    private final OrchestratorMetrics metrics;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean stopping;

    ToolWave(Toolbox toolbox, CallRules rules, InstantSource clock, OrchestratorMetrics metrics) {
        this.toolbox = toolbox;
        this.rules = rules;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** From now on calls under way come to their end, and none begins beside them. */
    void stop() {
        stopping = true;
        stopped.countDown();
    }

    /**
     * Runs the calls; its outcomes are those that are not recorded yet.
     *
     * @param beside asked while others still run
     */
    Effect effect(OpenTask task, Progress progress, List<ReadyCall> calls, SideBySide.Beside beside) {
        return () -> run(task, progress, calls, beside);
    }

    private List<TaskEvent> run(OpenTask task, Progress progress, List<ReadyCall> calls, SideBySide.Beside beside)
            throws InterruptedException {
        Stopwatch watch = Stopwatch.start();
        try {
            return calls.size() == 1 && !mayGrow(task)
                    ? List.of(call(task, progress, calls.getFirst()))
                    : new SideBySide(task, ready -> call(task, progress, ready), beside, () -> stopping).run(calls);
        } finally {
            metrics.calledTools(watch.elapsed());
        }
    }

    private static boolean mayGrow(OpenTask task) {
        return task.snapshot().state().batch().filter(ToolBatch::mayGrow).isPresent();
    }

    private TaskEvent call(OpenTask task, Progress progress, ReadyCall ready) throws InterruptedException {
        Optional<FollowUp> followUp = followUp(task, ready.call());
        if (followUp.isPresent() && followUp.get() instanceof FollowUp.Probe probe) {
            awaitSettled(probe);
        }
        // What an engine wants must fit into the task's time; what a doubt needs must not.
        Duration timeout = followUp.isPresent()
                ? ready.check().timeout()
                : shorter(
                        ready.check().timeout(), Decide.timeLeft(task.snapshot().state()));
        try (Underway.Call heard = task.underway().begin(ready.call().id())) {
            ToolContext context = new ToolContext(
                    task.id().value(),
                    progress.submission().session(),
                    progress.submission().space().name(),
                    ready.call().id(),
                    CallPlanner.idempotencyKey(task.id(), ready.call()),
                    clock.instant().plus(timeout),
                    heard);
            Stopwatch watch = Stopwatch.start();
            CallResult result = ready.call().tool().equals(LongResult.TOOL)
                    ? ReadBlobTool.read(progress.messages(), ready.check().input())
                    : result(ready, context);
            return recordOf(task.id(), ready.call(), followUp.isEmpty(), ofAllAttempts(ready, result), watch.elapsed());
        }
    }

    private static Optional<FollowUp> followUp(OpenTask task, ToolCall call) {
        return task.snapshot()
                .state()
                .batch()
                .flatMap(batch -> batch.entry(call.id()))
                .flatMap(entry -> Optional.ofNullable(entry.followUp()));
    }

    /**
     * Waits until the effect in doubt must have come if it comes at all; no longer than that may take, as the clock may have been set back. A stop ends the wait: the next start goes on from the intent, which
     * does no harm.
     */
    private void awaitSettled(FollowUp.Probe probe) throws InterruptedException {
        Duration left = shorter(Duration.between(clock.instant(), probe.notBefore()), Remedies.Probe.MOST_SETTLE_AFTER);
        if (left.isPositive() && stopped.await(left.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new InterruptedException("The service stops before the probe is made.");
        }
    }

    /** The toolbox throws nothing; should it do so all the same, the call still has an outcome. */
    private CallResult result(ReadyCall ready, ToolContext context) throws InterruptedException {
        try {
            return toolbox.call(
                    ready.call().tool(),
                    ready.check().sideEffect(),
                    ready.check().input(),
                    context);
        } catch (RuntimeException | Error e) {
            log.atError()
                    .setCause(e)
                    .addKeyValue("taskId", context.taskId())
                    .addKeyValue("tool", ready.call().tool())
                    .log("toolbox broke");
            return ready.check().sideEffect().changesTheWorld()
                    ? new CallResult.Unknown("The call broke off: " + e + ". Its effect may have happened.")
                    : new CallResult.Failed("The call broke off: " + e + ".", false);
        }
    }

    /**
     * That this attempt came to nothing says nothing of the one before, which may have had its effect: told of a failure, an engine would ask for a
     * new call, which has another key.
     */
    private static CallResult ofAllAttempts(ReadyCall ready, CallResult last) {
        if (!ready.mayHaveActed()) {
            return last;
        }
        String earlier =
                "An earlier attempt may have had its effect, and attempt " + ready.attempt() + " came to nothing: ";
        return switch (last) {
            case CallResult.Failed(String message, var _) -> new CallResult.Unknown(earlier + message);
            case CallResult.TimedOut(String message) -> new CallResult.Unknown(earlier + message);
            case CallResult.Succeeded _, CallResult.Unknown _ -> last;
        };
    }

    private TaskEvent recordOf(TaskId task, ToolCall made, boolean asked, CallResult result, Duration took) {
        String call = made.id();
        return switch (result) {
            case CallResult.Succeeded(var output) ->
                new ToolCallFinished(
                        task,
                        call,
                        ToolCallOutcome.SUCCEEDED,
                        output.text(),
                        output.trusted(),
                        took,
                        Attached.of(output.attachments()),
                        null);
            case CallResult.Failed(String message, boolean trusted) ->
                new ToolCallFinished(task, call, ToolCallOutcome.FAILED, message, trusted, took);
            case CallResult.TimedOut(String message) ->
                new ToolCallFinished(task, call, ToolCallOutcome.TIMED_OUT, message, true, took);
            case CallResult.Unknown(String reason) -> {
                metrics.doubted(1);
                yield rules.unknown(task, made, asked, reason, took);
            }
        };
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
