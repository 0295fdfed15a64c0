package dev.walden.access;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * The file {@code admin.key} in the data folder: the first admin key, one line, mode 0600. It is whole or absent: written aside,
 * synced, renamed, and the folder synced.
 */
final class AdminKeyFile {

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path file;

    AdminKeyFile(Path home) {
        this.file = home.resolve("admin.key");
    }

    Path path() {
        return file;
    }

    /** The key in the file, or empty when there is no file. */
    Optional<KeyText> read() {
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            KeyText key = new KeyText(Files.readString(file).strip());
            if (!key.wellFormed()) {
                throw AccessException.malformedKeyFile(file.toString());
            }
            return Optional.of(key);
        } catch (IOException e) {
            throw AccessException.keyFileUnavailable(file.toString(), e);
        }
    }

    /** Puts the key into the file, in place of what was there. Durable on return. */
    void write(KeyText key) {
        Path aside = file.resolveSibling("admin.key.new");
        try {
            Files.deleteIfExists(aside);
            Files.createFile(aside, OWNER_ONLY);
            try (FileChannel channel = FileChannel.open(aside, StandardOpenOption.WRITE)) {
                ByteBuffer line = ByteBuffer.wrap((key.value() + "\n").getBytes(StandardCharsets.US_ASCII));
                while (line.hasRemaining()) {
                    channel.write(line);
                }
                channel.force(true);
            }
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel folder = FileChannel.open(file.resolveSibling(""), StandardOpenOption.READ)) {
                folder.force(true);
            }
        } catch (IOException e) {
            throw AccessException.keyFileUnavailable(file.toString(), e);
        }
    }
}
