package dev.walden.wal;

import dev.walden.wal.Storage.ReadableFile;
import java.io.IOException;

/**
 * A segment as far as it is good, and what stands behind that.
 *
 * @param contentEnd behind this byte only filler follows
 * @param covered the highest watermark among what stands behind the good lines; -1 when there is none
 */
record SegmentEnd(Segment segment, SegmentCheck check, long contentEnd, long covered) {

    /** Reads the last segment whole; changes nothing. */
    static SegmentEnd of(Segment segment, ReadableFile file, TailRule tailRule, LineVisitor visitor)
            throws IOException {
        var check = SegmentCheck.of(segment, file, visitor);
        return of(segment, file, tailRule, check, Filler.contentEnd(file, check.end()));
    }

    /** The same of a segment that another one follows. */
    static SegmentEnd ofFull(Segment segment, ReadableFile file, TailRule tailRule, LineVisitor visitor)
            throws IOException {
        var check = SegmentCheck.of(segment, file, visitor);
        return of(segment, file, tailRule, check, Filler.contentEndOfFull(file, check.end()));
    }

    private static SegmentEnd of(
            Segment segment, ReadableFile file, TailRule tailRule, SegmentCheck check, long contentEnd)
            throws IOException {
        long covered = contentEnd > check.end() ? tailRule.highestWatermark(file, check.end(), contentEnd) : -1;
        return new SegmentEnd(segment, check, contentEnd, covered);
    }

    /** Whether it was begun and holds no record. */
    boolean unused() {
        return check.lastSeq() < segment.first();
    }

    /** Bytes behind the good lines that are not filler. */
    long badBytes() {
        return contentEnd - check.end();
    }

    /** Whether a line that was acknowledged is among them: damage, and no torn tail. */
    boolean acknowledgedIsBad() {
        return covered > check.lastSeq();
    }
}
