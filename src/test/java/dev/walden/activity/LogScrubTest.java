package dev.walden.activity;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The scrub goes on whatever a pass meets. */
class LogScrubTest {

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(LogScrub.class);

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void listenNoMore() {
        logger.detachAppender(lines);
    }

    @Test
    void aPassThatFailsIsTriedAgainAndToldOncePerKind() throws Exception {
        AtomicInteger passes = new AtomicInteger();
        CountDownLatch whole = new CountDownLatch(1);
        InMemoryLog log = new InMemoryLog(Instant.EPOCH);
        log.onScrub(() -> {
            switch (passes.incrementAndGet()) {
                case 1, 2 -> throw new IllegalStateException("no segment");
                case 3 -> throw new UnsupportedOperationException("another kind");
                default -> whole.countDown();
            }
        });

        try (LogScrub scrub = new LogScrub(log, Duration.ofMillis(1))) {
            scrub.start();

            assertThat(whole.await(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(lines.list)
                .extracting(line -> line.getThrowableProxy().getMessage())
                .containsExactly("no segment", "another kind");
    }
}
