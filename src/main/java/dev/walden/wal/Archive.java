package dev.walden.wal;

import dev.walden.wal.Storage.NoRoomException;
import dev.walden.wal.Storage.ReadableFile;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Packs old segments. The plain file goes only when the packed one is durable and was read again: every line, its checksum and
 * place, and the digest that was recorded when the segment was sealed. A crash leaves both or either; the next opening takes the plain
 * file when there is one. Nothing that was promised depends on a packing that fails, so it does not end the log's use; once that has
 * ended, nothing is packed. Confined to the sealing lane, except for {@link #request}.
 */
final class Archive {

    private static final Logger LOG = LoggerFactory.getLogger(Archive.class);
    private static final String UNFINISHED = ".tmp";

    /** A damaged segment is read no more often than that; somebody may have mended it. */
    private static final Duration TRY_AGAIN = Duration.ofDays(1);

    private final Storage storage;
    private final SegmentCatalog catalog;
    private final OpenFiles files;
    private final SealSearch search;
    private final Background background;
    private final Health health;
    private final Runnable onFailure;

    /** Of segments that were too young at the last look. */
    private final Map<Segment, Seal> seals = new WeakHashMap<>();

    /** When segments could not be packed, by their first records, in the time of the requests. */
    private final Map<Long, Instant> failed = new HashMap<>();

    /** @param onFailure told of each attempt that failed */
    Archive(
            Storage storage,
            SegmentCatalog catalog,
            OpenFiles files,
            SealSearch search,
            Background background,
            Health health,
            Runnable onFailure) {
        this.storage = storage;
        this.catalog = catalog;
        this.files = files;
        this.search = search;
        this.background = background;
        this.health = health;
        this.onFailure = onFailure;
    }

    /** Packs what may be packed, one segment a task, so that sealing is not kept waiting. */
    void request(long upTo, Instant before) {
        background.seal(() -> {
            var candidates = catalog.all().iterator();
            var result = Result.TOO_YOUNG;
            while (result == Result.TOO_YOUNG && candidates.hasNext()) {
                var segment = candidates.next();
                if (catalog.endOf(segment) - 1 > upTo) {
                    return;
                }
                result = segment.archived() || failedLately(segment, before) ? result : attempt(segment, before);
            }
            if (result == Result.DONE) {
                request(upTo, before);
            }
        });
    }

    /** Whatever it was, the segment that begins with this record need not wait until it is tried again. */
    void mended(long first) {
        failed.remove(first);
    }

    /** What came of an attempt: the next segment is for another task, for this one, or for a later request. */
    private enum Result {
        DONE,
        TOO_YOUNG,
        NOT_NOW
    }

    private Result attempt(Segment segment, Instant before) {
        try {
            health.demandInUse();
            var seal = sealOf(segment);
            if (seal == null) {
                return Result.NOT_NOW; // nor are those behind it sealed
            }
            if (!seal.at().isBefore(before)) {
                return Result.TOO_YOUNG;
            }
            pack(segment, seal);
            seals.remove(segment);
            failed.remove(segment.first());
            return Result.DONE;
        } catch (WalException.Unusable _) {
            return Result.NOT_NOW; // whatever was begun is the next opening's
        } catch (NoRoomException | VirtualMachineError e) {
            warn(segment, e, before);
            return Result.NOT_NOW;
        } catch (Throwable e) { // thrown on, it would end here without a word, and others would not be packed
            warn(segment, e, before);
            seals.remove(segment);
            search.lookAgain();
            return Result.DONE;
        }
    }

    /** What a segment must be is looked up once: that reads others. */
    private @Nullable Seal sealOf(Segment segment) throws IOException {
        var seal = seals.get(segment);
        if (seal == null) {
            seal = search.of(segment);
            if (seal != null) {
                seals.put(segment, seal);
            }
        }
        return seal;
    }

    private boolean failedLately(Segment segment, Instant now) {
        var last = failed.get(segment.first());
        return last != null && Duration.between(last, now).compareTo(TRY_AGAIN) < 0;
    }

    /** Told once for each segment: it is tried again as long as it stays. */
    private void warn(Segment segment, Throwable e, Instant now) {
        onFailure.run();
        boolean told = failed.containsKey(segment.first());
        failed.put(segment.first(), e instanceof NoRoomException ? Instant.MIN : now);
        LOG.atLevel(told ? Level.DEBUG : Level.WARN)
                .addKeyValue("segment", segment.name())
                .addKeyValue("error", e.toString())
                .log("segment not archived, going on with others");
    }

    private void pack(Segment segment, Seal seal) throws IOException {
        var name = Segment.archiveName(segment.name());
        var unfinished = name + UNFINISHED;
        removeLeftOvers(name, unfinished);
        try {
            write(segment, seal, unfinished);
        } catch (IOException | WalException e) {
            removeAfter(e, unfinished);
            throw e;
        }
        health.demandInUse();
        storage.rename(unfinished, name);
        storage.syncFolder(); // the plain file may go only when this name cannot
        health.demandInUse();
        files.replace(segment, segment.packed());
        storage.delete(segment.name());
        storage.syncFolder();
        LOG.atDebug()
                .addKeyValue("segment", segment.name())
                .addKeyValue("bytes", segment.durableBytes())
                .log("segment archived");
    }

    private void write(Segment segment, Seal seal, String unfinished) throws IOException {
        health.demandInUse();
        try (var from = segment.open(storage);
                var to = storage.create(unfinished)) {
            ArchiveWriter.pack(from, segment.durableBytes(), to);
        }
        try (var packed = ArchivedFile.open(unfinished, storage)) {
            verify(segment, seal, packed);
        }
    }

    private void removeAfter(Exception failure, String unfinished) {
        if (health.end() != null) {
            return; // the next opening's attempt removes it
        }
        try {
            removeLeftOvers(unfinished);
        } catch (IOException e) {
            failure.addSuppressed(e); // the next attempt removes it
        }
    }

    /** Of a process that ended while it packed, or of a disk that had no room. */
    private void removeLeftOvers(String... names) throws IOException {
        var there = storage.list();
        for (var name : names) {
            if (there.contains(name)) {
                storage.delete(name);
            }
        }
        storage.syncFolder();
    }

    private void verify(Segment segment, Seal seal, ReadableFile packed) throws IOException {
        var check = SegmentCheck.of(segment, packed, LineVisitor.NONE);
        if (packed.length() != seal.bytes()
                || check.end() != seal.bytes()
                || check.lastSeq() != catalog.endOf(segment) - 1) {
            throw Damage.at(segment.name(), packed, check.end(), check.problem());
        }
        var found = SegmentDigest.of(packed, seal.bytes());
        if (!found.equals(seal.sha256())) {
            throw Damage.of(segment.name(), "SHA-256 %s expected, %s found".formatted(seal.sha256(), found));
        }
    }
}
