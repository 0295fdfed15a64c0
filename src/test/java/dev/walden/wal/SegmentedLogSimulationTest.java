package dev.walden.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.wal.Simulation.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Crashes of all kinds on the simulated disk. The seed of a failure is in its message, with the smallest script that still fails. */
class SegmentedLogSimulationTest {

    private static final int CRASHES_IN_EVERY_BUILD = 4_000;
    private static final int CRASHES_AT_NIGHT = 100_000;

    @Test
    void nothingAcknowledgedIsLostWhateverTheDiskForgets() {
        int cuts = crash(1, CRASHES_IN_EVERY_BUILD);

        assertThat(cuts).as("openings with a tail to cut").isGreaterThan(100);
    }

    @Test
    @Tag("nightly")
    void nothingAcknowledgedIsLostInManyNights() {
        crash(System.nanoTime(), CRASHES_AT_NIGHT);
    }

    private static int crash(long firstSeed, int crashes) {
        int powerLosses = 0;
        int cuts = 0;
        for (long seed = firstSeed; powerLosses < crashes; seed++) {
            var script = SimulationScripts.random(new Random(seed));
            var simulation = Simulation.sound(new Random(seed));
            try {
                simulation.run(script);
            } catch (AssertionError | RuntimeException e) {
                var smallest = SimulationScripts.shrink(seed, script, Simulation::sound);
                throw new AssertionError("seed " + seed + ", " + smallest + ": " + e.getMessage(), e);
            }
            powerLosses += simulation.powerLosses();
            cuts += simulation.cuts();
        }
        return cuts;
    }

    @Test
    void theLogOpensAfterAPowerLossAtEveryOperation() {
        var work = List.of(
                new Step.Append(List.of(100, 700)),
                new Step.Append(List.of(6_000)),
                new Step.Append(List.of(2_500, 300)),
                new Step.Seal(),
                new Step.Append(List.of(6_000, 7_000, 7_000)),
                new Step.Seal(),
                new Step.Archive(),
                new Step.Reopen(),
                new Step.Append(List.of(80)));

        long operations = operationsOf(work);
        for (int k = 1; k <= operations; k++) {
            for (int luck = 0; luck < 5; luck++) {
                var script = new ArrayList<Step>(work);
                script.addFirst(new Step.PowerLoss(k));
                Simulation.sound(new Random(k * 31L + luck)).run(script);
            }
        }
        assertThat(operations).isGreaterThan(50);
    }

    private static long operationsOf(List<? extends Step> script) {
        var simulation = Simulation.sound(new Random(1));
        simulation.run(script);
        return simulation.operations();
    }
}
