package dev.walden.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.walden.wal.TamperedStorage.Operation;
import dev.walden.wal.WriteAheadLog.Urgency;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The writer never waits for a filling that has ended. */
class PrefilledSegmentsTest {

    private static final long BYTES = 1_000;

    private final Queue<Runnable> fillings = new ArrayDeque<>();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aListenerThatFailsLeavesNobodyWaiting(boolean byAnError) throws Exception {
        var health = new Health(failure -> fail(byAnError), LogFixture.metrics());
        var disk = new TamperedStorage(new SimulatedDisk(), call -> {
            if (call.operation() == Operation.CREATE) {
                throw new IOException("for a test");
            }
            call.proceed().run();
        });
        var options = new WalOptions(Path.of("nowhere"), 8 * BYTES, 0, 0, true, () -> LogOnDisk.NOON, failure -> {});
        var segments = new PrefilledSegments(disk, options, health, new Queued(fillings));
        segments.prepare();
        var taking = new FutureTask<>(() -> segments.take("segment", BYTES, Urgency.NORMAL));
        var writer = Thread.ofPlatform().daemon().start(taking);
        while (writer.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }

        assertThatNoException().isThrownBy(() -> fillings.remove().run());

        assertThat(writer.join(Duration.ofSeconds(20))).isTrue();
        assertThat(health.condition()).isInstanceOf(LogCondition.Unusable.class);
    }

    private static void fail(boolean byAnError) {
        if (byAnError) {
            throw new OutOfMemoryError("of the listener");
        }
        throw new IllegalStateException("of the listener");
    }

    /** Fills when the test says so. */
    private record Queued(Queue<Runnable> fillings) implements Background {

        @Override
        public void prepare(Runnable task) {
            fillings.add(task);
        }

        @Override
        public void prepareLater(Duration delay, Runnable task) {
            fillings.add(task);
        }

        @Override
        public void seal(Runnable task) {
            throw new AssertionError("nothing to seal");
        }

        @Override
        public CompletableFuture<Void> close() {
            fillings.clear();
            return CompletableFuture.completedFuture(null);
        }
    }
}
