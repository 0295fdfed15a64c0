package dev.walden.wal;

import dev.walden.wal.Simulation.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Makes scripts from seeds. */
final class SimulationScripts {

    private SimulationScripts() {}

    /** A script over a few segments with several ends of the process in it. */
    static List<Step> random(RandomGenerator luck) {
        var script = new ArrayList<Step>();
        int steps = 10 + luck.nextInt(25);
        for (int i = 0; i < steps; i++) {
            script.add(
                    switch (luck.nextInt(25)) {
                        case 0 -> new Step.Reopen();
                        case 1 -> new Step.Kill();
                        case 2 -> new Step.Seal();
                        case 3 -> luck.nextBoolean() ? new Step.Archive() : new Step.Seal();
                        case 4, 5, 6, 7 -> new Step.PowerLoss(1 + luck.nextInt(10), 0);
                        case 8 -> new Step.FailedForce(1 + luck.nextInt(5));
                        case 20 -> new Step.BeginSegment();
                        case 21, 22 -> new Step.Erase(luck.nextInt(1_000));
                        case 23, 24 -> new Step.Thin(luck.nextInt(1_000));
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
}
