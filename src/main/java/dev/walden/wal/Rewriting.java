package dev.walden.wal;

import dev.walden.wal.RecordRule.Fate;

/** Why and how a full segment is written once more. */
sealed interface Rewriting permits Erasing, Thinning {

    /** The header of the other form. */
    SegmentHeader header(SegmentHeader now);

    /** What becomes of a record that is not the log's own. */
    Fate of(LogRecord entry);

    /** What becomes of the log's markers. */
    Fate ofMarkers();

    /** What the record that attests it says behind the digests: JSON members. */
    String attested(long dropped);
}
