package dev.walden.wal;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Computes heads: the digests of all segments before a record's own, as first recorded, chained one to the other, and then its own
 * segment's up to its line.
 */
record HeadChain(
        SegmentFiles files,
        List<SegmentAudit.Found> segments,
        RecordedDigests digests,
        @Nullable String logId) {

    /** The head at a record; null when the log does not hold it, or not all before it. */
    @Nullable
    LogHead at(long seq) throws IOException {
        if (logId == null || segments.getFirst().segment().first() != 1) {
            return null;
        }
        var link = SegmentDigest.ofText(logId);
        if (seq == 0) {
            return new LogHead(0, SegmentDigest.hex(link));
        }
        for (var found : segments) {
            if (seq <= found.lastSeq()) {
                var own = seq == found.lastSeq() ? digestOf(found) : prefix(found, seq);
                return own == null ? null : new LogHead(seq, SegmentDigest.hex(SegmentDigest.chained(link, own)));
            }
            link = SegmentDigest.chained(link, digestOf(found));
        }
        return null;
    }

    /** The head at a record of the last segment, or the one before it when that got other lines meanwhile. */
    @Nullable
    LogHead newest(long seq) throws IOException {
        var head = at(seq);
        return head == null ? at(segments.getLast().segment().first() - 1) : head;
    }

    /** The name of the segment that holds a record, or would. */
    String nameOf(long seq) {
        var name = segments.getFirst().segment().name();
        for (var found : segments) {
            name = found.segment().first() <= seq ? found.segment().name() : name;
        }
        return name;
    }

    private String digestOf(SegmentAudit.Found found) {
        var seal = digests.sealOf(found.segment().name());
        return seal == null ? found.sha256() : seal.sha256();
    }

    /** Null also when the segment has other lines than it was sealed with, by now. */
    private @Nullable String prefix(SegmentAudit.Found found, long seq) throws IOException {
        var parser = new LineParser();
        try (var file = files.open(found.segment())) {
            var header = SealedCheck.header(found.segment(), file);
            if (header == null || header.rewritten() > 0) {
                return null;
            }
            var lines = LineCursor.scanning(file, 0, file.length());
            while (lines.next()) {
                if (parser.parse(lines.buffer(), lines.from(), lines.to()) && parser.seq() == seq) {
                    return SegmentDigest.of(file, lines.endOffset());
                }
            }
        }
        return null;
    }
}
