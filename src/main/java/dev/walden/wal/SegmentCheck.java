package dev.walden.wal;

import dev.walden.wal.Storage.ReadableFile;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What one pass over a segment found, up to the first line that is not as it must be.
 *
 * @param header null when the first line is none
 * @param end offset behind the last good line
 * @param lastSeq the last good record's sequence number; one less than the first when there is none
 * @param endsWithMarker whether that record is a marker
 * @param watermark the highest watermark on a good line; -1 when there is none
 * @param problem what is wrong with what follows, if anything but filler does
 */
record SegmentCheck(
        @Nullable SegmentHeader header,
        long end,
        long lastSeq,
        boolean endsWithMarker,
        long watermark,
        String problem) {

    /** Reads the whole segment and shows its good lines to a visitor. */
    static SegmentCheck of(Segment segment, ReadableFile file, LineVisitor visitor) throws IOException {
        var lines = LineCursor.scanning(file, 0, file.length());
        var header =
                lines.next() ? SegmentHeader.parse(lines.buffer(), lines.from(), lines.to(), segment.name()) : null;
        if (header == null) {
            return new SegmentCheck(
                    null, 0, segment.first() - 1, false, -1, "a header with a good checksum expected, none found");
        }
        visitor.header(lines);
        return new Pass(segment, header, lines, visitor).run();
    }

    private static final class Pass {

        private final SegmentHeader header;
        private final LineCursor lines;
        private final LineVisitor visitor;
        private final LineParser parser = new LineParser();
        private final SparseIndex.Notes notes;
        private long end;
        private long last;
        private boolean marker;
        private long watermark = -1;

        Pass(Segment segment, SegmentHeader header, LineCursor lines, LineVisitor visitor) {
            this.header = header;
            this.lines = lines;
            this.notes = segment.index().notes();
            this.visitor = visitor;
            this.end = lines.endOffset();
            this.last = segment.first() - 1;
        }

        SegmentCheck run() throws IOException {
            while (lines.next()) {
                var problem = lines.isBlank() ? "nothing but line breaks expected behind the last record" : problem();
                if (problem != null) {
                    return upTo(problem);
                }
                accept();
            }
            return upTo(LineParser.TOO_LONG);
        }

        private SegmentCheck upTo(String problem) {
            return new SegmentCheck(header, end, last, marker, watermark, problem);
        }

        private @Nullable String problem() {
            if (!parser.parse(lines.buffer(), lines.from(), lines.to())) {
                return parser.problem();
            }
            return header.admits(parser.seq(), last + 1)
                    ? visitor.problemOf(lines, parser)
                    : "sequence number %d expected, %d found".formatted(last + 1, parser.seq());
        }

        private void accept() {
            last = parser.seq();
            marker = parser.bodyStartsWith(Markers.MARKER);
            watermark = Math.max(watermark, parser.durable());
            notes.note(last, lines.offset());
            end = lines.endOffset();
        }
    }
}
