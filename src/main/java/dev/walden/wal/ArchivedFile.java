package dev.walden.wal;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import dev.walden.wal.Storage.ReadableFile;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Reads an archived segment as if it were not: by position, unpacking the frame that is asked for. Thread-safe. */
final class ArchivedFile implements ReadableFile {

    private final String name;
    private final ReadableFile file;
    private final SeekTable table;
    private final ReentrantLock lock = new ReentrantLock();

    /** The frame unpacked last; guarded by {@code lock}. */
    private int frame = -1;

    private byte[] unpacked = {};

    private ArchivedFile(String name, ReadableFile file, SeekTable table) {
        this.name = name;
        this.file = file;
        this.table = table;
    }

    /**
     * Opens a file of the archive.
     *
     * @throws WalException.Damaged when it is none
     */
    static ArchivedFile open(String name, Storage storage) throws IOException {
        var file = storage.read(name);
        try {
            return new ArchivedFile(name, file, SeekTable.read(file));
        } catch (NoTableException e) {
            file.close();
            throw Damage.of(name, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    @Override
    public long length() {
        return table.plainLength();
    }

    @Override
    public int read(byte[] into, int offset, int length, long position) throws IOException {
        if (position >= table.plainLength()) {
            return 0;
        }
        lock.lock();
        try {
            unpack(table.frameOf(position));
            int from = (int) (position - table.plainStart(frame));
            int count = Math.min(length, unpacked.length - from);
            System.arraycopy(unpacked, from, into, offset, count);
            return count;
        } finally {
            lock.unlock();
        }
    }

    private void unpack(int wanted) throws IOException {
        if (wanted == frame) {
            return;
        }
        frame = -1; // unpacking may fail
        var packed = bytes(file, table.packedStart(wanted), table.packedBytes(wanted));
        try {
            unpacked = Zstd.decompress(packed, table.plainBytes(wanted));
        } catch (ZstdException e) {
            throw damaged(wanted, e.getMessage());
        }
        if (unpacked.length != table.plainBytes(wanted)) {
            throw damaged(wanted, unpacked.length + " bytes unpacked, " + table.plainBytes(wanted) + " expected");
        }
        frame = wanted;
    }

    private WalException damaged(int wanted, @Nullable String why) {
        return Damage.of(
                name, "frame %d at byte %d cannot be unpacked: %s".formatted(wanted, table.packedStart(wanted), why));
    }

    /** So many bytes of a file, or an exception when it ends before. */
    static byte[] bytes(ReadableFile file, long from, int length) throws IOException {
        var bytes = new byte[length];
        for (int done = 0; done < length; ) {
            int read = file.read(bytes, done, length - done, from + done);
            if (read == 0) {
                throw new IOException("%d bytes expected at byte %d, the end found".formatted(length, from));
            }
            done += read;
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
