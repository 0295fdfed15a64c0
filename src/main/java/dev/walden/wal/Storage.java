package dev.walden.wal;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * The one seam between the log and the disk: the files of one log folder, by name. Thread-safe; a file is used by one thread
 * at a time for writing and by any for reading. Nothing is durable before the {@code force} or {@code syncFolder} that follows.
 */
interface Storage extends Closeable {

    /** Takes the data folder for this process, or throws {@link WalException.Locked}. */
    void lock() throws IOException;

    /** The names of all files in the log folder, in any order; those of its archive begin with {@code archive/}. */
    default List<String> list() throws IOException {
        return List.copyOf(sizes().keySet());
    }

    /** The same names with the bytes of each file, none of which is opened. */
    Map<String, Long> sizes() throws IOException;

    /** Makes a new, empty file; fails when the name is taken. */
    WritableFile create(String name) throws IOException;

    /** Opens a file for overwriting and appending. */
    WritableFile write(String name) throws IOException;

    /** Opens a file for reading. */
    ReadableFile read(String name) throws IOException;

    /** Gives a file another name, at once in place of a file that has it; open files stay open. */
    void rename(String from, String to) throws IOException;

    /** Removes a file. */
    void delete(String name) throws IOException;

    /** Makes created, renamed and deleted names durable, in the archive as well. @throws NoRoomException when it was not begun */
    void syncFolder() throws IOException;

    /** Bytes that could still be written to the file system. */
    long usableBytes() throws IOException;

    /** Whether overwriting allocates new space, so that filling a file ahead of use buys nothing. */
    boolean copyOnWrite() throws IOException;

    /** Gives the data folder back. */
    @Override
    void close() throws IOException;

    /** A file open for writing, by one thread at a time. An interrupt of that thread does not disturb it. */
    interface WritableFile extends Closeable {

        long length() throws IOException;

        /** Writes all of the bytes at the position. */
        void write(byte[] bytes, int length, long position) throws IOException;

        /** Makes the content durable, the length with it. */
        void force() throws IOException;

        void truncate(long length) throws IOException;
    }

    /** A file open for reading, by many threads at once. An interrupt of one does not disturb the others. */
    interface ReadableFile extends Closeable {

        long length() throws IOException;

        /** Reads up to {@code length} bytes at the position; returns how many, 0 at the end of the file. */
        int read(byte[] into, int offset, int length, long position) throws IOException;
    }

    /** The file system has no room, or the process no descriptor left. What was asked for is not done, and may be possible later. */
    final class NoRoomException extends IOException {
        NoRoomException(String message) {
            super(message);
        }
    }
}
