package dev.walden.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LogQueueTest {

    private final LoggerContext context = new LoggerContext();
    private final Gate gate = new Gate();
    private final LogQueue queue = new LogQueue(4, List.of(gate));
    private final Logger logger = context.getLogger("test");

    LogQueueTest() {
        context.setMDCAdapter(new LogbackMDCAdapter());
        gate.setContext(context);
        gate.start();
        queue.setContext(context);
        queue.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(queue);
    }

    @AfterEach
    void letGo() {
        gate.open();
        queue.stop();
    }

    @Test
    void stoppingWritesWhatWaits() {
        gate.open();
        logger.info("one");
        logger.info("two");

        queue.stop();

        assertThat(gate.lines).containsExactly("one", "two");
        assertThat(gate.isStarted()).isFalse();
    }

    @Test
    void aStuckWriterDoesNotKeepTheStopAndIsNotWaitedForByClosingIt() {
        fillUp();

        queue.stop();

        assertThat(gate.lines).isEmpty();
        assertThat(gate.isStarted()).isTrue();
    }

    @Test
    void aStuckWriterCostsLinesThatAreCountedAndReported() {
        fillUp();
        logger.info("lost 1");
        logger.info("lost 2");

        gate.open();

        assertThat(queue.dropped()).isEqualTo(2);
        await().untilAsserted(() -> assertThat(gate.lines).endsWith("log lines dropped [lines=\"2\"]"));
    }

    @Test
    void blockingLosesNothing() {
        queue.whenFull(LogQueue.WhenFull.BLOCK);
        fillUp();
        Thread waiting = Thread.ofVirtual().start(() -> logger.info("late"));
        await().until(() -> waiting.getState() == Thread.State.WAITING);

        gate.open();

        await().untilAsserted(() -> assertThat(gate.lines).endsWith("late"));
        assertThat(queue.dropped()).isZero();
    }

    @Test
    void anInterruptedThreadStillLogsWhileThereIsRoom() {
        queue.whenFull(LogQueue.WhenFull.BLOCK);
        gate.open();
        Thread.currentThread().interrupt();

        logger.info("interrupted");

        assertThat(Thread.interrupted()).isTrue();
        await().untilAsserted(() -> assertThat(gate.lines).containsExactly("interrupted"));
    }

    /** One line is held by the writer, four wait. */
    private void fillUp() {
        logger.info("held");
        await().until(gate::isReached);
        List.of("1", "2", "3", "4").forEach(logger::info);
    }

    /** Writes nothing until it is opened. */
    private static final class Gate extends AppenderBase<ILoggingEvent> {

        private final List<String> lines = new CopyOnWriteArrayList<>();
        private final CountDownLatch reached = new CountDownLatch(1);
        private final Semaphore opened = new Semaphore(0);

        void open() {
            opened.release();
        }

        boolean isReached() {
            return reached.getCount() == 0;
        }

        @Override
        protected void append(ILoggingEvent event) {
            reached.countDown();
            opened.acquireUninterruptibly(); // as a write to a pipe is
            opened.release();
            String facts = event.getKeyValuePairs() == null ? "" : " " + event.getKeyValuePairs();
            lines.add(event.getFormattedMessage() + facts);
        }
    }
}
