package dev.walden.wal;

import dev.walden.wal.Storage.WritableFile;
import dev.walden.wal.WriteAheadLog.Urgency;
import java.io.IOException;

/** Where the writer gets its next file from, and whether there is room. Used by who has the turn to commit; only the writer thread takes files. */
interface SegmentSource {

    /** Starts getting ready, in the background. */
    void prepare();

    /** Takes over the last segment of an opened log, whose lines end at {@code used}. */
    Fresh adopt(WritableFile file, long used) throws IOException;

    /**
     * A new, durable file of the name with room for at least {@code bytes}.
     *
     * @throws WalException.NoSpace when there is none for this urgency; nothing was changed
     */
    Fresh take(String name, long bytes, Urgency urgency) throws IOException;

    /** Throws {@link WalException.NoSpace} when an append that fits the file may not use it. */
    void admit(Fresh into, long bytes, Urgency urgency) throws IOException;

    /** Nothing is needed any more. */
    void close();

    /**
     * A file to write lines to.
     *
     * @param capacity bytes it takes
     * @param reserve whether only outcomes may use it while there is no space for another
     */
    record Fresh(WritableFile file, long capacity, boolean reserve) {}
}
