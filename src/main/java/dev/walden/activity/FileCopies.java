package dev.walden.activity;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.Predicate;

/**
 * Copies files of one folder to the same places in another, for their owner's eyes only, and notes what was copied. When it is asked
 * again, only what has changed is copied once more. Confined to its thread.
 */
final class FileCopies {

    private static final int CHUNK_BYTES = 1 << 20;

    private final Path from;
    private final Path to;
    private final LongConsumer onBytes;
    private final Map<Path, Copied> done = new LinkedHashMap<>();
    private final Set<Path> wanted = new HashSet<>();
    private final Set<Path> folders = new LinkedHashSet<>();

    FileCopies(Path from, Path to, LongConsumer onBytes) throws IOException {
        this.from = from;
        this.to = to;
        this.onBytes = onBytes;
        makeFolder(to);
    }

    /** A file as it was when it was copied. */
    private record Copied(FileVersion source, BackupManifest.Entry entry) {}

    List<BackupManifest.Entry> done() {
        return done.values().stream().map(Copied::entry).toList();
    }

    /** All of a file. */
    BackupManifest.Entry copy(Path file) throws IOException {
        return copy(file, Long.MAX_VALUE);
    }

    /** All of a file; nothing when it is gone. */
    void copyIfThere(Path file) throws IOException {
        try {
            copy(file);
        } catch (NoSuchFileException gone) {
            wanted.remove(file);
        }
    }

    /** The first bytes of a file; nothing when it has gone elsewhere meanwhile. */
    void copyIfThere(Path file, long bytes) throws IOException {
        try {
            var entry = copy(file, bytes);
            if (entry.bytes() != bytes) {
                throw new FileChangedException(
                        "%s ended at byte %d instead of %d.".formatted(file, entry.bytes(), bytes));
            }
        } catch (NoSuchFileException gone) {
            wanted.remove(file);
        }
    }

    /** All files of a folder; none when it is not there. */
    void copyBelow(Path folder, Predicate<Path> wanted) throws IOException {
        if (!Files.isDirectory(from.resolve(folder))) {
            return;
        }
        List<Path> files;
        try (var all = Files.list(from.resolve(folder))) {
            files = all.filter(Files::isRegularFile)
                    .filter(wanted)
                    .map(from::relativize)
                    .sorted()
                    .toList();
        }
        for (var file : files) {
            copy(file);
        }
    }

    private BackupManifest.Entry copy(Path file, long most) throws IOException {
        var source =
                FileVersion.of(from.resolve(file)); // before: if another takes its place now, this is not its version
        wanted.add(file);
        var earlier = done.get(file);
        if (earlier != null
                && earlier.source().equals(source)
                && earlier.entry().bytes() == Math.min(most, source.bytes())) {
            return earlier.entry();
        }
        done.remove(file);
        var entry = copied(file, most);
        done.put(file, new Copied(source, entry));
        return entry;
    }

    private BackupManifest.Entry copied(Path file, long most) throws IOException {
        var target = to.resolve(file);
        Files.deleteIfExists(target);
        makeFolder(parentOf(target));
        var digest = Sha256.start();
        long copied;
        try (var in = Files.newInputStream(from.resolve(file));
                var out = FileChannel.open(
                        target,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        mode(to, "rw-------"))) {
            copied = pour(in, out, most, digest);
            out.force(true);
        }
        return new BackupManifest.Entry(file.toString(), copied, HexFormat.of().formatHex(digest.digest()));
    }

    private long pour(InputStream in, FileChannel out, long most, MessageDigest digest) throws IOException {
        var chunk = new byte[CHUNK_BYTES];
        long copied = 0;
        while (copied < most) {
            int read = in.read(chunk, 0, (int) Math.min(chunk.length, most - copied));
            if (read < 0) {
                break;
            }
            digest.update(chunk, 0, read);
            var bytes = ByteBuffer.wrap(chunk, 0, read);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            copied += read;
            onBytes.accept(read);
        }
        return copied;
    }

    /** From here on, what is not asked for again is not wanted. */
    void again() {
        wanted.clear();
    }

    /** Removes copies that are not wanted any more and makes all names durable. */
    void sync() throws IOException {
        for (var file : List.copyOf(done.keySet())) {
            if (!wanted.contains(file)) {
                Files.deleteIfExists(to.resolve(file));
                done.remove(file);
            }
        }
        for (var folder : folders) {
            sync(folder);
        }
        sync(parentOf(to));
    }

    private void makeFolder(Path folder) throws IOException {
        if (folders.add(folder) && !Files.isDirectory(folder)) {
            var parent = parentOf(folder);
            if (folder.startsWith(to) && !folder.equals(to)) {
                makeFolder(parent);
            } else {
                Files.createDirectories(parent);
            }
            Files.createDirectory(folder, mode(parent, "rwx------"));
        }
    }

    static FileAttribute<?>[] mode(Path where, String rights) {
        boolean posix = where.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))}
                : new FileAttribute<?>[0];
    }

    static void sync(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    static Path parentOf(Path file) {
        var parent = file.toAbsolutePath().getParent();
        return parent == null ? file : parent;
    }
}
