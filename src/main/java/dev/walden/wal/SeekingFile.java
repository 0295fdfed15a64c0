package dev.walden.wal;

import dev.walden.wal.Storage.ReadableFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Reads by seek and read under a lock. A {@link FileChannel} would be closed for all its readers by the interrupt of one of
 * them; a {@link RandomAccessFile} knows no interrupts.
 */
final class SeekingFile implements ReadableFile {

    private final ReentrantLock guardsPosition = new ReentrantLock();
    private final RandomAccessFile file;

    SeekingFile(RandomAccessFile file) {
        this.file = file;
    }

    @Override
    public long length() throws IOException {
        return file.length();
    }

    @Override
    public int read(byte[] into, int offset, int length, long position) throws IOException {
        guardsPosition.lock();
        try {
            file.seek(position);
            return Math.max(0, file.read(into, offset, length));
        } finally {
            guardsPosition.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
