package dev.walden.wal;

import dev.walden.wal.SegmentSource.Fresh;
import dev.walden.wal.Storage.WritableFile;
import dev.walden.wal.WriteAheadLog.Appended;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes lines at the end of the last segment and begins the next one. Used by who has the turn to commit.
 *
 * <p>A segment is begun only when every line before it is durable, and its name is durable before its first line is written.
 */
final class SegmentWriter {

    /** Kept free at the end of every segment, so that the last record in it can always be covered by a marker. */
    static final int MARKER_BYTES = Markers.MARKER.length + BatchBuffer.ENVELOPE_BYTES;

    private final SegmentCatalog catalog;
    private final SegmentSource source;
    private final InstantSource clock;
    private final String logId;
    private final BiConsumer<Segment, WritableFile> onFull;
    private final BatchBuffer buffer = new BatchBuffer();

    private @Nullable Segment segment;
    private SparseIndex.@Nullable Notes notes;
    private @Nullable Fresh file;
    private long position;
    private long durable;
    private long last;
    private Instant at = Instant.EPOCH;
    private byte[] atText = {};

    /** Goes on where recovery ended. {@code onFull} takes over files that are not written any more. */
    SegmentWriter(
            Recovered recovered,
            SegmentCatalog catalog,
            SegmentSource source,
            InstantSource clock,
            BiConsumer<Segment, WritableFile> onFull) {
        this.catalog = catalog;
        this.source = source;
        this.clock = clock;
        this.onFull = onFull;
        this.logId = recovered.logId();
        this.segment = catalog.last();
        this.notes = segment == null ? null : segment.index().notes();
        this.file = recovered.file();
        this.position = segment == null ? 0 : segment.durableBytes();
        this.durable = recovered.last();
        this.last = recovered.last();
    }

    /** Whether the append may go into the same commit as what was placed before; throws when nothing can take it now. */
    boolean fits(PendingAppend append) throws IOException {
        if (file == null || position + buffer.length() + append.lineBytes() + MARKER_BYTES > file.capacity()) {
            return false;
        }
        source.admit(file, append.lineBytes() + buffer.length(), append.urgency());
        return true;
    }

    /** Begins the next segment, for an append that does not fit this one. Everything placed must be durable. */
    void rotate(PendingAppend append) throws IOException {
        long first = last + 1;
        long bytes = SegmentHeader.MAX_BYTES + append.lineBytes() + MARKER_BYTES;
        var fresh = source.take(SegmentName.of(first), bytes, append.urgency());
        var full = segment;
        var fullFile = file;
        file = fresh;
        segment = new Segment(first, 0);
        notes = segment.index().notes();
        position = 0;
        buffer.header(new SegmentHeader(logId, first));
        catalog.add(segment);
        if (full != null && fullFile != null) {
            onFull.accept(full, fullFile.file()); // sealing it begins at once, and needs to see that it is not the last
        }
    }

    /** Adds the lines of an append to the commit. */
    void place(PendingAppend append) {
        stampIfFirst();
        long first = last + 1;
        for (var body : append.bodies()) {
            line(body);
        }
        append.placed(new Appended(first, last, at));
    }

    /** Adds a marker to the commit if there is a segment at all. */
    boolean placeMarker() {
        if (file == null) {
            return false;
        }
        stampIfFirst();
        line(Markers.MARKER);
        return true;
    }

    /** One time for a whole commit: its records became facts together. */
    private void stampIfFirst() {
        if (last == durable) {
            at = Timestamp.writable(clock.instant());
            atText = Timestamp.format(at);
        }
    }

    private void line(byte[] body) {
        last++;
        if (notes != null) {
            notes.note(last, position + buffer.length());
        }
        buffer.line(last, durable, atText, body);
    }

    /** Bytes placed and not committed. */
    int placedBytes() {
        return buffer.length();
    }

    /** Makes durable what was placed: one write, one fdatasync. Returns the new watermark. */
    long commit() throws IOException {
        if (file == null || segment == null) {
            throw new IllegalStateException("Lines were placed without a segment.");
        }
        file.file().write(buffer.bytes(), buffer.length(), position);
        file.file().force();
        position += buffer.length();
        buffer.clear();
        segment.durableUpTo(position);
        durable = last;
        return durable;
    }

    void close() throws IOException {
        if (file != null) {
            file.file().close();
        }
    }
}
