package dev.walden.lifecycle;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The JVM that runs nothing but the service: it may be ended, and its log lines are queued. Thread-safe. */
public final class ServiceProcess {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceProcess.class);

    private final LogQueue logQueue;
    private final AtomicReference<@Nullable ExitCode> ending = new AtomicReference<>();

    /** Of the process whose lines go through {@code logQueue}. */
    public ServiceProcess(LogQueue logQueue) {
        this.logQueue = logQueue;
    }

    /** Of this build, as the build wrote it down; {@code development} outside of one. */
    public static String version() {
        try (InputStream written = ServiceProcess.class.getResourceAsStream("/META-INF/build-info.properties")) {
            var build = new Properties();
            if (written != null) {
                build.load(written);
            }
            return build.getProperty("build.version", "development");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    LogQueue logQueue() {
        return logQueue;
    }

    /**
     * Begins the same stop as a signal; returns at once. The first caller's code counts, also when the stop is cut short: what failed
     * is not taken for a stop that was asked for.
     */
    public void exit(ExitCode code) {
        if (endingWith(code)) {
            Thread.ofPlatform().name("exit").start(() -> System.exit(code.number()));
        }
    }

    /** Notes why the process ends; false when something else came first. */
    boolean endingWith(ExitCode code) {
        return ending.compareAndSet(null, code);
    }

    /**
     * Bounds every stop from now on, whatever began it: when the JVM still runs {@code atMost} after the first sign of its end, it is
     * halted. Nothing acknowledged can be lost by that, the log was durable before.
     */
    void haltAfter(Duration atMost, Supplier<String> hungPart) {
        Thread watchdog = Thread.ofPlatform().daemon().name("stop-watchdog").unstarted(() -> {
            if (stillRunningAfter(atMost)) {
                LOG.atWarn()
                        .addKeyValue("part", hungPart.get())
                        .addKeyValue("durationMs", atMost.toMillis())
                        .log("stop cut short");
                logQueue.stop();
                Runtime.getRuntime().halt(codeOfOverrun().number());
            }
        });
        // A hook holds the exit until it returns; the daemon it starts does not.
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("stop-watchdog-start").unstarted(watchdog::start));
    }

    /** A failure stays the failure that it is: whether to start again depends on it, and not on how its stop went. */
    ExitCode codeOfOverrun() {
        ExitCode asked = ending.get();
        return asked == null || asked == ExitCode.OK ? ExitCode.STOP_OVERRUN : asked;
    }

    private static boolean stillRunningAfter(Duration time) {
        try {
            // Nobody opens the latch: what ends the wait before its time is the end of the JVM.
            return !new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            return false;
        }
    }
}
