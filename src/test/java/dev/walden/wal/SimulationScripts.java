package dev.walden.wal;

import dev.walden.wal.Simulation.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Makes scripts from seeds, and smaller scripts from failing ones. */
final class SimulationScripts {

    private SimulationScripts() {}

    /** A script over a few segments with several ends of the process in it. */
    static List<Step> random(RandomGenerator luck) {
        var script = new ArrayList<Step>();
        int steps = 10 + luck.nextInt(25);
        for (int i = 0; i < steps; i++) {
            script.add(
                    switch (luck.nextInt(20)) {
                        case 0 -> new Step.Reopen();
                        case 1 -> new Step.Kill();
                        case 2 -> new Step.Seal();
                        case 3 -> luck.nextBoolean() ? new Step.Archive() : new Step.Seal();
                        case 4, 5, 6, 7 -> new Step.PowerLoss(1 + luck.nextInt(10));
                        default -> new Step.Append(sizes(luck));
                    });
        }
        return script;
    }

    private static List<Integer> sizes(RandomGenerator luck) {
        return switch (luck.nextInt(12)) {
            case 0 -> List.of(2 * Simulation.SEGMENT_BYTES);
            case 1 -> List.of(4_000, 4_000, 100);
            case 2, 3 -> List.of(1_000 + luck.nextInt(5_000));
            case 4, 5, 6 -> List.of(100, 300, 100, 700, 60);
            default -> List.of(60 + luck.nextInt(1_000), 60 + luck.nextInt(300));
        };
    }

    /** What goes wrong with a script; the same luck each time. */
    static Optional<AssertionError> failure(
            long seed, List<Step> script, Function<RandomGenerator, Simulation> simulations) {
        try {
            simulations.apply(new Random(seed)).run(script);
            return Optional.empty();
        } catch (AssertionError | RuntimeException e) {
            return Optional.of(new AssertionError("seed " + seed + ", " + script + ": " + e.getMessage(), e));
        }
    }

    /** Leaves out steps as long as the script still fails. */
    static List<Step> shrink(long seed, List<Step> failing, Function<RandomGenerator, Simulation> simulations) {
        var script = new ArrayList<>(failing);
        for (int i = script.size() - 1; i >= 0; i--) {
            var step = script.remove(i);
            if (failure(seed, script, simulations).isEmpty()) {
                script.add(i, step);
            }
        }
        return script;
    }
}
