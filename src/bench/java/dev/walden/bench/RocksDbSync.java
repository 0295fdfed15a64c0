package dev.walden.bench;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteOptions;

/** RocksDB with its defaults and sync writes, by a growing key; it gathers the writes of its callers into commits as Walden does. */
public final class RocksDbSync implements Contender {

    @Override
    public String name() {
        return "RocksDB, sync";
    }

    @Override
    public List<Integer> writers() {
        return List.of(1, 64, 512);
    }

    @Override
    public Session open(Path folder) throws RocksDBException {
        RocksDB.loadLibrary();
        Options options = new Options().setCreateIfMissing(true);
        return new Opened(
                options, RocksDB.open(options, folder.toString()), new WriteOptions().setSync(true), new AtomicLong());
    }

    private record Opened(Options options, RocksDB db, WriteOptions sync, AtomicLong keys) implements Session {

        @Override
        public long append() throws RocksDBException {
            byte[] key = ByteBuffer.allocate(Long.BYTES).putLong(keys.incrementAndGet()).array();
            db.put(sync, key, RECORD);
            return 0;
        }

        @Override
        public void close() {
            db.close();
            sync.close();
            options.close();
        }
    }
}
