package dev.walden.wal;

import dev.walden.wal.Storage.ReadableFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The files of a stored log: the one place that knows which segments there are and turns a segment's name into something readable. */
record SegmentFiles(Storage storage) {

    /** A segment is found in the end, as it is packed or unpacked in a moment and then stays so for long. */
    private static final int LOOKS = 6;

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

    /** Opens a segment, whatever form it has got since it was listed. */
    ReadableFile open(Segment segment) throws IOException {
        return opened(segment).file();
    }

    /** The same with what is known of the form that it has by now. The plain one counts, so it is tried first. */
    OpenSegment opened(Segment segment) throws IOException {
        FileNotFoundException notThere = null;
        for (int look = 0; look < LOOKS; look++) {
            try {
                return OpenSegment.found(segment, look % 2 == 1, storage);
            } catch (FileNotFoundException gone) {
                notThere = notThere == null ? gone : notThere;
            }
        }
        throw notThere == null ? new FileNotFoundException(segment.name()) : notThere;
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

    /** The one behind a segment; null when there is none. */
    @Nullable
    Segment after(Segment segment) throws IOException {
        for (var later : list()) {
            if (later.first() > segment.first()) {
                return later;
            }
        }
        return null;
    }
}
