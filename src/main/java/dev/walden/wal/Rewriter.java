package dev.walden.wal;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes words out of full segments, without breaking the chain: the other form is written beside the segment and checked, a
 * {@code segment-rewritten} record attests it, then it takes the segment's place. A crash before the record leaves the segment as it
 * was; one after it is made good by the next opening. A segment from the archive becomes plain again until it is packed once more.
 * Confined to the sealing lane, except for {@link #request}.
 */
final class Rewriter {

    private static final Logger LOG = LoggerFactory.getLogger(Rewriter.class);
    private static final String UNFINISHED = ".rewrite";
    private static final Duration LOOK = Duration.ofMillis(200);

    private final Storage storage;
    private final SegmentCatalog catalog;
    private final OpenFiles files;
    private final Background background;
    private final Health health;
    private final Consumer<PendingAppend> append;

    Rewriter(
            Storage storage,
            SegmentCatalog catalog,
            OpenFiles files,
            Background background,
            Health health,
            Consumer<PendingAppend> append) {
        this.storage = storage;
        this.catalog = catalog;
        this.files = files;
        this.background = background;
        this.health = health;
        this.append = append;
    }

    /** The file of a segment's other form before it takes its place. */
    static String unfinished(String segment) {
        return segment + UNFINISHED;
    }

    /** Gives records other bodies and waits for it; see {@link WriteAheadLog#rewrite}. */
    List<Long> rewrite(SortedMap<Long, byte[]> bodies, String reason) {
        var erased = request(bodies, reason);
        while (true) {
            try {
                return erased.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException _) {
                throwIfEnded(); // the lane of a closed log runs nothing more
            } catch (ExecutionException e) {
                throw e.getCause() instanceof WalException known ? known : new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new WalException.Unusable("Interrupted while segments were rewritten; it goes on without.", e);
            }
        }
    }

    private void throwIfEnded() {
        var end = health.end();
        if (end != null) {
            throw end;
        }
    }

    /** Completes with the numbers of the records that have their new body, which leaves out the segment being written. */
    CompletableFuture<List<Long>> request(SortedMap<Long, byte[]> bodies, String reason) {
        var erased = new CompletableFuture<List<Long>>();
        background.seal(() -> {
            try {
                erased.complete(rewriteAll(bodies, reason));
            } catch (IOException e) {
                erased.completeExceptionally(new WalException.Damaged(
                        "Records could not be rewritten in " + storage + ": " + e + ". Check the disk."));
            } catch (RuntimeException e) {
                erased.completeExceptionally(e);
            }
        });
        return erased;
    }

    /** Finishes or removes what a process left that ended while it rewrote, and packed files that a plain one replaces. */
    void resume() {
        background.seal(() -> {
            try {
                for (var name : storage.list()) {
                    if (name.endsWith(UNFINISHED)) {
                        resume(name);
                    }
                }
                removeReplaced();
            } catch (IOException | WalException e) {
                health.fail("A rewritten segment could not take its place in " + storage, e);
            }
        });
    }

    private List<Long> rewriteAll(SortedMap<Long, byte[]> bodies, String reason) throws IOException {
        var erased = new ArrayList<Long>();
        var left = new TreeMap<>(bodies);
        while (!left.isEmpty()) {
            var segment = catalog.holding(left.firstKey());
            if (segment == null || segment == catalog.last()) {
                break;
            }
            var here = new TreeMap<>(left.headMap(catalog.endOf(segment)));
            while (here.size() > Seal.MAX_ERASED) {
                here.pollLastEntry();
            }
            if (!rewrite(segment, here, reason)) {
                break;
            }
            erased.addAll(here.keySet());
            left.keySet().removeAll(here.keySet());
        }
        return erased;
    }

    /** False when it must wait: what the segment is now has to be recorded first. */
    private boolean rewrite(Segment segment, SortedMap<Long, byte[]> bodies, String reason) throws IOException {
        var now = new SealSearch(storage, catalog).of(segment);
        if (now == null) {
            return false;
        }
        var name = unfinished(segment.name());
        try (var from = segment.open(storage)) {
            if (!SegmentDigest.of(from, segment.durableBytes()).equals(now.sha256())) {
                throw Damage.of(segment.name(), "SHA-256 " + now.sha256() + " expected, another found");
            }
            write(name, segment, from, bodies);
        }
        var seal = check(name, segment, now.sha256());
        storage.syncFolder(); // once it is attested, it must be there
        attest(Seal.rewritten(seal, bodies.keySet(), reason));
        take(name, segment, seal.bytes());
        LOG.atInfo()
                .addKeyValue("segment", segment.name())
                .addKeyValue("records", bodies.size())
                .log("records erased from segment");
        return true;
    }

    private void write(String name, Segment segment, Storage.ReadableFile from, SortedMap<Long, byte[]> bodies)
            throws IOException {
        if (storage.list().contains(name)) {
            storage.delete(name);
        }
        try (var to = storage.create(name)) {
            Erasing.copy(segment, from, bodies, to);
        } catch (Storage.NoRoomException e) {
            storage.delete(name);
            throw new WalException.NoSpace("There is no room to rewrite segment " + segment.name() + " in " + storage
                    + ": " + e.getMessage() + ". It is tried again later.");
        }
    }

    private Seal check(String name, Segment segment, String before) throws IOException {
        try (var file = storage.read(name)) {
            long bytes = file.length();
            var check = SegmentCheck.of(new Segment(segment.first(), bytes), file, LineVisitor.NONE);
            if (check.end() != bytes || check.lastSeq() != catalog.endOf(segment) - 1) {
                throw Damage.at(name, file, check.end(), check.problem());
            }
            return new Seal(0, segment.first(), before, bytes, SegmentDigest.of(file, bytes), Instant.EPOCH);
        }
    }

    /** Waits for the disk. The writer needs nothing of this lane. */
    private void attest(byte[] body) {
        var settled = new CompletableFuture<@Nullable WalException>();
        append.accept(PendingAppend.ofLog(body, settled::complete));
        var failure = settled.join();
        if (failure != null) {
            throw failure;
        }
    }

    /** What is attested must become so; the next opening will see to it if this cannot. */
    private void take(String name, Segment segment, long bytes) {
        try {
            storage.rename(name, segment.name());
            storage.syncFolder();
            files.replace(segment, new Segment(segment.first(), bytes));
            if (segment.archived()) {
                storage.delete(segment.fileName());
                storage.syncFolder();
            }
        } catch (IOException e) {
            health.fail("A rewritten segment could not take its place in " + storage, e);
            throw new WalException.Unusable("Segment " + segment.name() + " is attested but not in its place.", e);
        }
    }

    private void resume(String name) throws IOException {
        var first = SegmentName.first(name.substring(0, name.length() - UNFINISHED.length()));
        var segment = first.isPresent() ? catalog.holding(first.getAsLong()) : null;
        var attested = segment == null ? null : new SealSearch(storage, catalog).rewritten(segment);
        if (segment != null && attested != null && isIn(name, attested)) {
            take(name, segment, attested.bytes());
        } else {
            storage.delete(name);
            storage.syncFolder();
        }
    }

    private boolean isIn(String name, Seal attested) throws IOException {
        try (var file = storage.read(name)) {
            return file.length() == attested.bytes()
                    && SegmentDigest.of(file, attested.bytes()).equals(attested.sha256());
        }
    }

    private void removeReplaced() throws IOException {
        var names = storage.list();
        for (var segment : catalog.all()) {
            var packed = Segment.archiveName(segment.name());
            if (!segment.archived() && names.contains(packed)) {
                storage.delete(packed);
                storage.syncFolder();
            }
        }
    }
}
