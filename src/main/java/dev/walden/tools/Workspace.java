package dev.walden.tools;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * The files of one space. Thread-safe. Every folder on the way is found, or made, relative to the one before it and no link is followed,
 * so that swapping a folder for a link while a call runs does not lead out. Only regular files are opened, and what is opened is what
 * was looked at: a FIFO would block, a device could do anything.
 */
record Workspace(Path folder) {

    private static final int MAX_LISTED = 10_000;

    /** A name in a folder. */
    record Entry(String name, boolean isFolder, boolean isFile, long bytes) {}

    /** From one folder to the next. */
    private interface Step {
        HeldFile below(HeldFile above, String name) throws IOException;
    }

    /**
     * The bytes of a file, or as many as asked for.
     *
     * @throws FileSystemException when there is no such regular file
     */
    byte[] read(WorkspacePath path, int maxBytes) throws IOException {
        try (HeldFile parent = descend(path.parent(), HeldFile::folder);
                HeldFile file = parent.file(path.lastName())) {
            requireFile(file.attributes(), path);
            try (InputStream in = Files.newInputStream(file.path())) {
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
        makeTop();
        try (HeldFile parent = descend(path.parent(), Workspace::madeFolder)) {
            Path part = parent.path().resolve(temporary);
            Path whole = parent.path().resolve(path.lastName());
            requireReplaceable(whole, path);
            Files.deleteIfExists(part);
            try {
                writeDurably(part, content);
                Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                Files.deleteIfExists(part);
                throw e;
            }
            parent.sync();
        }
    }

    /** What a folder holds, by name; empty when the space has no files yet. At most 10,000 names are looked at. */
    List<Entry> list(WorkspacePath path) throws IOException {
        if (path.isTop() && !Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        List<Entry> entries = new ArrayList<>();
        try (HeldFile held = descend(path, HeldFile::folder);
                DirectoryStream<Path> names = Files.newDirectoryStream(held.path())) {
            for (Path found : names) {
                String name = found.getFileName().toString();
                if (!name.startsWith(WorkspacePath.RESERVED) && entries.size() < MAX_LISTED) {
                    BasicFileAttributes about = attributes(found);
                    entries.add(new Entry(name, about.isDirectory(), about.isRegularFile(), about.size()));
                }
            }
        }
        entries.sort(Comparator.comparing(Entry::name));
        return entries;
    }

    private HeldFile descend(WorkspacePath path, Step step) throws IOException {
        HeldFile held = HeldFile.folder(folder);
        for (String name : path.names()) {
            try (HeldFile above = held) {
                held = step.below(above, name);
            }
        }
        return held;
    }

    /** The folder of the space and the one of all spaces; whoever made them may not have come to make them durable. */
    private void makeTop() throws IOException {
        Files.createDirectories(folder);
        for (String above : List.of("..", "../..")) {
            try (FileChannel channel = FileChannel.open(folder.resolve(above), StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static HeldFile madeFolder(HeldFile above, String name) throws IOException {
        try {
            Files.createDirectory(above.path().resolve(name));
        } catch (FileAlreadyExistsException _) {
            // Whether it is a folder is seen next.
        }
        above.sync(); // whoever made it may not have come to this
        return above.folder(name);
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static void requireFile(BasicFileAttributes found, WorkspacePath path) throws IOException {
        if (!found.isRegularFile()) {
            String kind = found.isDirectory() ? "a folder" : found.isSymbolicLink() ? "a link" : "a special file";
            throw new FileSystemException(path.toString(), null, "it is " + kind + ", not a regular file");
        }
    }

    private static void requireReplaceable(Path whole, WorkspacePath path) throws IOException {
        try {
            requireFile(attributes(whole), path);
        } catch (NoSuchFileException _) {
            // A new file.
        }
    }

    private static void writeDurably(Path part, byte[] content) throws IOException {
        try (FileChannel channel =
                FileChannel.open(part, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
            ByteBuffer left = ByteBuffer.wrap(content);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        }
    }
}
