package dev.walden.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.wal.FolderLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.AEADBadTagException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changing the master key: cut short anywhere, every data key is under the old or the new one, and doing it again finishes. */
class KeyRotationTest {

    private static final int KEYS = 3;
    private static final MasterKey OLD = new MasterKey(bytes(1));
    private static final MasterKey NEW = new MasterKey(bytes(2));
    private static final MasterKey OTHER = new MasterKey(bytes(3));

    @TempDir
    private Path home;

    private final LinkedHashMap<String, byte[]> made = new LinkedHashMap<>();

    private static byte[] bytes(int fill) {
        byte[] bytes = new byte[AesGcm.KEY_BYTES];
        Arrays.fill(bytes, (byte) fill);
        return bytes;
    }

    @BeforeEach
    void makeKeys() throws Exception {
        DataKeys keys = new DataKeys(KeyFolder.in(home), () -> OLD);
        for (int i = 0; i < KEYS; i++) {
            String id = keys.create(1).key().id();
            made.put(id, OLD.unwrap(KeyFolder.in(home).read(id)));
        }
    }

    private int rotate(BlobFiles files) throws IOException {
        return new KeyRotation(new KeyFolder(home, files), () -> OLD, NEW).run();
    }

    @Test
    void allKeysAreUnderTheNewOneAndTheSameAsBefore() throws Exception {
        assertThat(rotate(BlobFiles.DISK)).isEqualTo(KEYS);
        assertThat(rotate(BlobFiles.DISK)).as("done again").isZero();

        for (Map.Entry<String, byte[]> key : made.entrySet()) {
            assertThat(NEW.unwrap(KeyFolder.in(home).read(key.getKey()))).isEqualTo(key.getValue());
        }
        assertThatThrownBy(() -> new DataKeys(KeyFolder.in(home), () -> OLD).demandAll())
                .isInstanceOf(ActivityException.KeyUnusable.class)
                .hasMessageContainingAll(OLD.id(), NEW.id(), "keys rotate");
    }

    @Test
    void cutShortAtAnyCallEveryKeyIsReadableAndTheNextAttemptFinishes() throws Exception {
        int cuts = 0;
        for (boolean done = false; !done; cuts++) {
            try {
                rotate(new DyingFiles(cuts));
                done = true;
            } catch (DyingFiles.Killed _) {
                assertThatEveryKeyIsUnderOneOfBoth();
            }
            int left = rotate(BlobFiles.DISK);

            assertThat(left).isLessThanOrEqualTo(KEYS);
            assertThat(new DataKeys(KeyFolder.in(home), () -> NEW).demandAll()).hasSize(KEYS);
            assertThat(KeyFolder.in(home).path()).isDirectoryNotContaining("glob:**.tmp");
            backToTheOldOne();
        }
        assertThat(cuts).as("calls of a whole rotation").isGreaterThanOrEqualTo(KEYS * 5);
    }

    private void assertThatEveryKeyIsUnderOneOfBoth() throws AEADBadTagException {
        for (Map.Entry<String, byte[]> key : made.entrySet()) {
            KeyFile file = KeyFolder.in(home).read(key.getKey());
            MasterKey by = file.master().equals(NEW.id()) ? NEW : OLD;
            assertThat(by.unwrap(file)).isEqualTo(key.getValue());
        }
    }

    private void backToTheOldOne() throws IOException {
        new KeyRotation(KeyFolder.in(home), () -> NEW, OLD).run();
    }

    @Test
    void aKeyUnderAThirdOneIsNamedAndNothingIsChanged() throws IOException {
        String id = made.firstEntry().getKey();
        KeyFolder.in(home).write(OTHER.wrap(made.lastEntry().getKey(), bytes(9), new SecureRandom()));
        List<String> before = contents();

        assertThatThrownBy(() -> rotate(BlobFiles.DISK))
                .isInstanceOf(ActivityException.KeyUnusable.class)
                .hasMessageContainingAll(
                        made.lastEntry().getKey(), OTHER.id(), OLD.id(), NEW.id(), "Nothing was changed");

        assertThat(contents()).isEqualTo(before);
        assertThat(id).isNotEmpty();
    }

    private List<String> contents() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("keys"))) {
            return files.sorted()
                    .map(file -> {
                        try {
                            return file + Files.readString(file);
                        } catch (IOException e) {
                            throw new IllegalStateException(e);
                        }
                    })
                    .toList();
        }
    }

    @Test
    void aDamagedKeyIsNamed() throws IOException {
        String id = made.firstEntry().getKey();
        Path file = home.resolve("keys/" + id + ".key");
        Files.writeString(file, Files.readString(file).replaceAll("(\"wrapped\":\".{20}).", "$1-"));

        assertThatThrownBy(() -> rotate(BlobFiles.DISK))
                .isInstanceOf(ActivityException.KeyUnusable.class)
                .hasMessageContainingAll(id, "backup");
    }

    @Test
    void besideAServiceItIsRefused() throws IOException {
        Path to = EncryptedHome.keys(home).newMaster(home.resolveSibling(home.getFileName() + ".key"));
        try (var _ = FolderLock.take(home)) {
            assertThatThrownBy(() -> EncryptedHome.keys(home).rotate(to))
                    .isInstanceOf(ActivityException.NotOpened.class)
                    .extracting(failure -> ((ActivityException) failure).code())
                    .isEqualTo("data_folder_locked");
        }
        Files.delete(to);
    }
}
