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

    private final Storage storage;
    private final ReentrantLock lock = new ReentrantLock();

    /** Guarded by {@code lock}, like the counts in its values; the one read last comes last. */
    private final Map<String, Lease> byName = new LinkedHashMap<>(MAX_OPEN * 2, 0.75f, true);

    OpenFiles(Storage storage) {
        this.storage = storage;
    }

    /** The open file of a segment, to be closed after use; the file itself may stay open. */
    Lease lease(String name) throws IOException {
        lock.lock();
        try {
            var lease = byName.get(name);
            if (lease == null) {
                makeRoom(); // before, as nobody uses the new one yet
                lease = new Lease(storage.read(name));
                byName.put(name, lease);
            }
            lease.users++;
            return lease;
        } finally {
            lock.unlock();
        }
    }

    /** Closes those not used for longest; when all are in use, there will be more than usual. */
    private void makeRoom() throws IOException {
        var all = byName.values().iterator();
        while (byName.size() >= MAX_OPEN && all.hasNext()) {
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
            for (var lease : byName.values()) {
                lease.file.close();
            }
            byName.clear();
        } finally {
            lock.unlock();
        }
    }

    /** One use of an open file. */
    final class Lease implements Closeable {

        private final ReadableFile file;
        private int users;

        private Lease(ReadableFile file) {
            this.file = file;
        }

        ReadableFile file() {
            return file;
        }

        @Override
        public void close() {
            lock.lock();
            try {
                users--;
            } finally {
                lock.unlock();
            }
        }
    }
}
