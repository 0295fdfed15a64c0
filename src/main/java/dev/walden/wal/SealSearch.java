package dev.walden.wal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds the records that fix the digests of full segments. Confined to the sealing lane. */
final class SealSearch {

    private final Storage storage;
    private final SegmentCatalog catalog;

    /** The last rewriting of each segment; null until somebody asks, as it takes reading the whole log once. */
    private @Nullable Map<Long, Seal> rewritings;

    SealSearch(Storage storage, SegmentCatalog catalog) {
        this.storage = storage;
        this.catalog = catalog;
    }

    /** The last segment whose sealing is recorded, reading segments from the newest back until one tells; null when none is yet. */
    @Nullable
    Segment lastSealed() throws IOException {
        var seal = newest(Seal::original);
        return seal == null ? null : catalog.holding(seal.first());
    }

    /** What a segment must be now; null when that is not recorded yet. */
    @Nullable
    Seal of(Segment segment) throws IOException {
        SegmentHeader header;
        try (var file = segment.open(storage)) {
            header = SealedCheck.header(segment, file);
        }
        return header != null && header.rewritten() > 0 ? rewritten(segment) : sealed(segment);
    }

    /** The record of the last rewriting of a segment, which may be anywhere behind it. */
    @Nullable
    Seal rewritten(Segment segment) throws IOException {
        if (rewritings == null) {
            rewritings = allRewritings();
        }
        if (!rewritings.containsKey(segment.first())) {
            var recent = newest(seal -> seal.first() == segment.first() && !seal.original());
            if (recent == null) {
                return null;
            }
            rewritings.put(segment.first(), recent);
        }
        return rewritings.get(segment.first());
    }

    /** Another form of a segment was attested. */
    void attested(Segment segment) {
        if (rewritings != null) {
            rewritings.remove(segment.first());
        }
    }

    private Map<Long, Seal> allRewritings() throws IOException {
        Map<Long, Seal> found = new HashMap<>();
        for (var segment : catalog.all()) {
            for (var seal : sealsIn(segment)) {
                if (!seal.original()) {
                    found.put(seal.first(), seal);
                }
            }
        }
        return found;
    }

    /** The record of the sealing, which is in the next segment or soon after. */
    private @Nullable Seal sealed(Segment segment) throws IOException {
        for (var later = catalog.after(segment); later != null; later = catalog.after(later)) {
            var seal = firstIn(later, segment);
            if (seal != null) {
                return seal;
            }
        }
        return null;
    }

    /** It is near the beginning, as a rule: reading ends there. */
    private @Nullable Seal firstIn(Segment later, Segment sealed) throws IOException {
        var parser = new LineParser();
        try (var file = later.open(storage)) {
            var lines = LineCursor.scanning(file, 0, later.durableBytes());
            while (lines.next()) {
                var seal = parser.parse(lines.buffer(), lines.from(), lines.to()) ? Seal.of(parser) : null;
                if (seal != null && seal.first() == sealed.first() && seal.original()) {
                    return seal;
                }
            }
        }
        return null;
    }

    private @Nullable Seal newest(Predicate<Seal> wanted) throws IOException {
        for (var segment : new ArrayList<>(catalog.all()).reversed()) {
            var seal = lastIn(segment, wanted);
            if (seal != null) {
                return seal;
            }
        }
        return null;
    }

    private @Nullable Seal lastIn(Segment segment, Predicate<Seal> wanted) throws IOException {
        Seal last = null;
        for (var seal : sealsIn(segment)) {
            last = wanted.test(seal) ? seal : last;
        }
        return last;
    }

    private List<Seal> sealsIn(Segment segment) throws IOException {
        List<Seal> found = new ArrayList<>();
        var parser = new LineParser();
        try (var file = segment.open(storage)) {
            var lines = LineCursor.scanning(file, 0, segment.durableBytes());
            while (lines.next()) {
                var seal = parser.parse(lines.buffer(), lines.from(), lines.to()) ? Seal.of(parser) : null;
                if (seal != null) {
                    found.add(seal);
                }
            }
        }
        return found;
    }
}
