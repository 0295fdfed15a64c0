package dev.walden.wal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What is appended to a log while it is verified. Confined to its thread. */
final class LogGrowth {

    private final SegmentFiles files;
    private Segment newest;
    private long seen;

    /** Behind what was found in the last segment. */
    LogGrowth(SegmentFiles files, SegmentAudit.Found last) {
        this.files = files;
        newest = last.segment();
        seen = last.lastSeq();
    }

    /** What was recorded of segments since this was asked last, in order. */
    List<Seal> seals() throws IOException {
        List<Seal> seals = new ArrayList<>();
        var segments = files.list().stream()
                .filter(segment -> segment.first() >= newest.first())
                .toList();
        for (int i = 0; i < segments.size(); i++) {
            var found = SegmentAudit.at(files, segments, i);
            found.seals().stream().filter(seal -> seal.seq() > seen).forEach(seals::add);
            newest = segments.get(i);
            seen = Math.max(seen, found.lastSeq());
        }
        return seals;
    }
}
