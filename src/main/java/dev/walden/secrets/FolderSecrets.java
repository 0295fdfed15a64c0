package dev.walden.secrets;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Files named as their secrets, UTF-8; one line break at the end is not part of the value.
 *
 * @param folder with nothing below it that is looked at
 * @param ownerOnly whether a file that others may read is refused; systemd gives access to its credentials by other means
 */
record FolderSecrets(Path folder, boolean ownerOnly) implements SecretSource {

    private static final int MOST_BYTES = 4 * Secrets.MOST_CHARACTERS + 2;
    private static final Set<PosixFilePermission> OWNERS = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    @Override
    public Optional<String> find(String name) {
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            if (ownerOnly) {
                checkMode(name, file);
            }
            return Optional.of(text(name, file));
        } catch (IOException e) {
            throw new SecretException("The file of the secret " + name + " cannot be read: "
                    + e.getClass().getSimpleName() + ".");
        }
    }

    private static void checkMode(String name, Path file) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
        if (!OWNERS.containsAll(mode)) {
            throw new SecretException("The file of the secret " + name + " is open to more than its owner ("
                    + PosixFilePermissions.toString(mode) + "). Take these rights away: chmod 600.");
        }
    }

    private static String text(String name, Path file) throws IOException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(read(file)))
                    .toString();
            return text.replaceFirst("\\r?\\n\\z", "");
        } catch (CharacterCodingException e) {
            throw new SecretException("The file of the secret " + name + " must be UTF-8 of at most "
                    + Secrets.MOST_CHARACTERS + " characters; it is not.");
        }
    }

    private static byte[] read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MOST_BYTES);
        }
    }
}
