package dev.walden.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.walden.wal.TamperedStorage.Operation;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Work behind the log that takes longer than its closing. */
class LanesAtCloseIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private Path home;

    private final CountDownLatch packing = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    private SegmentedLog open() {
        var storage = new TamperedStorage(new FileStorage(home), call -> {
            if (call.operation() == Operation.CREATE && call.name().startsWith(Segment.ARCHIVE)) {
                packing.countDown();
                awaitGoOn();
            }
            call.proceed().run();
        });
        return SegmentedLog.open(
                LogFixture.small(home), LogFixture.metrics(), LogOnDisk.wiring(storage, new BackgroundThreads()));
    }

    private void awaitGoOn() {
        try {
            goOn.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theFolderIsLetGoOfOnlyWhenNothingWritesToItAnyMore() {
        try (var log = open()) {
            for (int i = 0; i < 200; i++) {
                LogFixture.append(log, "%04d".formatted(i).repeat(400));
            }
            await().atMost(PATIENCE).until(() -> {
                log.archive(log.durable(), Instant.MAX);
                return packing.getCount() == 0;
            });
        }

        assertThatThrownBy(() -> SegmentedLog.open(LogFixture.small(home), LogFixture.metrics()))
                .isInstanceOf(WalException.Locked.class);

        goOn.countDown();
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(WalException.Locked.class)
                .untilAsserted(() -> {
                    try (var log = SegmentedLog.open(LogFixture.small(home), LogFixture.metrics())) {
                        assertThat(LogFixture.bodies(log)).hasSize(200);
                    }
                });
    }
}
