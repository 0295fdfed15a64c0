package dev.walden.wal;

import java.io.IOException;
import java.io.RandomAccessFile;
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
import org.jspecify.annotations.Nullable;

/** The real disk: {@code <home>/LOCK} and the files under {@code <home>/log} and {@code <home>/log/archive}. */
final class FileStorage implements Storage {

    private static final Set<String> COPY_ON_WRITE = Set.of("btrfs", "zfs", "bcachefs");

    /** Of the process, or of the system. */
    private static final String NO_DESCRIPTOR = "Too many open files";

    private static final int HARDLY_ANY_BYTES = 64 * 1024;

    private final Path home;
    private final Path folder;
    private final Path archive;
    private final Chunks chunks = new Chunks();
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
        } catch (IOException e) {
            throw opening(e);
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
        return ChannelFile.open(folder.resolve(name), chunks, this::sorted, options);
    }

    @Override
    public ReadableFile read(String name) throws IOException {
        try {
            return new SeekingFile(new RandomAccessFile(folder.resolve(name).toFile(), "r"));
        } catch (IOException e) {
            throw opening(e);
        }
    }

    @Override
    public void rename(String from, String to) throws IOException {
        try {
            Files.move(folder.resolve(from), folder.resolve(to), StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException e) {
            throw sorted(e); // a folder may need room for a longer name
        }
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
            try (var channel = opened(directory)) {
                channel.force(true);
            }
        }
    }

    /** What fails here is no failed force. */
    private static FileChannel opened(Path directory) throws IOException {
        try {
            return FileChannel.open(directory, StandardOpenOption.READ);
        } catch (IOException e) {
            throw opening(e);
        }
    }

    /** Want of descriptors as its own type: it says nothing of the file, and passes. */
    private static IOException opening(IOException e) {
        var words = String.valueOf(e.getMessage());
        return words.contains(NO_DESCRIPTOR) ? new NoRoomException(words) : e;
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
        boolean full = words.contains("No space left")
                || words.contains("quota exceeded")
                || words.contains(NO_DESCRIPTOR)
                || hardlyAnyRoom();
        return full ? new NoRoomException(words) : e;
    }

    private boolean hardlyAnyRoom() {
        try {
            return usableBytes() < HARDLY_ANY_BYTES;
        } catch (IOException e) {
            return false;
        }
    }
}
