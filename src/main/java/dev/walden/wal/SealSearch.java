package dev.walden.wal;

import java.io.IOException;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** Finds the last segment whose digest is recorded, reading segments from the newest back until one tells. */
final class SealSearch {

    private SealSearch() {}

    /** Null when no digest is recorded yet. */
    static @Nullable Segment lastRecorded(Storage storage, SegmentCatalog catalog) throws IOException {
        for (var segment : new ArrayList<>(catalog.all()).reversed()) {
            var name = lastIn(storage, segment);
            var first = name == null ? null : SegmentName.first(name);
            if (first != null && first.isPresent()) {
                return catalog.holding(first.getAsLong());
            }
        }
        return null;
    }

    private static @Nullable String lastIn(Storage storage, Segment segment) throws IOException {
        String last = null;
        var parser = new LineParser();
        try (var file = storage.read(segment.name())) {
            var lines = LineCursor.scanning(file, 0, segment.durableBytes());
            while (lines.next()) {
                if (parser.parse(lines.buffer(), lines.from(), lines.to()) && parser.bodyStartsWith(Markers.SEALED)) {
                    last = Markers.sealedSegment(parser.body());
                }
            }
        }
        return last;
    }
}
