package dev.walden.tools;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A file, a folder or whatever else has a name, held without being opened: holding a FIFO does not wait. It stays the same one,
 * whatever gets its name meanwhile, so what was found out about it holds when it is used. Confined to its owner.
 */
final class HeldFile implements AutoCloseable {

    private final int descriptor;

    private HeldFile(int descriptor) {
        this.descriptor = descriptor;
    }

    /** @throws NotDirectoryException when there is something else, a link for example */
    static HeldFile folder(Path path) throws IOException {
        return requireFolder(find(Descriptors.WORKING_DIRECTORY, path.toString(), path), path);
    }

    /** @throws NotDirectoryException when there is something else, a link for example */
    HeldFile folder(String name) throws IOException {
        return requireFolder(file(name), Path.of(name));
    }

    /** What has this name in this folder; a link is held itself. */
    HeldFile file(String name) throws IOException {
        return find(descriptor, name, path().resolve(name));
    }

    /** Leads to it and, if it is a folder, to what is below it, while it is held: the kernel's name for a descriptor. */
    Path path() {
        return Path.of("/proc/self/fd/" + descriptor);
    }

    BasicFileAttributes attributes() throws IOException {
        return Files.readAttributes(path(), BasicFileAttributes.class);
    }

    /** Makes the names in this folder durable. */
    void sync() throws IOException {
        try (FileChannel channel = FileChannel.open(path(), StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public void close() {
        Descriptors.close(descriptor);
    }

    private static HeldFile find(int above, String name, Path path) throws IOException {
        int found = Descriptors.find(above, name);
        if (found < 0) {
            Files.readAttributes(
                    path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS); // fails likewise, and knows why
            throw new FileSystemException(path.toString(), null, "it cannot be opened now");
        }
        return new HeldFile(found);
    }

    private static HeldFile requireFolder(HeldFile held, Path path) throws IOException {
        try {
            if (held.attributes().isDirectory()) {
                return held;
            }
        } catch (IOException e) {
            held.close();
            throw e;
        }
        held.close();
        throw new NotDirectoryException(path.toString());
    }
}
