package dev.walden.activity;

import dev.walden.activity.LogTail.Batch;
import dev.walden.wal.WriteAheadLog;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Reads a long range of the log ahead of who applies it, on all cores: every thread verifies and decodes a part of its own, and the
 * batches are taken in order by one thread.
 *
 * <p>One stage for both: a part is decoded while its bytes are in the cache of the core that verified them, and nothing is copied in between.
 */
final class ReplayAhead implements AutoCloseable {

    /** Of log; a few thousand records, which are one transaction of the views. */
    private static final int PART_BYTES = 1 << 20;

    /** A part decoded takes some megabytes: parts that wait are bounded, and so are the threads of a large machine. */
    private static final int MAX_THREADS = 8;

    private static final int THREADS =
            Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors());
    private static final int PARTS_AHEAD = THREADS + 2;

    private final WriteAheadLog log;
    private final LogTail tail;
    private final long goal;
    private final ExecutorService threads = Executors.newFixedThreadPool(
            THREADS, Thread.ofPlatform().daemon().name("walden-replay-", 1).factory());
    private final Deque<Part> parts = new ArrayDeque<>();
    private long cut;

    /** Starts reading behind {@code from}, up to {@code goal}. */
    ReplayAhead(WriteAheadLog log, LogTail tail, long from, long goal) {
        this.log = log;
        this.tail = tail;
        this.goal = goal;
        cut = from;
        readOn();
    }

    /** A stretch of records that begins with {@code first}. */
    private record Part(long first, Future<Batch> batch) {}

    /** The records after {@code seq}, which was the last one of the batch before. */
    Batch after(long seq) throws InterruptedException {
        Part next = parts.peek();
        if (next == null || next.first() != seq + 1) {
            // The batch before was full before its part was through, as its records have large blobs.
            return tail.read(seq + 1, next == null ? goal : next.first() - 1);
        }
        parts.remove();
        readOn();
        return result(next.batch());
    }

    /** The same, so many batches in one. */
    Batch after(long seq, int batches) throws InterruptedException {
        Batch batch = after(seq);
        for (int i = 1; i < batches && batch.last() < goal; i++) {
            batch = batch.with(after(batch.last()));
        }
        return batch;
    }

    private void readOn() {
        while (parts.size() < PARTS_AHEAD && cut < goal) {
            long first = cut + 1;
            long last = log.partEnd(first, goal, PART_BYTES);
            parts.add(new Part(first, threads.submit(() -> tail.read(first, last))));
            cut = last;
        }
    }

    private static Batch result(Future<Batch> batch) throws InterruptedException {
        try {
            return batch.get();
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case RuntimeException known -> throw known;
                case Error error -> throw error;
                case null, default -> throw new IllegalStateException(failed);
            }
        }
    }

    /** Ends the threads, after the parts that they are at. */
    @Override
    public void close() {
        parts.forEach(part -> part.batch().cancel(false));
        threads.close();
    }
}
