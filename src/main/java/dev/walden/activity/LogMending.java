package dev.walden.activity;

import dev.walden.wal.LogRepair;
import dev.walden.wal.RepairPlan;
import dev.walden.wal.RepairStep;
import dev.walden.wal.WalException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Mends a stored log as far as an operator asks for it.
 *
 * @param home the data folder, which nobody else may have
 * @param backup a backup to take sound segments from, null for none
 * @param cutFrom the first record to be cut, 0 for none; not together with a backup
 * @param onBytes told from time to time how many more bytes of the log were read, by any thread
 */
public record LogMending(Path home, @Nullable Path backup, long cutFrom, LongConsumer onBytes) {

    /**
     * Says what {@link #apply} would do. Changes nothing.
     *
     * @throws ActivityException.NotOpened when somebody has the folder, it cannot be read, or a newer version wrote it
     * @throws IllegalArgumentException when the log cannot be cut there
     */
    public Plan plan() {
        try (var repair = LogRepair.looking(home, onBytes)) {
            return described(planWith(repair));
        } catch (WalException failed) {
            throw WalFailures.atOpening(failed);
        } catch (IOException failed) {
            throw unusable(failed);
        }
    }

    /**
     * Does it, and says what was done. Durable on return.
     *
     * @param now names the folder in which everything is kept that goes
     * @throws ActivityException.NotOpened as {@link #plan}
     */
    public Plan apply(Instant now) {
        try (var repair = LogRepair.mending(home, onBytes)) {
            var plan = planWith(repair);
            repair.apply(plan, now);
            return described(plan);
        } catch (WalException failed) {
            throw WalFailures.atOpening(failed);
        } catch (IOException failed) {
            throw unusable(failed);
        }
    }

    private RepairPlan planWith(LogRepair repair) {
        return cutFrom > 0 ? repair.planCut(cutFrom) : repair.plan(backup);
    }

    private static Plan described(RepairPlan plan) {
        return new Plan(
                plan.steps().stream()
                        .map(step -> new Step(kindOf(step), step.toString()))
                        .toList(),
                plan.left().stream().map(LogAudit.Problem::of).toList());
    }

    private static String kindOf(RepairStep step) {
        return switch (step) {
            case RepairStep.CutTail _ -> "cut_tail";
            case RepairStep.PutBack _ -> "put_back";
            case RepairStep.PutBackCompared _ -> "put_back_compared";
            case RepairStep.CutFrom _ -> "cut_from";
        };
    }

    private ActivityException unusable(IOException failed) {
        return new ActivityException.Unusable("The data folder %s could not be let go of.".formatted(home), failed);
    }

    /**
     * What a repair does.
     *
     * @param steps in their order
     * @param left what stays damaged
     */
    public record Plan(List<Step> steps, List<LogAudit.Problem> left) {

        /** Copies both. */
        public Plan {
            steps = List.copyOf(steps);
            left = List.copyOf(left);
        }
    }

    /**
     * One thing that is done.
     *
     * @param kind {@code cut_tail}, {@code put_back}, {@code put_back_compared} or {@code cut_from}
     * @param what a sentence that says all of it
     */
    public record Step(String kind, String what) {}
}
