package dev.walden.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.wal.Simulation.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;

/** Crashes of all kinds on the simulated disk. The seed of a failure is in its message, with the smallest script that still fails. */
class SegmentedLogSimulationTest {

    private static final int CRASHES_IN_EVERY_BUILD = 4_000;
    private static final int CRASHES_AT_NIGHT = 100_000;

    /** More than any opening needs. */
    private static final int OPERATIONS_OF_AN_OPENING = 16;

    /** Two segments and a bit, sealed, and closed in good order once. */
    private static final List<Step> WORK = List.of(
            new Step.Append(List.of(100, 700)),
            new Step.Append(List.of(6_000)),
            new Step.Append(List.of(2_500, 300)),
            new Step.Seal(),
            new Step.Append(List.of(6_000, 7_000, 7_000)),
            new Step.Seal(),
            new Step.Archive(),
            new Step.Erase(1),
            new Step.Thin(1),
            new Step.Reopen(),
            new Step.Append(List.of(80)));

    @Test
    void nothingAcknowledgedIsLostWhateverTheDiskForgets() {
        var totals = crash(1, CRASHES_IN_EVERY_BUILD);

        assertThat(totals.cuts).as("openings with a tail to cut").isGreaterThan(100);
        assertThat(totals.failedForces).as("forces that failed").isGreaterThan(100);
        assertThat(totals.erasures).as("records erased").isGreaterThan(100);
        assertThat(totals.thinnings).as("segments thinned").isGreaterThan(100);
    }

    @Test
    @Tag("nightly")
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void nothingAcknowledgedIsLostInManyNights(TestReporter reporter) {
        var totals = crash(System.nanoTime(), CRASHES_AT_NIGHT);

        reporter.publishEntry("simulation", totals.toString());
    }

    /** What a run of many scripts came to. */
    private static final class Totals {

        private int scripts;
        private int powerLosses;
        private int failedForces;
        private int cuts;
        private int erasures;
        private int thinnings;

        private void add(Simulation simulation) {
            scripts++;
            powerLosses += simulation.powerLosses();
            failedForces += simulation.failedForces();
            cuts += simulation.cuts();
            erasures += simulation.erasures();
            thinnings += simulation.thinnings();
        }

        @Override
        public String toString() {
            return "%d scripts, %d power losses, %d failed forces, %d tails cut, %d records erased, %d segments thinned"
                    .formatted(scripts, powerLosses, failedForces, cuts, erasures, thinnings);
        }
    }

    private static Totals crash(long firstSeed, int crashes) {
        var totals = new Totals();
        for (long seed = firstSeed; totals.powerLosses < crashes; seed++) {
            var script = SimulationScripts.random(new Random(seed));
            var simulation = Simulation.sound(new Random(seed));
            try {
                simulation.run(script);
            } catch (AssertionError | RuntimeException e) {
                var failure = new ScriptShrinker.Failure(seed, script, e);
                throw ScriptShrinker.shrink(failure, Simulation::sound).asError();
            }
            totals.add(simulation);
        }
        return totals;
    }

    @Test
    void theLogOpensAfterAPowerLossAtEveryOperation() {
        long operations = operationsOf(WORK);
        for (int k = 1; k <= operations; k++) {
            for (int luck = 0; luck < 5; luck++) {
                run(new Step.PowerLoss(k, 0), k * 31L + luck);
            }
        }

        assertThat(operations).isGreaterThan(50);
    }

    @Test
    void theLogOpensAfterAPowerLossAtEveryOperationOfTheRecoveryFromEach() {
        long operations = operationsOf(WORK);
        for (int k = 1; k <= operations; k++) {
            for (int again = 1; again <= OPERATIONS_OF_AN_OPENING; again++) {
                run(new Step.PowerLoss(k, again), k * 31L + again);
            }
        }
    }

    @Test
    void theLogOpensAfterEveryFailedForce() {
        for (int k = 1; k <= 40; k++) {
            for (int luck = 0; luck < 5; luck++) {
                run(new Step.FailedForce(k), k * 31L + luck);
            }
        }
    }

    private static void run(Step first, long seed) {
        var script = new ArrayList<Step>(WORK);
        script.addFirst(first);
        var failure = ScriptShrinker.run(seed, script, Simulation::sound);
        if (failure != null) {
            throw failure.asError();
        }
    }

    private static long operationsOf(List<? extends Step> script) {
        var simulation = Simulation.sound(new Random(1));
        simulation.run(script);
        return simulation.operations();
    }
}
