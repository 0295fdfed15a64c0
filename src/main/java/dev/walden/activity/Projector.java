package dev.walden.activity;

import dev.walden.wal.WalException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies the log to the views on one thread of its own: first what they missed, then what comes, by the same code. {@link #start} and
 * {@link #close} may be called by any thread.
 *
 * <p>A disk without room only makes it wait, once the {@link ViewsReserve} is used up. An event that cannot be understood or
 * applied stops it: the log is sound, but these views would be wrong from there on.
 */
final class Projector implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Projector.class);

    /** How soon a stop is noticed while nothing happens. */
    private static final Duration POLL = Duration.ofMillis(50);

    /**
     * How far the views may be behind while nobody waits for them. A transaction, and what it takes from the caches of those who read,
     * costs as much as applying dozens of events.
     */
    private static final Duration GATHER = Duration.ofMillis(50);

    /** With so many records there is nothing to gain by waiting for more. */
    private static final int ENOUGH_RECORDS = LogTail.MAX_BATCH_RECORDS / 4;

    /** Batches to a transaction where views are built from nothing: what happens to a task within one costs one row. */
    private static final int BUILDING_BATCHES = 8;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration CLOSE = Duration.ofSeconds(10);

    private final LogTail tail;
    private final ViewsFile file;
    private final ViewsReserve reserve;
    private final List<Projection> projections;
    private final AppliedPosition position;
    private final ActivityMetrics metrics;

    private final CompletableFuture<Long> caughtUp = new CompletableFuture<>();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread = Thread.ofPlatform().name("walden-projector").unstarted(this::run);
    private volatile ReplayListener listener = ReplayListener.NONE;
    private volatile long lastWanted = Long.MAX_VALUE;

    Projector(
            LogTail tail,
            ViewsFile file,
            ViewsReserve reserve,
            List<Projection> projections,
            AppliedPosition position,
            ActivityMetrics metrics) {
        this.tail = tail;
        this.file = file;
        this.reserve = reserve;
        this.projections = List.copyOf(projections);
        this.position = position;
        this.metrics = metrics;
    }

    /**
     * Begins, and returns when the views hold what was durable by then.
     *
     * @param following told how far it is
     * @return the events that they had missed
     * @throws ActivityException when they cannot be built; the message says at which record
     */
    synchronized long start(ReplayListener following) {
        listener = following;
        if (thread.getState() == Thread.State.NEW) {
            thread.start();
        }
        try {
            return caughtUp.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof ActivityException cause ? cause : failed;
        }
    }

    /** Applies what is durable now, unless the disk does not let it, and ends. */
    void close(Duration atMost) {
        lastWanted = tail.durable();
        stop.countDown();
        try {
            if (thread.getState() != Thread.State.NEW && !thread.join(atMost)) {
                LOG.atWarn().addKeyValue("seq", position.applied()).log("projector does not end");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The same. Who closed it before has waited already, and knows how long was right. */
    @Override
    public void close() {
        if (stop.getCount() > 0) {
            close(CLOSE);
        }
    }

    private void run() {
        try {
            projectMendingOnce();
        } catch (Exception | Error failed) {
            ActivityException reason = reason(failed);
            position.fail(reason);
            if (!caughtUp.completeExceptionally(reason)) {
                LOG.atError()
                        .setCause(reason)
                        .addKeyValue("seq", position.applied())
                        .log("views stopped");
            }
        }
    }

    /** A damaged file is moved aside; found at the start it is built again at once, found later at the next start. */
    private void projectMendingOnce() throws SQLException, InterruptedException {
        try {
            project();
        } catch (SQLException failed) {
            if (!SqliteErrors.isDamage(failed)) {
                throw failed;
            }
            file.moveAside();
            LOG.atWarn()
                    .addKeyValue("file", file.broken())
                    .addKeyValue("error", failed.getMessage())
                    .log("damaged views moved aside");
            if (caughtUp.isDone()) {
                throw failed;
            }
            project();
        }
    }

    private void project() throws SQLException, InterruptedException {
        ViewsStart start = new ViewsStart(file, projections, tail);
        long began = System.nanoTime();
        long built = start.canGoOn() ? 0 : build(start);
        if (stop.getCount() == 0 && !Files.exists(file.path())) {
            caughtUp.complete(built);
            return;
        }
        try (ViewsWriter writer = start.open(position)) {
            writer.committed(position.applied());
            caughtUp(built + replay(writer), began);
            while (stop.getCount() > 0 || position.applied() < lastWanted) {
                if (tail.awaitAfter(position.applied(), POLL)) {
                    gather();
                    applyNext(writer, tail.after(position.applied()));
                } else if (stop.await(1, TimeUnit.MILLISECONDS)) {
                    // A log that failed does not wait; without this pause, neither would the loop.
                    return;
                }
            }
        }
    }

    /** Lets more records come, unless somebody waits for the views or they are to close. */
    private void gather() throws InterruptedException {
        if (stop.getCount() > 0 && tail.durable() - position.applied() < ENOUGH_RECORDS) {
            position.awaitDemand(GATHER);
        }
    }

    /** From the first record on, in a file that becomes the views when all is in it; given up at a stop. Returns the events in it. */
    private long build(ViewsStart start) throws SQLException, InterruptedException {
        ReplayProgress progress = new ReplayProgress(System::nanoTime, listener);
        long goal = tail.durable();
        long events = 0;
        try (ViewsWriter writer = start.openForBuilding();
                ReplayAhead ahead = tail.ahead(0, goal)) {
            for (long seq = 0; seq < goal; ) {
                LogTail.Batch batch = ahead.after(seq, BUILDING_BATCHES);
                if (stop.getCount() == 0 || !(batch.events().isEmpty() || done(() -> writer.apply(batch)))) {
                    return events; // to begin again at the next start
                }
                seq = batch.last();
                events += batch.events().size();
                progress.applied(seq, goal);
            }
            if (!done(writer::createIndexes)) {
                return events;
            }
        }
        file.building().publish(file);
        return events;
    }

    private long replay(ViewsWriter writer) throws SQLException, InterruptedException {
        ReplayProgress progress = new ReplayProgress(System::nanoTime, listener);
        long goal = tail.durable();
        long events = 0;
        try (ReplayAhead ahead = tail.ahead(position.applied(), goal)) {
            while (position.applied() < goal && stop.getCount() > 0) {
                events += applyNext(writer, ahead.after(position.applied()));
                progress.applied(position.applied(), goal);
            }
        }
        return events;
    }

    private void caughtUp(long events, long began) {
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        metrics.replayed(events, took);
        LOG.atInfo()
                .addKeyValue("seq", position.applied())
                .addKeyValue("events", events)
                .addKeyValue("durationMs", took.toMillis())
                .log("views caught up");
        caughtUp.complete(events);
    }

    /** Applies a batch. A batch of the log's own records moves on in memory only: they cost nothing to read again. */
    private int applyNext(ViewsWriter writer, LogTail.Batch batch) throws SQLException, InterruptedException {
        if (batch.events().isEmpty() || done(() -> writer.apply(batch))) {
            writer.committed(batch.last());
            position.advance(batch.last());
        }
        return batch.events().size();
    }

    /** Tries until it works or {@link #close} comes. */
    private boolean done(Work work) throws SQLException, InterruptedException {
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                work.run();
                reserve.keep();
                return true;
            } catch (SQLException failed) {
                if (!SqliteErrors.isPassing(failed)) {
                    throw failed;
                }
                if (SqliteErrors.mayBeFull(failed) && reserve.release()) {
                    continue;
                }
                position.stall(String.valueOf(failed.getMessage()));
                LOG.atWarn()
                        .addKeyValue("seq", position.applied())
                        .addKeyValue("error", failed.getMessage())
                        .log("views cannot be written, trying again");
            }
            if (stop.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                lastWanted = position.applied();
                return false;
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    /** Something done to the views that can be tried again. */
    @FunctionalInterface
    private interface Work {
        void run() throws SQLException;
    }

    private ActivityException reason(Throwable failed) {
        return switch (failed) {
            case ActivityException known -> known;
            case WalException ofTheLog -> WalFailures.asActivity(ofTheLog);
            default ->
                new ActivityException.ViewFailed(
                        "The views in %s stopped after record %d: %s. The log is sound; start Walden again to go on from there."
                                .formatted(file.path(), position.applied(), failed),
                        failed);
        };
    }
}
