package dev.walden.wal;

import dev.walden.wal.Simulation.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes a small script of a failing one: leaves out steps, half of them first and single ones last, then makes those that are left
 * smaller, until nothing can be left out or made smaller. A smaller script meets another luck, so each is tried with a few.
 */
final class ScriptShrinker {

    private static final int LUCKS = 5;
    private static final int MOST_RUNS = 5_000;

    private final Function<RandomGenerator, Simulation> simulations;
    private Failure smallest;
    private int runs;

    private ScriptShrinker(Failure first, Function<RandomGenerator, Simulation> simulations) {
        this.smallest = first;
        this.simulations = simulations;
    }

    /** A script that fails with the luck of a seed. */
    record Failure(long seed, List<Step> script, Throwable cause) {

        AssertionError asError() {
            return new AssertionError("seed " + seed + ", " + script + ": " + cause.getMessage(), cause);
        }
    }

    /** Runs a script with the luck of a seed; null when all is well. */
    static @Nullable Failure run(long seed, List<Step> script, Function<RandomGenerator, Simulation> simulations) {
        try {
            simulations.apply(new Random(seed)).run(script);
            return null;
        } catch (AssertionError | RuntimeException e) {
            return new Failure(seed, script, e);
        }
    }

    static Failure shrink(Failure failure, Function<RandomGenerator, Simulation> simulations) {
        var shrinker = new ScriptShrinker(failure, simulations);
        boolean smaller = true;
        while (smaller) {
            shrinker.leaveOut();
            smaller = shrinker.makeSmaller();
        }
        return shrinker.smallest;
    }

    private void leaveOut() {
        for (int part = Math.max(1, smallest.script().size() / 2); part >= 1; part /= 2) {
            for (int at = smallest.script().size() - part; at >= 0; ) {
                var script = new ArrayList<>(smallest.script());
                script.subList(at, at + part).clear();
                at = fails(script) ? Math.min(at, script.size() - part) : at - 1;
            }
        }
    }

    private boolean makeSmaller() {
        boolean any = false;
        for (int at = 0; at < smallest.script().size(); at++) {
            any |= makeSmaller(at);
        }
        return any;
    }

    private boolean makeSmaller(int at) {
        for (var step : smaller(smallest.script().get(at)).toList()) {
            var script = new ArrayList<>(smallest.script());
            script.set(at, step);
            if (fails(script)) {
                return true;
            }
        }
        return false;
    }

    private static Stream<Step> smaller(Step step) {
        return switch (step) {
            case Step.Append(var sizes)
            when sizes.size() > 1 ->
                Stream.of(new Step.Append(sizes.subList(0, 1)), new Step.Append(sizes.subList(1, sizes.size())));
            case Step.Append(var sizes) ->
                lower(sizes.getFirst(), Simulation.SMALLEST_BODY_BYTES).map(size -> new Step.Append(List.of(size)));
            case Step.PowerLoss(int operations, int again) ->
                Stream.concat(
                        again > 0 ? Stream.of(new Step.PowerLoss(operations, 0)) : Stream.of(),
                        lower(operations, 1).map(fewer -> new Step.PowerLoss(fewer, again)));
            case Step.FailedForce(int forces) -> lower(forces, 1).map(Step.FailedForce::new);
            case Step.Erase(int which) -> lower(which, 0).map(Step.Erase::new);
            case Step.Thin(int which) -> lower(which, 0).map(Step.Thin::new);
            case Step.Reopen _, Step.Kill _, Step.Seal _, Step.Archive _, Step.BeginSegment _ -> Stream.of();
        };
    }

    /** The lowest first, then nearer ones. */
    private static Stream<Integer> lower(int number, int lowest) {
        return Stream.of(lowest, (number + lowest) / 2, number - 1)
                .filter(one -> one >= lowest && one < number)
                .distinct();
    }

    private boolean fails(List<Step> script) {
        for (int luck = 0; luck < LUCKS && runs < MOST_RUNS; luck++) {
            runs++;
            var failure = run(smallest.seed() + luck, script, simulations);
            if (failure != null) {
                smallest = failure;
                return true;
            }
        }
        return false;
    }
}
