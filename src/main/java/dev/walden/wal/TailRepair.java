package dev.walden.wal;

import dev.walden.wal.Storage.NoRoomException;
import dev.walden.wal.Storage.ReadableFile;
import dev.walden.wal.Storage.WritableFile;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Mends the end of a log that a crash left. What is cut is copied aside first; a cut is durable before anything is appended, else a
 * stale line with a good checksum could come back to life behind the new ones.
 */
final class TailRepair {

    private final Storage storage;

    TailRepair(Storage storage) {
        this.storage = storage;
    }

    /** Removes the files filled ahead of use, to give their room to the copy; returns whether there were any. */
    private boolean removeSpares() throws IOException {
        boolean removed = false;
        for (var name : List.of(PrefilledSegments.NEXT, PrefilledSegments.TRIED, Reserve.NAME)) {
            if (storage.list().contains(name)) {
                storage.delete(name);
                removed = true;
            }
        }
        if (removed) {
            storage.syncFolder();
        }
        return removed;
    }

    /** Ends a sealing that did not come to the cut. */
    void cutFiller(Segment segment) throws IOException {
        try (var file = storage.write(segment.name())) {
            if (file.length() > segment.durableBytes()) {
                file.truncate(segment.durableBytes());
                file.force();
            }
        }
    }

    /** Removes a segment without one good record; returns the name of the copy of what it held, if anything. */
    @Nullable
    String remove(Segment segment, long contentEnd) throws IOException {
        String copy = null;
        if (contentEnd > 0) {
            try (var content = storage.read(segment.name())) {
                copy = copyAside(segment.name(), content, 0, contentEnd);
            }
        }
        storage.delete(segment.name());
        storage.syncFolder();
        return copy;
    }

    /**
     * Makes the end of the last segment certain: writes again what no watermark covers and the filler behind it, over what is cut and
     * to the end of the file, and forces both. After a force that failed, the system may hold pages that never reached the disk and
     * count as clean, so what reads as filler may be something else after a power loss. Returns the name of the copy of what was cut,
     * if anything.
     */
    @Nullable
    String settle(Segment segment, SegmentCheck check, long contentEnd) throws IOException {
        try (var file = storage.write(segment.name());
                var content = storage.read(segment.name())) {
            var copy = contentEnd > check.end() ? copyAside(segment.name(), content, check.end(), contentEnd) : null;
            var uncovered = segment.index().atOrBefore(check.watermark() + 1);
            long from = uncovered == null ? 0 : uncovered.getValue();
            copy(content, from, check.end(), file, from);
            Filler.write(file, check.end(), file.length());
            file.force();
            return copy;
        }
    }

    private String copyAside(String segment, ReadableFile file, long from, long to) throws IOException {
        var name = freeName(segment, Set.copyOf(storage.list()));
        boolean madeRoom = false;
        try {
            try {
                copyAs(name, file, from, to);
            } catch (NoRoomException e) {
                removeHalf(name); // there is none when its name had no room
                madeRoom = removeSpares();
                copyAs(name, file, from, to);
            }
            storage.syncFolder();
            return name;
        } catch (IOException e) {
            throw new IOException(
                    "bytes %d to %d of %s could not be kept as %s before they are cut: %s. Nothing was cut, and %s%s"
                            .formatted(
                                    from,
                                    to,
                                    segment,
                                    name,
                                    e.getMessage(),
                                    withoutHalf(name, e),
                                    madeRoom ? "; files filled ahead of use were removed to make room" : ""),
                    e);
        }
    }

    /** Half a copy would count as a whole one, and be in the way. */
    private String withoutHalf(String name, IOException failure) {
        try {
            removeHalf(name);
            return "nothing of the copy is left";
        } catch (IOException e) {
            failure.addSuppressed(e);
            return "what there is of the copy is of no use";
        }
    }

    private void removeHalf(String name) throws IOException {
        if (storage.list().contains(name)) {
            storage.delete(name);
            storage.syncFolder();
        }
    }

    private void copyAs(String name, ReadableFile file, long from, long to) throws IOException {
        try (var copy = storage.create(name)) {
            copy(file, from, to, copy, 0);
            copy.force();
        }
    }

    private static String freeName(String segment, Set<String> taken) {
        var name = segment + ".broken";
        for (int i = 2; taken.contains(name); i++) {
            name = segment + ".broken-" + i;
        }
        return name;
    }

    private static void copy(ReadableFile from, long start, long end, WritableFile to, long target) throws IOException {
        var chunk = new byte[(int) Math.min(Filler.CHUNK_BYTES, end - start)];
        for (long at = start; at < end; ) {
            int read = from.read(chunk, 0, (int) Math.min(chunk.length, end - at), at);
            if (read == 0) {
                throw new IOException("The file ended at byte " + at + " while it was copied.");
            }
            to.write(chunk, read, target + at - start);
            at += read;
        }
    }
}
