package dev.walden.wal;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a full segment another form without breaking the chain: the form is written beside the segment and checked, a
 * {@code segment-rewritten} record attests it, then it takes the segment's place. A crash before the record leaves the segment as it
 * was; one after it is made good by the next opening. A segment from the archive becomes plain again until it is packed once more.
 * Confined to the sealing lane.
 */
final class SegmentRewriter {

    private static final Logger LOG = LoggerFactory.getLogger(SegmentRewriter.class);
    private static final String UNFINISHED = ".rewrite";

    private final Storage storage;
    private final SegmentCatalog catalog;
    private final OpenFiles files;
    private final SealSearch seals;
    private final Health health;
    private final Consumer<PendingAppend> append;

    SegmentRewriter(
            Storage storage,
            SegmentCatalog catalog,
            OpenFiles files,
            SealSearch seals,
            Health health,
            Consumer<PendingAppend> append) {
        this.storage = storage;
        this.catalog = catalog;
        this.files = files;
        this.seals = seals;
        this.health = health;
        this.append = append;
    }

    /** The file of a segment's other form before it takes its place. */
    static String unfinished(String segment) {
        return segment + UNFINISHED;
    }

    /** False when it must wait: what the segment is now has to be recorded first. */
    boolean rewrite(Segment segment, Rewriting rewriting) throws IOException {
        var now = seals.of(segment);
        if (now == null) {
            return false;
        }
        var name = unfinished(segment.name());
        long dropped;
        try (var from = segment.open(storage)) {
            if (!SegmentDigest.of(from, segment.durableBytes()).equals(now.sha256())) {
                throw Damage.of(segment.name(), "SHA-256 " + now.sha256() + " expected, another found");
            }
            if (!SegmentCopy.differs(segment, catalog.endOf(segment) - 1, from, rewriting)) {
                return true; // nothing to attest
            }
            dropped = write(name, segment, from, rewriting);
        }
        var form = check(name, segment);
        storage.syncFolder(); // once it is attested, it must be there
        seals.attested(segment);
        attest(Seal.rewritten(segment, now.sha256(), form, rewriting.attested(dropped)));
        take(name, segment, form.bytes());
        LOG.atInfo()
                .addKeyValue("segment", segment.name())
                .addKeyValue("attested", rewriting.attested(dropped))
                .log("segment rewritten");
        return true;
    }

    /** What is known of segments may come from others that were damaged when they were read. */
    void lookAgain() {
        seals.lookAgain();
    }

    private long write(String name, Segment segment, Storage.ReadableFile from, Rewriting rewriting)
            throws IOException {
        removeUnfinished(name);
        try (var to = storage.create(name)) {
            return SegmentCopy.write(segment, catalog.endOf(segment) - 1, from, rewriting, to);
        } catch (Storage.NoRoomException e) {
            removeUnfinished(name);
            throw new WalException.NoSpace("There is no room to rewrite segment " + segment.name() + " in " + storage
                    + ": " + e.getMessage() + ". It is tried again later.");
        }
    }

    private void removeUnfinished(String name) throws IOException {
        if (storage.list().contains(name)) {
            storage.delete(name);
        }
    }

    private SegmentForm check(String name, Segment segment) throws IOException {
        try (var file = storage.read(name)) {
            long bytes = file.length();
            var check = SegmentCheck.of(new Segment(segment.first(), bytes), file, LineVisitor.NONE);
            if (check.end() != bytes || check.lastSeq() != catalog.endOf(segment) - 1) {
                throw Damage.at(name, file, check.end(), check.problem());
            }
            return new SegmentForm(bytes, SegmentDigest.of(file, bytes));
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
            var form = new Segment(segment.first(), bytes);
            files.replace(segment, form, () -> storage.rename(name, segment.name()));
            storage.syncFolder();
            if (segment.archived()) {
                storage.delete(segment.fileName());
                storage.syncFolder();
            }
        } catch (IOException e) {
            health.fail("A rewritten segment could not take its place in " + storage, e);
            throw new WalException.Unusable("Segment " + segment.name() + " is attested but not in its place.", e);
        }
    }

    /** Finishes or removes what a process left that ended while it rewrote, and packed files that a plain one replaces. */
    void resume() throws IOException {
        for (var name : storage.list()) {
            if (name.endsWith(UNFINISHED)) {
                resume(name);
            }
        }
        removeReplaced();
    }

    private void resume(String name) throws IOException {
        var first = SegmentName.first(name.substring(0, name.length() - UNFINISHED.length()));
        var segment = first.isPresent() ? catalog.holding(first.getAsLong()) : null;
        var attested = segment == null ? null : seals.rewritten(segment);
        if (segment != null && attested != null && isIn(name, attested)) {
            take(name, segment, attested.bytes());
        } else if (segment != null && seals.mayHideRewritings()) {
            LOG.atWarn()
                    .addKeyValue("file", name)
                    .log("rewritten segment left aside, as what cannot be read may attest it");
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
