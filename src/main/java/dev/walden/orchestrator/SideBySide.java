package dev.walden.orchestrator;

import dev.walden.activity.ActivityException;
import dev.walden.activity.TaskEvent;
import dev.walden.orchestrator.CallPlanner.ReadyCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls of one task that run at the same time, each in a thread of its own. Their outcomes are recorded as they come, and with them begins
 * what only waited for these, or for a sub-task that ended meanwhile. Confined to the thread that runs it.
 */
final class SideBySide {

    private static final Logger log = LoggerFactory.getLogger(SideBySide.class);

    private final OpenTask task;
    private final Caller caller;
    private final Beside beside;
    private final BooleanSupplier stopping;

    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private final List<Thread> threads = new ArrayList<>();

    /** @param stopping whether nothing may begin any more */
    SideBySide(OpenTask task, Caller caller, Beside beside, BooleanSupplier stopping) {
        this.task = task;
        this.caller = caller;
        this.beside = beside;
        this.stopping = stopping;
    }

    /**
     * Runs these calls and what begins beside them.
     *
     * @return outcomes that are not recorded yet
     */
    List<TaskEvent> run(List<ReadyCall> calls) {
        task.onWake(() -> signals.add(new Signal.Woken()));
        try {
            calls.forEach(this::start);
            signals.add(new Signal.Woken()); // a sub-task may have ended before there was anybody to wake
            return collect();
        } finally {
            task.onWake(() -> {});
            // None is left unless recording failed: no call may outlive the task's step unseen.
            threads.forEach(Thread::interrupt);
            threads.forEach(SideBySide::awaitEnd);
        }
    }

    private List<TaskEvent> collect() {
        List<TaskEvent> unrecorded = new ArrayList<>();
        boolean interrupted = false;
        boolean woken = false;
        for (int ended = 0; ended < threads.size(); ) {
            try {
                switch (signals.take()) {
                    case Signal.Woken _ -> woken = true;
                    case Signal.Ended(var outcomes) -> {
                        unrecorded.addAll(outcomes);
                        ended++;
                    }
                }
                if (ended < threads.size() && signals.isEmpty() && (woken || !unrecorded.isEmpty())) {
                    if (interrupted || stopping.getAsBoolean()) {
                        recordEarly(unrecorded);
                    } else {
                        goOn(unrecorded);
                    }
                    woken = false;
                }
            } catch (InterruptedException e) {
                interrupted = true;
                threads.forEach(Thread::interrupt);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return unrecorded;
    }

    /** What can be recorded is taken out of the outcomes; what is interrupted meanwhile is for the next round to see. */
    private void goOn(List<TaskEvent> outcomes) {
        try {
            Begun begun = beside.begin(List.copyOf(outcomes));
            outcomes.clear();
            begun.calls().forEach(this::start);
            begun.subTasks().ifPresent(this::start);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ActivityException.NoSpace | ActivityException.ViewsBehind | ActivityException.ViewFailed e) {
            recordEarly(outcomes);
        }
    }

    /** What there is no room for stays with the last, which waits for room. */
    private void recordEarly(List<TaskEvent> unrecorded) {
        if (unrecorded.isEmpty()) {
            return;
        }
        try {
            task.recordOutcomes(List.copyOf(unrecorded));
            unrecorded.clear();
        } catch (ActivityException.NoSpace e) {
            log.atWarn()
                    .addKeyValue("taskId", task.id())
                    .addKeyValue("error", e.getMessage())
                    .log("outcome waits for room");
        }
    }

    private void start(ReadyCall ready) {
        threads.add(Thread.ofVirtual()
                .name("call-" + task.id() + "-" + ready.call().id())
                .start(() -> call(ready)));
    }

    /** Without an outcome when the call was interrupted before it could matter. */
    private void call(ReadyCall ready) {
        List<TaskEvent> outcome = List.of();
        try {
            outcome = List.of(caller.call(ready));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            signals.add(new Signal.Ended(outcome));
        }
    }

    /** In a thread of its own: it may have to wait for views or for room, and no outcome may wait with it. */
    private void start(Effect subTasks) {
        threads.add(Thread.ofVirtual().name("sub-tasks-" + task.id()).start(() -> begin(subTasks)));
    }

    private void begin(Effect subTasks) {
        List<TaskEvent> outcomes = List.of();
        try {
            outcomes = subTasks.carryOut();
            signals.add(new Signal.Woken()); // those that could not be begun are looked at again
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            // The step behind this one meets it again, on the thread that can end the task for it.
            log.atWarn().setCause(e).addKeyValue("taskId", task.id()).log("sub-task not begun beside calls");
        } finally {
            signals.add(new Signal.Ended(outcomes));
        }
    }

    private static void awaitEnd(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Makes one call. */
    @FunctionalInterface
    interface Caller {
        TaskEvent call(ReadyCall ready) throws InterruptedException;
    }

    /** Records outcomes while other calls of the task run, and begins what is ready. */
    @FunctionalInterface
    interface Beside {
        /** Either all is recorded, or none. */
        Begun begin(List<TaskEvent> outcomes) throws InterruptedException;
    }

    /**
     * What began beside others.
     *
     * @param calls whose intents are durable
     * @param subTasks begins those whose intents are
     */
    record Begun(List<ReadyCall> calls, Optional<Effect> subTasks) {
        Begun {
            calls = List.copyOf(calls);
        }
    }

    /** What the thread waits for. */
    private sealed interface Signal {
        /** A thread has come to its end. */
        record Ended(List<TaskEvent> outcomes) implements Signal {}

        /** Something else may be able to begin. */
        record Woken() implements Signal {}
    }
}
