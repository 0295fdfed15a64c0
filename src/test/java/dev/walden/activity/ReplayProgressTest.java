package dev.walden.activity;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/** A long replay says how far it is. */
@Isolated("It hears of all replays of this process.")
class ReplayProgressTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger(ReplayProgress.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final AtomicLong nanos = new AtomicLong();
    private final List<Long> heard = new ArrayList<>();

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void leave() {
        logger.detachAppender(lines);
    }

    @Test
    void aLineComesEveryFiveSecondsAndTheListenerHearsOfEveryPart() {
        ReplayProgress progress = new ReplayProgress(nanos::get, (seq, goal) -> heard.add(seq));

        for (int second = 1; second <= 11; second++) {
            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
            progress.applied(second * 10L, 200);
        }

        assertThat(heard).hasSize(11);
        assertThat(lines.list)
                .extracting(line -> line.getKeyValuePairs().toString())
                .containsExactly(
                        "[seq=\"50\", goal=\"200\", percent=\"25\"]", "[seq=\"100\", goal=\"200\", percent=\"50\"]");
    }
}
