package dev.walden.tools;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * The files of one space. Thread-safe. Every folder on the way is opened relative to the one before it and no link is followed, so
 * that swapping a folder for a link while a call runs does not lead out. Only regular files are opened: a FIFO would block, a device
 * could do anything.
 */
record Workspace(Path folder) {

    private static final int MAX_LISTED = 10_000;

    /** A name in a folder. */
    record Entry(String name, boolean isFolder, boolean isFile, long bytes) {}

    /**
     * The bytes of a file, or as many as asked for.
     *
     * @throws FileSystemException when there is no such regular file
     */
    byte[] read(WorkspacePath path, int maxBytes) throws IOException {
        try (SecureDirectoryStream<Path> parent = open(path.parent())) {
            requireFile(attributes(parent, path.name()), path);
            try (SeekableByteChannel channel = parent.newByteChannel(
                            path.name(), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
                    InputStream in = Channels.newInputStream(channel)) {
                return in.readNBytes(maxBytes);
            }
        }
    }

    /**
     * Puts a whole file in place, with the folders on the way. Returns when it is durable; until then, and after a crash, the file
     * is the old one or the new one.
     *
     * @param temporary a name for the time of writing; one that a crash left behind is replaced
     */
    void write(WorkspacePath path, byte[] content, String temporary) throws IOException {
        makeFolders(path.parent());
        Path part = Path.of(temporary);
        try (SecureDirectoryStream<Path> parent = open(path.parent())) {
            requireReplaceable(parent, path);
            deleteIfThere(parent, part);
            try {
                writeDurably(parent, part, content);
                parent.move(part, parent, path.name());
            } catch (IOException e) {
                deleteIfThere(parent, part);
                throw e;
            }
        }
        sync(path.parent());
    }

    /** What a folder holds, by name; empty when the space has no files yet. At most 10,000 names are looked at. */
    List<Entry> list(WorkspacePath path) throws IOException {
        if (path.isTop() && !Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        List<Entry> entries = new ArrayList<>();
        try (SecureDirectoryStream<Path> opened = open(path)) {
            for (Path name : opened) {
                if (!name.toString().startsWith(WorkspacePath.RESERVED) && entries.size() < MAX_LISTED) {
                    BasicFileAttributes found = attributes(opened, name.getFileName());
                    entries.add(new Entry(
                            name.getFileName().toString(), found.isDirectory(), found.isRegularFile(), found.size()));
                }
            }
        }
        entries.sort(Comparator.comparing(Entry::name));
        return entries;
    }

    @SuppressWarnings("StreamResourceLeak") // The caller closes what this gives back.
    private SecureDirectoryStream<Path> open(WorkspacePath path) throws IOException {
        if (Files.isSymbolicLink(folder)) {
            throw new NotDirectoryException(folder.toString());
        }
        SecureDirectoryStream<Path> opened = secure(Files.newDirectoryStream(folder));
        for (String name : path.names()) {
            try (SecureDirectoryStream<Path> above = opened) {
                opened = above.newDirectoryStream(Path.of(name), LinkOption.NOFOLLOW_LINKS);
            }
        }
        return opened;
    }

    private static SecureDirectoryStream<Path> secure(DirectoryStream<Path> stream) throws IOException {
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            return secure;
        }
        stream.close();
        throw new IOException("this file system cannot open files relative to a folder, which workspaces need");
    }

    private static BasicFileAttributes attributes(SecureDirectoryStream<Path> parent, Path name) throws IOException {
        return parent.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
    }

    private static void requireFile(BasicFileAttributes found, WorkspacePath path) throws IOException {
        if (!found.isRegularFile()) {
            String kind = found.isDirectory() ? "a folder" : found.isSymbolicLink() ? "a link" : "a special file";
            throw new FileSystemException(path.toString(), null, "it is " + kind + ", not a regular file");
        }
    }

    private static void requireReplaceable(SecureDirectoryStream<Path> parent, WorkspacePath path) throws IOException {
        try {
            requireFile(attributes(parent, path.name()), path);
        } catch (NoSuchFileException _) {
            // A new file.
        }
    }

    private void makeFolders(WorkspacePath path) throws IOException {
        Files.createDirectories(folder);
        for (WorkspacePath prefix : path.prefixes()) {
            try {
                Files.createDirectory(folder.resolve(prefix.toString()));
                sync(prefix.parent());
            } catch (FileAlreadyExistsException _) {
                open(prefix).close();
            }
        }
    }

    private static void writeDurably(SecureDirectoryStream<Path> parent, Path name, byte[] content) throws IOException {
        try (SeekableByteChannel channel = parent.newByteChannel(
                name, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS))) {
            ByteBuffer left = ByteBuffer.wrap(content);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            if (channel instanceof FileChannel file) {
                file.force(true);
            }
        }
    }

    private static void deleteIfThere(SecureDirectoryStream<Path> parent, Path name) throws IOException {
        try {
            parent.deleteFile(name);
        } catch (NoSuchFileException _) {
            // As it should be.
        }
    }

    private void sync(WorkspacePath path) throws IOException {
        Path directory = path.isTop() ? folder : folder.resolve(path.toString());
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
