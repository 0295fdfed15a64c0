package dev.walden.wal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The real disk: {@code <home>/LOCK} and the files under {@code <home>/log} and {@code <home>/log/archive}. */
final class FileStorage implements Storage {

    private static final Set<String> COPY_ON_WRITE = Set.of("btrfs", "zfs", "bcachefs");

    private static final int HARDLY_ANY_BYTES = 64 * 1024;
    private static final int CHUNK_BYTES = 1 << 20;

    private final Path home;
    private final Path folder;
    private final Path archive;
    private final ExecutorService here = new CallingThread();

    /** Idle ones; there are as many as files were ever written at the same time. */
    private final ConcurrentLinkedQueue<ByteBuffer> chunks = new ConcurrentLinkedQueue<>();

    private @Nullable FolderLock lock;

    FileStorage(Path home) {
        this.home = home;
        this.folder = home.resolve("log");
        this.archive = folder.resolve(Segment.ARCHIVE);
    }

    @Override
    public void lock() throws IOException {
        new HomeFolder(home).make(FileStorage::sync);
        lock = FolderLock.take(home);
        for (var made : List.of(folder, archive)) {
            if (!Files.isDirectory(made)) {
                Files.createDirectory(made);
            }
        }
        sync(folder);
        sync(home);
        sync(home.toRealPath().getParent());
    }

    @Override
    public Map<String, Long> sizes() throws IOException {
        var sizes = new TreeMap<String, Long>();
        addArchive(sizes); // before and after, as a segment may move either way in between
        addSizes(folder, "", sizes);
        addArchive(sizes);
        return sizes;
    }

    private void addArchive(Map<String, Long> sizes) throws IOException {
        if (Files.isDirectory(archive)) { // a copy that is only read may have none
            addSizes(archive, Segment.ARCHIVE, sizes);
        }
    }

    private static void addSizes(Path in, String prefix, Map<String, Long> sizes) throws IOException {
        try (var files = Files.newDirectoryStream(in)) {
            for (var file : files) {
                addSize(file, prefix, sizes);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private static void addSize(Path file, String prefix, Map<String, Long> sizes) throws IOException {
        try {
            var found = Files.readAttributes(file, BasicFileAttributes.class);
            if (!found.isDirectory()) {
                sizes.put(prefix + file.getFileName(), found.size());
            }
        } catch (NoSuchFileException gone) {
            // Archived, rewritten or removed since the folder was read.
        }
    }

    @Override
    public WritableFile create(String name) throws IOException {
        return open(name, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    @Override
    public WritableFile write(String name) throws IOException {
        return open(name, StandardOpenOption.WRITE);
    }

    private ChannelFile open(String name, StandardOpenOption... options) throws IOException {
        try {
            return new ChannelFile(AsynchronousFileChannel.open(folder.resolve(name), Set.of(options), here));
        } catch (IOException e) {
            throw sorted(e);
        }
    }

    @Override
    public ReadableFile read(String name) throws IOException {
        return new SeekingFile(new RandomAccessFile(folder.resolve(name).toFile(), "r"));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        Files.move(folder.resolve(from), folder.resolve(to), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void delete(String name) throws IOException {
        Files.delete(folder.resolve(name));
    }

    @Override
    public void syncFolder() throws IOException {
        sync(folder);
        if (Files.isDirectory(archive)) {
            sync(archive);
        }
    }

    private static void sync(@Nullable Path directory) throws IOException {
        if (directory != null) {
            try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    @Override
    public long usableBytes() throws IOException {
        return Files.getFileStore(folder).getUsableSpace();
    }

    @Override
    public boolean copyOnWrite() throws IOException {
        return COPY_ON_WRITE.contains(Files.getFileStore(folder).type());
    }

    @Override
    public void close() throws IOException {
        if (lock != null) {
            lock.close();
        }
    }

    @Override
    public String toString() {
        return folder.toString();
    }

    /** A full disk as its own type. The JDK has only the system's words for it, which may be in any language. */
    private IOException sorted(IOException e) {
        var words = String.valueOf(e.getMessage());
        boolean full = words.contains("No space left") || words.contains("quota exceeded") || hardlyAnyRoom();
        return full ? new NoRoomException(words) : e;
    }

    private boolean hardlyAnyRoom() {
        try {
            return usableBytes() < HARDLY_ANY_BYTES;
        } catch (IOException e) {
            return false;
        }
    }

    /** Written in the calling thread, which may be interrupted: an interrupt would close a {@link FileChannel} for good. */
    private final class ChannelFile implements WritableFile {

        private final AsynchronousFileChannel channel;

        ChannelFile(AsynchronousFileChannel channel) {
            this.channel = channel;
        }

        @Override
        public long length() throws IOException {
            return channel.size();
        }

        @Override
        public void write(byte[] bytes, int length, long position) throws IOException {
            var chunk = chunks.poll();
            if (chunk == null) {
                chunk = ByteBuffer.allocateDirect(CHUNK_BYTES);
            }
            try {
                for (int done = 0; done < length; done += CHUNK_BYTES) {
                    chunk.clear()
                            .put(bytes, done, Math.min(CHUNK_BYTES, length - done))
                            .flip();
                    write(chunk, position + done);
                }
            } catch (IOException e) {
                throw sorted(e);
            } finally {
                chunks.add(chunk);
            }
        }

        private void write(ByteBuffer chunk, long position) throws IOException {
            long at = position;
            while (chunk.hasRemaining()) {
                var written = channel.write(chunk, at);
                if (written.state() == Future.State.FAILED) {
                    throw new IOException(written.exceptionNow().getMessage(), written.exceptionNow());
                }
                at += written.resultNow();
            }
        }

        @Override
        public void force() throws IOException {
            try {
                channel.force(false);
            } catch (IOException e) {
                throw sorted(e);
            }
        }

        @Override
        public void truncate(long length) throws IOException {
            channel.truncate(length);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /**
     * Reads by seek and read under a lock. A {@link FileChannel} would be closed for all its readers by the interrupt of one of
     * them; a {@link RandomAccessFile} knows no interrupts.
     */
    private static final class SeekingFile implements ReadableFile {

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
}
