package dev.walden.activity;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The few things that blobs ask of the file system: the seam for tests of their order and of faults. */
interface BlobFiles {

    /** The real file system. */
    BlobFiles DISK = new Disk();

    /** The size of a file, or empty when there is none. */
    OptionalLong size(Path file) throws IOException;

    byte[] read(Path file) throws IOException;

    /** Creates or replaces a file; its content is durable on return, its name is not. */
    void write(Path file, byte[] content) throws IOException;

    /**
     * Makes the content of a file, or the names in a folder, durable. An interrupt of the thread does not disturb it, and stays set.
     *
     * @throws UnopenedException when it was not begun
     */
    void sync(Path fileOrFolder) throws IOException;

    /** Gives a file its name, in place of another if need be; at once or not at all. */
    void rename(Path from, Path to) throws IOException;

    void createFolder(Path folder) throws IOException;

    /** The files right in a folder whose names end so; none when there is no folder. */
    List<Path> list(Path folder, String ending) throws IOException;

    /** Deletes a file if it is there. */
    void delete(Path file) throws IOException;

    /** Streams where channels would do: an interrupt of the caller's thread closes a channel. */
    final class Disk implements BlobFiles {

        private Disk() {}

        @Override
        public OptionalLong size(Path file) throws IOException {
            return Files.isRegularFile(file) ? OptionalLong.of(Files.size(file)) : OptionalLong.empty();
        }

        @Override
        public byte[] read(Path file) throws IOException {
            try (InputStream in = new FileInputStream(file.toFile())) {
                return in.readAllBytes();
            }
        }

        @Override
        public void write(Path file, byte[] content) throws IOException {
            try (FileOutputStream out = new FileOutputStream(file.toFile())) {
                out.write(content);
                out.getFD().sync();
            }
        }

        @Override
        public void sync(Path fileOrFolder) throws IOException {
            // A plain channel would be closed by an interrupt, before the force or under it; this one takes no notice.
            try (var channel = opened(fileOrFolder)) {
                channel.force(true);
            }
        }

        private static AsynchronousFileChannel opened(Path fileOrFolder) throws UnopenedException {
            try {
                return AsynchronousFileChannel.open(fileOrFolder, StandardOpenOption.READ);
            } catch (IOException problem) {
                throw new UnopenedException(problem);
            }
        }

        @Override
        public void rename(Path from, Path to) throws IOException {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        }

        @Override
        public void createFolder(Path folder) throws IOException {
            Files.createDirectories(folder);
        }

        @Override
        public List<Path> list(Path folder, String ending) throws IOException {
            try (Stream<Path> all = Files.list(folder)) {
                return all.filter(file -> file.toString().endsWith(ending)).toList();
            } catch (NoSuchFileException none) {
                return List.of();
            }
        }

        @Override
        public void delete(Path file) throws IOException {
            Files.deleteIfExists(file);
        }
    }
}
