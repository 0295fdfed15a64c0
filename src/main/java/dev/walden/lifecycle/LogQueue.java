package dev.walden.lifecycle;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

/**
 * Stands between the loggers and the appenders that write: callers leave their line in a bounded queue, one thread writes. A full
 * disk or a reader that stopped reading then costs lines, counted and reported, and never a task's time. Thread-safe.
 *
 * <p>Logback's own asynchronous appender drops without telling how much, so this one is ours.
 */
public final class LogQueue extends UnsynchronizedAppenderBase<ILoggingEvent> {

    private static final int CAPACITY = 8_192;

    /** Lines that a slow console or disk may keep the exit from. */
    private static final Duration FLUSH_AT_MOST = Duration.ofSeconds(1);

    private final BlockingQueue<ILoggingEvent> queue;
    private final List<Appender<ILoggingEvent>> writers;
    private final LongAdder dropped = new LongAdder();
    private final Thread writer =
            Thread.ofPlatform().daemon().name("log-writer").unstarted(this::write);
    private volatile WhenFull whenFull = WhenFull.DROP;
    private long reported; // confined to the writer

    LogQueue(int capacity, List<Appender<ILoggingEvent>> writers) {
        this.queue = new ArrayBlockingQueue<>(capacity);
        this.writers = List.copyOf(writers);
        setName("queue");
    }

    /** What becomes of a line that finds the queue full. */
    public enum WhenFull {
        /** It is dropped and counted. */
        DROP,
        /** Its thread waits: no line is lost, and a stuck disk stops the work. */
        BLOCK
    }

    /** Puts a queue before whatever the root logger writes to. To be called once, when logging has been configured. */
    public static LogQueue install() {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        List<Appender<ILoggingEvent>> writers = new ArrayList<>();
        root.iteratorForAppenders().forEachRemaining(writers::add);
        writers.forEach(root::detachAppender);
        var queue = new LogQueue(CAPACITY, writers);
        queue.setContext(context);
        queue.start();
        root.addAppender(queue);
        return queue;
    }

    void whenFull(WhenFull choice) {
        whenFull = choice;
    }

    /** Lines lost since the start. */
    double dropped() {
        return dropped.sum();
    }

    @Override
    public void start() {
        super.start();
        writer.start();
    }

    @Override
    protected void append(ILoggingEvent event) {
        event.prepareForDeferredProcessing();
        boolean taken = queue.offer(event) || (whenFull == WhenFull.BLOCK && waitForRoom(event));
        if (!taken) {
            dropped.increment();
        }
    }

    /** Takes no more lines and writes those that wait, within a second. A writer that is stuck is left behind with what it writes to. */
    @Override
    public void stop() {
        if (!isStarted()) {
            return;
        }
        super.stop();
        writer.interrupt();
        try {
            if (writer.join(FLUSH_AT_MOST)) {
                writers.forEach(Appender::stop); // before, this would wait for the line that is being written
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean waitForRoom(ILoggingEvent event) {
        try {
            queue.put(event);
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void write() {
        while (isStarted()) {
            writeAll(next());
        }
        writeAll(queue.poll());
    }

    private @Nullable ILoggingEvent next() {
        try {
            return queue.poll(1, TimeUnit.SECONDS);
        } catch (InterruptedException stopping) {
            return null; // the loop ends, what waits is still written
        }
    }

    private void writeAll(@Nullable ILoggingEvent first) {
        for (ILoggingEvent event = first; event != null; event = queue.poll()) {
            writeOne(event);
        }
        long lost = dropped.sum();
        if (lost > reported) {
            writeOne(reportOf(lost - reported));
            reported = lost;
        }
    }

    private void writeOne(ILoggingEvent event) {
        writers.forEach(each -> each.doAppend(event));
    }

    private ILoggingEvent reportOf(long lines) {
        var logger = ((LoggerContext) getContext()).getLogger(LogQueue.class);
        var event = new LoggingEvent(LogQueue.class.getName(), logger, Level.WARN, "log lines dropped", null, null);
        event.addKeyValuePair(new KeyValuePair("lines", lines));
        return event;
    }
}
