package dev.walden.activity;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * The file of a master key: 32 bytes as base64 or hexadecimal digits, on one line.
 *
 * @param credential whether systemd keeps it, who sees to its readers
 */
record MasterKeyFile(Path file, boolean credential) {

    private static final String OWNER_ONLY = "rw-------";
    private static final int OWNER_LETTERS = 3;

    /** @throws ActivityException.KeyUnusable when it is missing, holds no key, or others may read it */
    MasterKey read() {
        try {
            demandOwnerOnly();
            return new MasterKey(
                    parse(Files.readString(file, StandardCharsets.US_ASCII).strip()));
        } catch (NoSuchFileException missing) {
            throw new ActivityException.KeyUnusable(
                    "There is no master key %s. Make the first one with: keys new-master. If there was one, put it there again, or say with --walden.log.encryption.master-key where it is."
                            .formatted(file),
                    missing);
        } catch (IOException | IllegalArgumentException failed) {
            throw new ActivityException.KeyUnusable(
                    "A master key is 32 bytes as base64 or hexadecimal digits on one line, readable by its owner; %s: %s."
                            .formatted(file, failed),
                    failed);
        }
    }

    private void demandOwnerOnly() throws IOException {
        if (credential || !file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        String rights = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        if (!rights.substring(OWNER_LETTERS).equals("------")) {
            throw new ActivityException.KeyUnusable(
                    "The master key %s has the mode %s: others than its owner may use it. Give it the mode 0600, and think of whether it is still a secret."
                            .formatted(file, rights),
                    null);
        }
    }

    private static byte[] parse(String text) {
        byte[] bytes = text.length() == 2 * AesGcm.KEY_BYTES
                ? HexFormat.of().parseHex(text)
                : Base64.getDecoder().decode(text);
        if (bytes.length != AesGcm.KEY_BYTES) {
            throw new IllegalArgumentException(bytes.length + " bytes were found");
        }
        return bytes;
    }

    /**
     * Makes a new one. Durable on return.
     *
     * @throws ActivityException.NotOpened when there is a file already, which is left as it is
     */
    MasterKey create(SecureRandom random) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new ActivityException.NotOpened(
                    "target_not_empty",
                    "There is a file %s already. A master key is never overwritten; name another file.".formatted(file),
                    null);
        }
        byte[] key = new byte[AesGcm.KEY_BYTES];
        random.nextBytes(key);
        Path folder = FileCopies.parentOf(file);
        List<Path> named = foldersThatGetAName(folder);
        Files.createDirectories(folder, FileCopies.mode(folder, "rwx------"));
        Path aside = folder.resolve(file.getFileName() + ".tmp");
        Files.deleteIfExists(aside);
        try (FileChannel out = FileChannel.open(
                aside,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                FileCopies.mode(folder, OWNER_ONLY))) {
            byte[] line = (Base64.getEncoder().encodeToString(key) + "\n").getBytes(StandardCharsets.US_ASCII);
            out.write(ByteBuffer.wrap(line));
            out.force(true);
        }
        Files.createLink(file, aside); // unlike a rename, it fails where somebody made a file meanwhile
        Files.delete(aside);
        FileCopies.sync(folder);
        for (Path parent : named) {
            FileCopies.sync(parent);
        }
        return new MasterKey(key);
    }

    /** Those that will name a new folder. */
    private static List<Path> foldersThatGetAName(Path folder) {
        List<Path> parents = new ArrayList<>();
        for (Path missing = folder; !Files.exists(missing); missing = FileCopies.parentOf(missing)) {
            parents.add(FileCopies.parentOf(missing));
        }
        return parents;
    }
}
