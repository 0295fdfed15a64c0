package dev.walden.wal;

import dev.walden.wal.Storage.NoRoomException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Has full segments written once more, behind the writer, while a caller waits. One that is damaged is left as it is, and others are
 * written. Thread-safe.
 */
final class Rewriter {

    private static final Duration LOOK = Duration.ofMillis(200);

    private final SegmentCatalog catalog;
    private final Storage storage;
    private final Background background;
    private final Health health;
    private final SegmentRewriter segments;
    private final DamagedSegments damaged = new DamagedSegments(System::nanoTime);

    Rewriter(SegmentCatalog catalog, Storage storage, Background background, Health health, SegmentRewriter segments) {
        this.catalog = catalog;
        this.storage = storage;
        this.background = background;
        this.health = health;
        this.segments = segments;
    }

    /** Gives records other bodies; see {@link WriteAheadLog#rewrite}. */
    List<Long> rewrite(SortedMap<Long, byte[]> bodies, String reason) {
        var erased = new ArrayList<Long>();
        var left = new TreeMap<>(bodies);
        while (!left.isEmpty()) {
            var part = await(() -> rewriteFirst(left, reason)); // a task each, so that others get their turn
            if (part.result() == Result.WAITING) {
                break;
            }
            if (part.result() == Result.DONE) {
                erased.addAll(part.records());
            }
            left.keySet().removeAll(part.records());
        }
        return erased;
    }

    /** Leaves records out; see {@link WriteAheadLog#thin}. */
    long thin(long from, long through, RecordRule rule, String reason) {
        return await(() -> thinHolding(from, new Thinning(through, rule, reason)));
    }

    /** Finishes what a process left that ended while it rewrote. */
    void resume() {
        background.seal(() -> {
            try {
                segments.resume();
            } catch (Throwable e) {
                health.fail("A rewritten segment could not take its place in " + storage, e);
            }
        });
    }

    private <T> T await(Supplier<T> work) {
        var done = new CompletableFuture<T>();
        background.seal(() -> done.completeAsync(work, Runnable::run));
        while (true) {
            try {
                return done.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException _) {
                health.demandInUse(); // the lane of a closed log runs nothing more
            } catch (ExecutionException e) {
                throw rethrown(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new WalException.Unusable("Interrupted while segments were rewritten; it goes on without.", e);
            }
        }
    }

    private static RuntimeException rethrown(@Nullable Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
    }

    /** What came of some records of one segment. */
    private record Part(Result result, Set<Long> records) {}

    /** Those of the first segment, as many as can be attested at once. Only reads what is given. */
    private Part rewriteFirst(SortedMap<Long, byte[]> left, String reason) {
        var segment = catalog.holding(left.firstKey());
        if (segment == null || segment == catalog.last()) {
            return new Part(Result.WAITING, Set.of());
        }
        var here = new TreeMap<>(left.headMap(catalog.endOf(segment)));
        while (here.size() > Seal.MAX_ERASED) {
            here.pollLastEntry();
        }
        return new Part(attempt(segment, new Erasing(here, reason)), Set.copyOf(here.keySet()));
    }

    private long thinHolding(long seq, Thinning thinning) {
        var segment = catalog.holding(seq);
        if (segment == null || catalog.endOf(segment) - 1 > thinning.through()) {
            throw new IllegalArgumentException(
                    "A full segment that ends with record %d at most was to be thinned; that of record %d does not."
                            .formatted(thinning.through(), seq));
        }
        return attempt(segment, thinning) == Result.WAITING ? seq - 1 : catalog.endOf(segment) - 1;
    }

    /** What came of an attempt: one that waits has others behind it that wait, too. */
    private enum Result {
        DONE,
        WAITING,
        DAMAGED
    }

    private Result attempt(Segment segment, Rewriting rewriting) {
        health.demandInUse(); // what is attested and not in its place is the next opening's, and must not be written
        // over
        if (damaged.triedLately(segment)) {
            return Result.DAMAGED;
        }
        try {
            if (!isDone(segment, rewriting) && !segments.rewrite(segment, rewriting)) {
                return Result.WAITING;
            }
            damaged.mended(segment);
            return Result.DONE;
        } catch (NoRoomException e) {
            throw new WalException.NoSpace("There is no room to rewrite segment " + segment.name() + " in " + storage
                    + ": " + e.getMessage() + ". It is tried again later.");
        } catch (IOException | WalException.Damaged e) {
            damaged.found(segment, e);
            segments.lookAgain();
            return Result.DAMAGED;
        }
    }

    /** The segment that begins with this record need not wait until it is tried again. On the sealing lane. */
    void mended(long first) {
        var segment = catalog.holding(first);
        if (segment != null) {
            damaged.mended(segment);
        }
    }

    private boolean isDone(Segment segment, Rewriting rewriting) throws IOException {
        return rewriting instanceof Thinning thinning && thinnedThrough(segment) >= thinning.through();
    }

    private long thinnedThrough(Segment segment) throws IOException {
        try (var file = segment.open(storage)) {
            var header = SealedCheck.header(segment, file);
            return header == null ? 0 : header.thinned();
        }
    }
}
