package dev.walden.wal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Mends a stored log as far as an operator asks for it, and never further. Looking changes nothing; applying takes the folder's lock
 * and keeps a copy of everything that goes. Confined to its thread.
 */
public final class LogRepair implements Closeable {

    private final Path home;
    private final Storage storage;
    private final @Nullable FolderLock lock;
    private final LongConsumer onBytes;

    private LogRepair(Path home, Storage storage, @Nullable FolderLock lock, LongConsumer onBytes) {
        this.home = home;
        this.storage = storage;
        this.lock = lock;
        this.onBytes = onBytes;
    }

    /**
     * Begins to look, without a lock.
     *
     * @param onBytes told from time to time how many more bytes of the log were read, by any thread
     * @throws WalException.Locked when a process has the folder, as what is at its end is then no business of a repair
     */
    public static LogRepair looking(Path home, LongConsumer onBytes) {
        return worded(home, () -> {
            FolderLock.demandFree(home);
            return new LogRepair(home, new FileStorage(home), null, onBytes);
        });
    }

    /**
     * Begins to mend; to be closed.
     *
     * @param onBytes as of {@link #looking}
     * @throws WalException.Locked when another process has the folder
     */
    public static LogRepair mending(Path home, LongConsumer onBytes) {
        return mending(home, new FileStorage(home), onBytes);
    }

    /** @param storage of that home */
    static LogRepair mending(Path home, Storage storage, LongConsumer onBytes) {
        return worded(home, () -> new LogRepair(home, storage, FolderLock.take(home), onBytes));
    }

    /**
     * What could be mended: segments for which a backup has a sound copy, and a torn tail.
     *
     * @param backup a data folder, or a backup of one; null for none
     */
    public RepairPlan plan(@Nullable Path backup) {
        return worded(home, () -> planner().mend(backup));
    }

    /**
     * How the log could be cut before a record.
     *
     * @throws IllegalArgumentException when it cannot be cut there
     */
    public RepairPlan planCut(long seq) {
        return worded(home, () -> planner().cutFrom(seq));
    }

    private RepairPlanner planner() throws IOException {
        return new RepairPlanner(
                new SegmentFiles(storage), VerifyOptions.defaults().telling(onBytes));
    }

    /**
     * Does exactly what a plan says. Durable on return.
     *
     * @param now names the folder {@code log/removed-TIME}, in which everything is kept that goes
     */
    public void apply(RepairPlan plan, Instant now) {
        if (lock == null) {
            throw new IllegalStateException("A repair that only looks changes nothing.");
        }
        worded(home, () -> {
            for (var step : plan.steps()) {
                switch (step) {
                    case RepairStep.CutTail _ -> new Recovery(storage, TailScan::highestWatermark).run();
                    case RepairStep.PutBack back -> new SegmentSurgery(home, now, storage).putBack(back);
                    case RepairStep.PutBackCompared compared ->
                        new SegmentSurgery(home, now, storage).putBack(compared.back());
                    case RepairStep.CutFrom cut -> new SegmentSurgery(home, now, storage).cut(cut);
                }
            }
            return true;
        });
    }

    /** The folder of a data folder in which everything is kept that goes at a time. */
    public static Path removed(Path home, Instant now) {
        return SegmentSurgery.removed(home, now);
    }

    @Override
    public void close() throws IOException {
        if (lock != null) {
            lock.close();
        }
    }

    private static <T> T worded(Path home, Work<T> work) {
        try {
            return work.run();
        } catch (IOException e) {
            throw new WalException.Unusable(
                    "The log in " + home + " cannot be read or mended: " + e + ". Check the disk and the permissions.",
                    e);
        }
    }

    @FunctionalInterface
    private interface Work<T> {
        T run() throws IOException;
    }
}
