package dev.walden.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/** The scrub goes on whatever a pass meets. */
@Isolated("It hears the scrubs of all logs of this process.")
class LogScrubTest {

    @TempDir
    private Path home;

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(LogScrub.class);
    private final Logger keysLogger = (Logger) LoggerFactory.getLogger(NeededKeys.class);

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
        keysLogger.addAppender(lines);
    }

    @AfterEach
    void listenNoMore() {
        logger.detachAppender(lines);
        keysLogger.detachAppender(lines);
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

        try (LogScrub scrub = new LogScrub(log, KeyFolder.in(home), Duration.ofMillis(1))) {
            scrub.start();

            assertThat(whole.await(1, TimeUnit.MINUTES)).isTrue();
        }
        assertThat(lines.list)
                .extracting(line -> line.getThrowableProxy().getMessage())
                .containsExactly("no segment", "another kind");
    }

    @Test
    void aMissingDataKeyIsToldWithTheSegmentsThatAreUnderIt() throws Exception {
        EncryptedHome.masterKey(home);
        try (EncryptedHome life = EncryptedHome.on(home)) {
            life.append(new ServiceEvent.AdminActed("first", "k"));
            String key = KeyFolder.in(home).ids().getFirst();
            life.append(new ServiceEvent.AdminActed("word ".repeat(20_000), "k"));
            Files.delete(home.resolve("keys/" + key + ".key"));

            try (LogScrub scrub = new LogScrub(life.wal, KeyFolder.in(home))) {
                scrub.start();
                await().atMost(Duration.ofSeconds(20)).until(() -> !lines.list.isEmpty());
            }

            assertThat(lines.list).singleElement().satisfies(line -> {
                assertThat(line.getLevel()).isEqualTo(Level.WARN);
                assertThat(line.getKeyValuePairs().toString()).contains(key).contains("00000000000000000001.jsonl");
            });
        }
    }
}
