package dev.walden.tools.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.walden.secrets.Secrets;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/** What a server writes to its standard error cannot fill the log. */
@Isolated("It hears of all servers of this process.")
final class ServerLogTest {

    private static final String SAYS = "mcp server says";
    private static final String TOO_MUCH = "mcp server says too much, the rest of this minute is left out";

    private final Logger logger = (Logger) LoggerFactory.getLogger(ServerLog.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final AtomicLong nanos = new AtomicLong(-7);
    private final ServerLog log = new ServerLog("s", Secrets.none(), nanos::get);

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
        logger.setAdditive(false); // hundreds of lines that nobody reads
    }

    @AfterEach
    void leave() {
        logger.detachAppender(lines);
        logger.setAdditive(true);
    }

    @Test
    void soManyLinesAMinuteAreToldAndThatOthersAreNot() {
        says("x\n".repeat(200));
        assertThat(lines.list)
                .hasSize(200)
                .extracting(ILoggingEvent::getMessage)
                .containsOnly(SAYS);

        says("x\n".repeat(1000));
        assertThat(lines.list)
                .hasSize(201)
                .last()
                .extracting(ILoggingEvent::getMessage)
                .isEqualTo(TOO_MUCH);

        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        says("x\n");
        assertThat(lines.list).as("not yet over").hasSize(201);

        nanos.incrementAndGet();
        says("x\n".repeat(300));
        assertThat(lines.list)
                .hasSize(402)
                .extracting(ILoggingEvent::getMessage)
                .endsWith(SAYS, TOO_MUCH);
    }

    private void says(String text) {
        log.follow(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
