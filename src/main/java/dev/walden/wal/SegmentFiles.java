package dev.walden.wal;

import dev.walden.wal.Storage.ReadableFile;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The files of a stored log: the one place that knows which segments there are and turns a segment's name into something readable. */
record SegmentFiles(Storage storage) {

    /** All segments in order, none of them looked into. Where both forms are there, the plain one counts. */
    List<Segment> list() throws IOException {
        return of(storage.list());
    }

    /** The same, plain ones with the length of their files; none is opened. */
    List<Segment> sized() throws IOException {
        var sizes = storage.sizes();
        var segments = of(sizes.keySet());
        for (var segment : segments) {
            if (!segment.archived()) {
                segment.durableUpTo(sizes.getOrDefault(segment.fileName(), 0L));
            }
        }
        return segments;
    }

    private static List<Segment> of(Collection<String> names) {
        var found = new TreeMap<Long, Segment>();
        for (var name : names) {
            SegmentName.archivedFirst(name).ifPresent(first -> found.putIfAbsent(first, Segment.archived(first)));
            SegmentName.first(name).ifPresent(first -> found.put(first, new Segment(first, 0))); // not yet removed
        }
        return List.copyOf(found.values());
    }

    /** Opens a segment, also when it went into the archive since it was listed. */
    ReadableFile open(Segment segment) throws IOException {
        try {
            return segment.open(storage);
        } catch (IOException gone) {
            if (!segment.archived() && storage.list().contains(Segment.archiveName(segment.name()))) {
                return segment.packed().open(storage);
            }
            throw gone;
        }
    }

    /** The segment of a name, in whatever form it is there; null when it is not. */
    @Nullable
    Segment named(String name) throws IOException {
        for (var segment : list()) {
            if (segment.name().equals(name)) {
                return segment;
            }
        }
        return null;
    }
}
