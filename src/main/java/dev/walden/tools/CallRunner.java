package dev.walden.tools;

import dev.walden.plugin.OutcomeUnknownException;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.ToolException;
import dev.walden.plugin.ToolOutput;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one tool call on a thread of its own and waits for it, no longer than it may take. Thread-safe.
 *
 * <p>Tools run on platform threads: a tool that spins and ignores its interrupt would keep a virtual thread's carrier for ever, and
 * a few of those (as many as there are cores) would stop every task. A call that does not end when interrupted is left behind.
 */
final class CallRunner implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CallRunner.class);
    private static final int MAX_THREADS = 4096;
    private static final int MAX_MESSAGE = 2000;
    /** How long an interrupted call may take to tell its own outcome, which is better than an unknown one. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final AtomicInteger abandoned;
    private final ExecutorService threads;

    CallRunner(AtomicInteger abandoned) {
        this.abandoned = abandoned;
        this.threads = new ThreadPoolExecutor(
                0,
                MAX_THREADS,
                10,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                Thread.ofPlatform().daemon().name("tool-", 0).factory());
    }

    /**
     * Runs a call.
     *
     * @throws InterruptedException when interrupted, the class is not unsafe and the call did not end within a second
     */
    CallResult run(String tool, SideEffect sideEffect, Duration atMost, Callable<ToolOutput> call)
            throws InterruptedException {
        if (!atMost.isPositive()) {
            return new CallResult.TimedOut("The call of " + tool + " was not started: its deadline had passed.");
        }
        TrackedCall running = new TrackedCall(call, abandoned);
        try {
            threads.execute(running);
        } catch (RejectedExecutionException _) {
            return new CallResult.Failed(
                    "The call of " + tool + " was not started: " + MAX_THREADS
                            + " tool calls are running already. Try again later.",
                    true);
        }
        try {
            return new CallResult.Succeeded(running.get(atMost.toNanos(), TimeUnit.NANOSECONDS));
        } catch (ExecutionException e) {
            return failure(tool, sideEffect, e);
        } catch (TimeoutException _) {
            running.abandon();
            String took = "The call of " + tool + " did not end within " + atMost.toMillis() + " ms";
            return aSecondCallCouldDouble(sideEffect)
                    ? new CallResult.Unknown(took + "; its effect may have happened.")
                    : new CallResult.TimedOut(took + ".");
        } catch (InterruptedException _) {
            return interrupted(tool, sideEffect, running);
        }
    }

    private static CallResult interrupted(String tool, SideEffect sideEffect, TrackedCall running)
            throws InterruptedException {
        running.interrupt();
        try {
            ToolOutput output = running.get(GRACE.toNanos(), TimeUnit.NANOSECONDS);
            Thread.currentThread().interrupt();
            return new CallResult.Succeeded(output);
        } catch (ExecutionException e) {
            if (sideEffect != SideEffect.UNSAFE) {
                throw new InterruptedException("The call of " + tool + " was interrupted.");
            }
            Thread.currentThread().interrupt();
            return failure(tool, sideEffect, e);
        } catch (TimeoutException | InterruptedException _) {
            running.abandon();
            if (sideEffect != SideEffect.UNSAFE) {
                throw new InterruptedException("The call of " + tool + " was interrupted.");
            }
            Thread.currentThread().interrupt();
            return new CallResult.Unknown("The call of " + tool + " was interrupted; its effect may have happened.");
        }
    }

    private static CallResult failure(String tool, SideEffect sideEffect, ExecutionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        String message = brief(String.valueOf(cause.getMessage()));
        if (cause instanceof ToolException failure) {
            return new CallResult.Failed(message, failure.trusted());
        }
        boolean known = cause instanceof OutcomeUnknownException || cause instanceof InterruptedException;
        if (!known) {
            LOG.atWarn()
                    .addKeyValue("tool", tool)
                    .addKeyValue("error", cause.getClass().getName())
                    .setCause(cause)
                    .log("tool broke");
        }
        String what = cause instanceof OutcomeUnknownException
                ? message
                : "The tool " + tool + " broke: " + cause.getClass().getSimpleName() + ": " + message;
        String told = sideEffect.changesTheWorld() ? what + " Its effect may have happened." : what;
        // What a tool breaks with was not meant for the model, and may quote anybody.
        return aSecondCallCouldDouble(sideEffect) ? new CallResult.Unknown(told) : new CallResult.Failed(told, false);
    }

    /** A keyed call is safe only with its own key: an engine that is told of a failure asks for a new call, with a new key. */
    private static boolean aSecondCallCouldDouble(SideEffect sideEffect) {
        return switch (sideEffect) {
            case NONE, IDEMPOTENT -> false;
            case KEYED, UNSAFE -> true;
        };
    }

    private static String brief(String message) {
        return new OutputBound(MAX_MESSAGE).bounded(message);
    }

    /** Interrupts what still runs; nothing waits for it. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
