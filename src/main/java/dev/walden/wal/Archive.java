package dev.walden.wal;

import dev.walden.wal.Storage.ReadableFile;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Packs old segments. The plain file goes only when the packed one is durable and was read again: every line, its checksum and
 * place, and the digest that was recorded when the segment was sealed. A crash leaves both or either; the next opening takes the plain
 * file when there is one. Nothing that was promised depends on a packing that fails, so it does not end the log's use. Confined to the
 * sealing lane, except for {@link #request}.
 */
final class Archive {

    private static final Logger LOG = LoggerFactory.getLogger(Archive.class);
    private static final String UNFINISHED = ".tmp";

    private final Storage storage;
    private final SegmentCatalog catalog;
    private final OpenFiles files;
    private final Background background;

    Archive(Storage storage, SegmentCatalog catalog, OpenFiles files, Background background) {
        this.storage = storage;
        this.catalog = catalog;
        this.files = files;
        this.background = background;
    }

    /** Packs what may be packed, one segment a task, so that sealing is not kept waiting. */
    void request(long upTo, Instant before) {
        background.seal(() -> {
            if (packedOne(upTo, before)) {
                request(upTo, before);
            }
        });
    }

    private boolean packedOne(long upTo, Instant before) {
        var segment = oldestPlain();
        if (segment == null || catalog.endOf(segment) - 1 > upTo) {
            return false;
        }
        try {
            var seal = new SealSearch(storage, catalog).of(segment);
            if (seal == null || !seal.at().isBefore(before)) {
                return false;
            }
            pack(segment, seal);
            return true;
        } catch (IOException | WalException e) {
            LOG.atWarn()
                    .addKeyValue("segment", segment.name())
                    .addKeyValue("error", e.getMessage())
                    .log("segment not archived");
            return false;
        }
    }

    private @Nullable Segment oldestPlain() {
        for (var segment : catalog.all()) {
            if (!segment.archived()) {
                return segment;
            }
        }
        return null;
    }

    private void pack(Segment segment, Seal seal) throws IOException {
        var name = Segment.archiveName(segment.name());
        var unfinished = name + UNFINISHED;
        removeLeftOvers(name, unfinished);
        try (var from = segment.open(storage);
                var to = storage.create(unfinished)) {
            ArchiveWriter.pack(from, segment.durableBytes(), to);
        }
        try (var packed = ArchivedFile.open(unfinished, storage)) {
            verify(segment, seal, packed);
        }
        storage.rename(unfinished, name);
        storage.syncFolder(); // the plain file may go only when this name cannot
        files.replace(segment, segment.packed());
        storage.delete(segment.name());
        storage.syncFolder();
        LOG.atDebug()
                .addKeyValue("segment", segment.name())
                .addKeyValue("bytes", segment.durableBytes())
                .log("segment archived");
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
