package dev.walden.activity;

import dev.walden.wal.FolderLock;
import dev.walden.wal.WalException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/**
 * Where the keys of a data folder are: the data keys, wrapped, in its folder {@code keys}, and the master key that wraps them. Nothing is
 * read until it is needed.
 *
 * @param home the data folder
 * @param masterKey a file, absolute or from the data folder on; a name without a slash is that of a systemd credential
 * @param credentials the folder of credentials that systemd gave this process, null for none
 */
public record EncryptionKeys(
        Path home, String masterKey, @Nullable String credentials) {

    /** The usual place of the master key in the data folder. */
    public static final String USUAL = "keys/master.key";

    /**
     * Makes a new master key, for its owner alone. Durable on return.
     *
     * @param file null for where the master key is looked for
     * @return the file
     * @throws ActivityException.NotOpened when there is a file already
     */
    public Path newMaster(@Nullable Path file) throws IOException {
        Path to = file == null ? masterFile().file() : file.toAbsolutePath();
        new MasterKeyFile(to, false).create(new SecureRandom());
        return to;
    }

    /**
     * Wraps all data keys by another master key. Called again, it goes on where it was cut short.
     *
     * @param newMaster the file of the new one
     * @return how many data keys were wrapped anew
     * @throws ActivityException.KeyUnusable when a key can be opened by neither; nothing was changed then
     * @throws ActivityException.NotOpened when a service has the folder
     */
    public int rotate(Path newMaster) throws IOException {
        MasterKey to = new MasterKeyFile(newMaster, false).read();
        try (var _ = FolderLock.take(home)) {
            return new KeyRotation(KeyFolder.in(home), () -> masterFile().read(), to).run();
        } catch (WalException failed) {
            throw WalFailures.atOpening(failed);
        }
    }

    DataKeys dataKeys() {
        return new DataKeys(KeyFolder.in(home), () -> masterFile().read());
    }

    private MasterKeyFile masterFile() {
        if (!masterKey.contains("/")) {
            if (credentials == null) {
                throw new ActivityException.KeyUnusable(
                        ("The master key is the systemd credential %s, but systemd gave this process none. Add LoadCredential=%s:FILE to the"
                                        + " unit; elsewhere give the file with --walden.log.encryption.master-key=/path.")
                                .formatted(masterKey, masterKey),
                        null);
            }
            return new MasterKeyFile(Path.of(credentials).resolve(masterKey), true);
        }
        Path file = home.resolve(masterKey).normalize();
        if (file.startsWith(home) && !file.startsWith(home.resolve("keys"))) {
            throw new ActivityException.KeyUnusable(
                    "The master key %s lies in the data folder, where a backup would copy it along. Keep it in %s or elsewhere."
                            .formatted(file, home.resolve("keys")),
                    null);
        }
        return new MasterKeyFile(file, false);
    }
}
