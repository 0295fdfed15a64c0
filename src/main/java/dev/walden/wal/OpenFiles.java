package dev.walden.wal;

import dev.walden.wal.Storage.ReadableFile;
import java.io.Closeable;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** Keeps the files of the segments read last open, so that reading one record opens nothing. Thread-safe. */
final class OpenFiles implements Closeable {

    private static final int MAX_OPEN = 32;

    private final SegmentCatalog catalog;
    private final Opening opening;
    private final ReentrantLock lock = new ReentrantLock();

    /** Guarded by {@code lock}, like the counts in its values; the one read last comes last. */
    private final Map<Segment, Lease> bySegment = new LinkedHashMap<>(MAX_OPEN * 2, 0.75f, true);

    OpenFiles(SegmentCatalog catalog, Opening opening) {
        this.catalog = catalog;
        this.opening = opening;
    }

    /** How the file of a segment is opened. */
    @FunctionalInterface
    interface Opening {
        OpenSegment open(Segment segment) throws IOException;
    }

    /** The open file of the segment that holds a record, to be closed after use; the file itself may stay open. */
    Lease holding(long seq) throws IOException {
        lock.lock();
        try {
            var segment = segment(seq);
            var lease = bySegment.get(segment);
            if (lease == null) {
                makeRoom(); // before, as nobody uses the new one yet
                lease = new Lease(opening.open(segment));
                bySegment.put(segment, lease);
            }
            lease.users++;
            return lease;
        } finally {
            lock.unlock();
        }
    }

    /** The same with a file of its own, for long reading: that would hold up all who share the open one. */
    Lease ownHolding(long seq) throws IOException {
        lock.lock();
        try {
            var segment = segment(seq);
            var lease = new Lease(opening.open(segment));
            lease.users = 1;
            lease.replaced = true; // nobody else will find it
            return lease;
        } finally {
            lock.unlock();
        }
    }

    private Segment segment(long seq) {
        var segment = catalog.holding(seq);
        if (segment == null) {
            throw new IllegalStateException("No segment holds record " + seq + ".");
        }
        return segment;
    }

    /** The same when nothing has to be moved for it. */
    void replace(Segment old, Segment by) throws IOException {
        replace(old, by, () -> {});
    }

    /** How another form of a segment comes to where readers look for it. */
    @FunctionalInterface
    interface Move {
        void run() throws IOException;
    }

    /**
     * Has readers find another form of a segment from now on. Who reads the old one goes on with its file. Nobody opens a file during the
     * move: what is known of the one form, such as where lines begin, would be used to read the other.
     */
    void replace(Segment old, Segment by, Move move) throws IOException {
        lock.lock();
        try {
            move.run();
            catalog.replace(old, by);
            var lease = bySegment.remove(old);
            if (lease != null) {
                lease.replaced = true;
                lease.closeUnused();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Closes those not used for longest; when all are in use, there will be more than usual. */
    private void makeRoom() throws IOException {
        var all = bySegment.values().iterator();
        while (bySegment.size() >= MAX_OPEN && all.hasNext()) {
            var lease = all.next();
            if (lease.users == 0) {
                all.remove();
                lease.file.close();
            }
        }
    }

    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            for (var lease : bySegment.values()) {
                lease.file.close();
            }
            bySegment.clear();
        } finally {
            lock.unlock();
        }
    }

    /** One use of an open file. */
    final class Lease implements Closeable {

        private final Segment segment;
        private final ReadableFile file;
        private int users;
        private boolean replaced;

        private Lease(OpenSegment opened) {
            this.segment = opened.segment();
            this.file = opened.file();
        }

        Segment segment() {
            return segment;
        }

        ReadableFile file() {
            return file;
        }

        @Override
        public void close() throws IOException {
            lock.lock();
            try {
                users--;
                closeUnused();
            } finally {
                lock.unlock();
            }
        }

        private void closeUnused() throws IOException {
            if (replaced && users == 0) {
                file.close();
            }
        }
    }
}
