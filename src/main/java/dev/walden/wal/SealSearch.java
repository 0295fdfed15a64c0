package dev.walden.wal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds the records that fix the digests of sealed segments. */
final class SealSearch {

    private SealSearch() {}

    /** The last segment whose digest is recorded, reading segments from the newest back until one tells; null when none is yet. */
    static @Nullable Segment lastRecorded(Storage storage, SegmentCatalog catalog) throws IOException {
        for (var segment : new ArrayList<>(catalog.all()).reversed()) {
            var seal = lastIn(segment, storage, found -> true);
            if (seal != null) {
                return catalog.holding(seal.first());
            }
        }
        return null;
    }

    /** The seal of a segment, which is in the next one or soon after; null when none is recorded yet. */
    static @Nullable Seal of(Segment segment, SegmentCatalog catalog, Storage storage) throws IOException {
        for (var later = catalog.after(segment); later != null; later = catalog.after(later)) {
            var seal = lastIn(later, storage, found -> found.first() == segment.first());
            if (seal != null) {
                return seal;
            }
        }
        return null;
    }

    private static @Nullable Seal lastIn(Segment segment, Storage storage, Predicate<Seal> wanted) throws IOException {
        Seal last = null;
        var parser = new LineParser();
        try (var file = segment.open(storage)) {
            var lines = LineCursor.scanning(file, 0, segment.durableBytes());
            while (lines.next()) {
                var seal = parser.parse(lines.buffer(), lines.from(), lines.to()) ? Seal.of(parser) : null;
                last = seal != null && wanted.test(seal) ? seal : last;
            }
        }
        return last;
    }
}
