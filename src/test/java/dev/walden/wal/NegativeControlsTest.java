package dev.walden.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.wal.TamperedStorage.Operation;
import dev.walden.wal.TamperedStorage.Tampering;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The simulation catches logs that are wrong on purpose; one that it does not catch would prove nothing about ours. */
class NegativeControlsTest {

    private static final int SCRIPTS = 200;

    @Test
    void aLogThatNeverForcesIsCaught() {
        assertCaught(() -> call -> {
            if (call.operation() != Operation.FORCE) {
                call.proceed().run();
            }
        });
    }

    @Test
    void aLogThatAcknowledgesBeforeTheForceIsCaught() {
        assertCaught(() -> {
            var owed = new AtomicReference<TamperedStorage.Action>(() -> {});
            return call -> {
                owed.getAndSet(() -> {}).run();
                if (call.operation() == Operation.FORCE && call.name().endsWith(".jsonl")) {
                    owed.set(call.proceed());
                } else {
                    call.proceed().run();
                }
            };
        });
    }

    @Test
    void aLogThatNeverSyncsTheFolderIsCaught() {
        assertCaught(() -> call -> {
            if (call.operation() != Operation.SYNC_FOLDER) {
                call.proceed().run();
            }
        });
    }

    @Test
    void aLogThatDoesNotRefillWhatItCutsIsCaught() {
        assertCaught(() -> call -> {
            boolean refill = call.operation() == Operation.WRITE
                    && call.filler()
                    && call.name().endsWith(".jsonl");
            if (!refill) {
                call.proceed().run();
            }
        });
    }

    @Test
    void aSoundLogBehindTheSameSeamIsNotCaught() {
        assertThat(caught(() -> call -> call.proceed().run())).isFalse();
    }

    private interface Saboteur {
        Tampering tampering();
    }

    private static void assertCaught(Saboteur saboteur) {
        assertThat(caught(saboteur)).isTrue();
    }

    private static boolean caught(Saboteur saboteur) {
        UnaryOperator<Storage> wrong = storage -> new TamperedStorage(storage, saboteur.tampering());
        Function<RandomGenerator, Simulation> simulations =
                luck -> new Simulation(luck, wrong, TailScan::highestWatermark);
        for (long seed = 1; seed <= SCRIPTS; seed++) {
            var script = SimulationScripts.random(new Random(seed));
            if (SimulationScripts.failure(seed, script, simulations).isPresent()) {
                return true;
            }
        }
        return false;
    }
}
