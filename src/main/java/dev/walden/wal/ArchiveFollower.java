package dev.walden.wal;

import dev.walden.wal.WriteAheadLog.RecordReader;
import java.io.FileNotFoundException;
import java.io.IOException;

/** Reads records while somebody else may be packing the segments that hold them. Confined to its thread. */
record ArchiveFollower(SegmentFiles files, SegmentCatalog catalog, OpenFiles open) {

    void read(long from, long to, RecordReader reader) throws IOException {
        var progress = new long[] {from};
        while (true) {
            try {
                new LogReader(catalog, open).read(progress[0], to, entry -> {
                    progress[0] = entry.seq() + 1;
                    return reader.accept(entry);
                });
                return;
            } catch (FileNotFoundException gone) {
                if (!followed()) {
                    throw gone;
                }
            }
        }
    }

    /** Whether any segment is found in another form now. */
    private boolean followed() throws IOException {
        boolean followed = false;
        for (var now : files.list()) {
            var known = catalog.holding(now.first());
            if (now.archived() && known != null && known.first() == now.first() && !known.archived()) {
                open.replace(known, known.packed());
                followed = true;
            }
        }
        return followed;
    }
}
