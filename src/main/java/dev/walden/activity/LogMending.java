package dev.walden.activity;

import dev.walden.wal.LogRepair;
import dev.walden.wal.RepairPlan;
import dev.walden.wal.RepairStep;
import dev.walden.wal.WalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Mends a stored log as far as an operator asks for it.
 *
 * @param home the data folder, which nobody else may have
 * @param backup a backup to take sound segments and blobs from, null for none
 * @param cutFrom the first record to be cut, 0 for none; not together with a backup
 * @param onBytes told from time to time how many more bytes of the log were read, by any thread
 */
public record LogMending(Path home, @Nullable Path backup, long cutFrom, LongConsumer onBytes) {

    /**
     * Says what {@link #apply} would do first. What is mended may show more, which it then does too. Changes nothing.
     *
     * @throws ActivityException.NotOpened when there is no log or backup, somebody has the folder, it cannot be read, or a newer version
     *     wrote it
     * @throws IllegalArgumentException when the log cannot be cut there
     */
    public Plan plan() {
        demandLogs();
        try (var repair = LogRepair.looking(home, onBytes)) {
            var plan = planWith(repair);
            var left = problemsOf(plan);
            if (cutFrom > 0 || !left.isEmpty() || mendsWhatIsRead(plan)) {
                return new Plan(described(plan.steps()), left, false);
            }
            var blobs = new BlobMending(home, BlobFiles.DISK, backup, audited().problems());
            return new Plan(all(described(plan.steps()), blobs.steps()), blobs.left(), true);
        } catch (WalException failed) {
            throw WalFailures.atOpening(failed);
        } catch (IOException failed) {
            throw unusable(failed);
        }
    }

    /**
     * Does it, looks again and goes on until nothing more can be mended: the digest of one segment is recorded in another. Says what was done
     * and what the last look found. Durable on return.
     *
     * @param now names the folder in which everything is kept that goes
     * @throws ActivityException.NotOpened as {@link #plan}
     */
    public Plan apply(Instant now) {
        demandLogs();
        try (var repair = LogRepair.mending(home, onBytes)) {
            List<Step> done = new ArrayList<>(described(mended(repair, now)));
            var report = audited();
            if (cutFrom == 0 && report.blobs() >= 0) {
                var blobs = new BlobMending(home, BlobFiles.DISK, backup, report.problems());
                done.addAll(applied(blobs, now));
                return new Plan(done, blobs.left(), true);
            }
            return new Plan(done, report.problems(), report.blobs() >= 0);
        } catch (WalException failed) {
            throw WalFailures.atOpening(failed);
        } catch (IOException failed) {
            throw unusable(failed);
        }
    }

    private List<Step> applied(BlobMending blobs, Instant now) {
        try {
            return blobs.apply(LogRepair.removed(home, now));
        } catch (IOException failed) {
            throw new ActivityException.Unusable(
                    "The log in %s is mended, but a damaged blob could not be kept before a sound one takes its place: %s. Run it again for the blobs."
                            .formatted(home, failed),
                    failed);
        }
    }

    private RepairPlan planWith(LogRepair repair) {
        return cutFrom > 0 ? repair.planCut(cutFrom) : repair.plan(backup);
    }

    private List<RepairStep> mended(LogRepair repair, Instant now) {
        List<RepairStep> done = new ArrayList<>();
        var plan = planWith(repair);
        while (done.addAll(plan.steps())) {
            repair.apply(plan, now);
            var more = new ArrayList<>(
                    cutFrom > 0 ? List.of() : repair.plan(backup).steps());
            more.removeAll(done); // nothing is done twice, however little it helped
            plan = new RepairPlan(more, List.of());
        }
        return done;
    }

    private LogAudit.Report audited() {
        return new LogAudit(home, null, true, onBytes).run();
    }

    /** A step other than cutting what nobody was told of. */
    private static boolean mendsWhatIsRead(RepairPlan plan) {
        return plan.steps().stream().anyMatch(step -> !(step instanceof RepairStep.CutTail));
    }

    private void demandLogs() {
        demandLog("The data folder " + home, home, "--walden.home=FOLDER");
        if (backup != null) {
            demandLog("The backup " + backup, backup, "--from BACKUP");
        }
    }

    private static void demandLog(String what, Path folder, String option) {
        if (!Files.isDirectory(folder.resolve("log"))) {
            throw new ActivityException.NotOpened(
                    "log_missing",
                    "%s has no log: a folder %s was expected. Name the right one with %s."
                            .formatted(what, folder.resolve("log"), option),
                    null);
        }
    }

    private static List<Step> all(List<Step> some, List<Step> more) {
        List<Step> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    private static List<LogAudit.Problem> problemsOf(RepairPlan plan) {
        return plan.left().stream().map(LogAudit.Problem::of).toList();
    }

    private static List<Step> described(List<RepairStep> steps) {
        return steps.stream()
                .map(step -> new Step(kindOf(step), step.toString()))
                .toList();
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
     * @param left what stays damaged, as far as can be seen
     * @param blobsLookedAt whether blobs are in it, which only a log that is whole names
     */
    public record Plan(List<Step> steps, List<LogAudit.Problem> left, boolean blobsLookedAt) {

        /** Copies both. */
        public Plan {
            steps = List.copyOf(steps);
            left = List.copyOf(left);
        }
    }

    /**
     * One thing that is done.
     *
     * @param kind {@code cut_tail}, {@code put_back}, {@code put_back_compared}, {@code put_back_blob} or {@code cut_from}
     * @param what a sentence that says all of it
     */
    public record Step(String kind, String what) {}
}
