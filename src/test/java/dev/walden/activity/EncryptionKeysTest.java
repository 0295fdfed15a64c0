package dev.walden.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a master key may be, what it looks like, and what is said when it is not as it must be. */
class EncryptionKeysTest {

    private static final String HEX = "00112233445566778899aabbccddeeff".repeat(2);
    private static final String BASE64 = "ABEiM0RVZneImaq7zN3u/wARIjNEVWZ3iJmqu8zd7v8=";

    @TempDir
    private Path folder;

    private void start(String masterKey, @Nullable String credentials, boolean enabled) {
        EncryptionKeys keys = new EncryptionKeys(folder.resolve("home"), masterKey, credentials);
        Encryption.of(keys.dataKeys(), enabled, 1, failure -> {}).demandKeys();
    }

    private Path file(String text) throws IOException {
        Path file = folder.resolve("master.key");
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    private MasterKey master(String text) throws IOException {
        return new MasterKeyFile(file(text), false).read();
    }

    @Test
    void hexadecimalDigitsAndBase64AreTheSameKey() throws IOException {
        assertThat(master(HEX + "\n").id())
                .isEqualTo(master(BASE64 + "\n").id())
                .matches("[0-9a-f]{16}");
        assertThat(master(BASE64.replace('A', 'B')).id())
                .isNotEqualTo(master(BASE64).id());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "0011",
                "ABEiM0RVZneImaq7zN3u/w==",
                "ABEiM0RVZneImaq7zN3u/wARIjNEVWZ3iJmqu8zd7v8=\nmore",
                "ÄÖÜ"
            })
    void anythingElseIsNoKey(String text) throws IOException {
        Path file = file(text);

        assertThatThrownBy(() -> start(file.toString(), null, true))
                .isInstanceOf(ActivityException.KeyUnusable.class)
                .hasMessageContainingAll("32 bytes", file.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwx--x---"})
    void aKeyThatOthersMayUseIsRefused(String rights) throws IOException {
        Path file = file(HEX);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));

        assertThatThrownBy(() -> start(file.toString(), null, true))
                .isInstanceOf(ActivityException.KeyUnusable.class)
                .hasMessageContainingAll(file.toString(), rights, "0600");
    }

    @Test
    void theFormOfAWrappedKeyIsReadForEver() throws Exception {
        String content =
                "{\"walden-key\":1,\"id\":\"0123456789abcdef\",\"master\":\"4955b37c3cbf7171\",\"wrapped\":\"AAECAwQFBgcICQoLiMoxUQT4if7KcVju8Q7QA0R9uomriJnh19L+EJEoEXD+Qz08x/+PXsHVKLkzfZdS\"}\n";
        MasterKey master = new MasterKey(new byte[AesGcm.KEY_BYTES]);

        KeyFile file = KeyFile.parse("0123456789abcdef", content.getBytes(StandardCharsets.UTF_8));

        assertThat(file.master()).isEqualTo(master.id());
        assertThat(master.unwrap(file)).startsWith(0, 1, 2, 3).endsWith(30, 31).hasSize(AesGcm.KEY_BYTES);
        assertThat(file.content()).asString(StandardCharsets.UTF_8).isEqualTo(content);
    }

    @Test
    void aMissingOneIsToldWithHowToMakeItAndNothingIsMade() {
        assertThatThrownBy(() -> start(EncryptionKeys.USUAL, null, true))
                .isInstanceOf(ActivityException.KeyUnusable.class)
                .hasMessageContainingAll(folder.resolve("home/keys/master.key").toString(), "keys new-master");

        assertThat(folder.resolve("home")).doesNotExist();
    }

    @Test
    void offNoneIsNeededUntilSomethingIsEncrypted() throws IOException {
        start(EncryptionKeys.USUAL, null, false);
        Path home = folder.resolve("home");
        MasterKey other = new MasterKey(new byte[AesGcm.KEY_BYTES]);
        String id =
                new DataKeys(KeyFolder.in(home), () -> other).create(1).key().id();

        assertThatThrownBy(() -> start(EncryptionKeys.USUAL, null, false))
                .isInstanceOf(ActivityException.KeyUnusable.class)
                .hasMessageContainingAll(id, other.id(), "There is no master key", "master-key");
        EncryptedHome.masterKey(home);
        assertThatThrownBy(() -> start(EncryptionKeys.USUAL, null, false))
                .isInstanceOf(ActivityException.KeyUnusable.class)
                .hasMessageContainingAll(id, other.id(), "the one found is");
    }

    @Test
    void aChangeBeforeTheFolderIsLockedIsNoticed() throws IOException {
        Path home = folder.resolve("home");
        Path made = EncryptedHome.masterKey(home);
        Path next = EncryptedHome.keys(home).newMaster(folder.resolve("next.key"));
        DataKeys keys = EncryptedHome.keys(home).dataKeys();
        keys.create(1);
        Encryption encryption = Encryption.of(keys, true, 1, failure -> {});
        encryption.demandKeys();
        EncryptedHome.keys(home).rotate(next);

        assertThatThrownBy(encryption::begin).isInstanceOf(ActivityException.KeyUnusable.class);
        Files.move(next, made, StandardCopyOption.REPLACE_EXISTING);
        encryption.begin();
    }

    @Test
    void aNameWithoutASlashIsACredential() throws IOException {
        Path file = file(HEX);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r-----")); // as systemd may have it

        start("master.key", folder.toString(), true);

        assertThatThrownBy(() -> start("master.key", null, true))
                .isInstanceOf(ActivityException.KeyUnusable.class)
                .hasMessageContaining("LoadCredential=master.key:FILE");
    }

    @Test
    void inTheDataFolderItHasOnePlace() throws IOException {
        EncryptedHome.masterKey(folder.resolve("home"));

        start("keys/master.key", null, true);

        for (String elsewhere : new String[] {"./master.key", "keys/../log/master.key"}) {
            assertThatThrownBy(() -> start(elsewhere, null, true))
                    .isInstanceOf(ActivityException.KeyUnusable.class)
                    .hasMessageContaining("a backup would copy it along");
        }
    }

    @Test
    void aNewOneIsForItsOwnerAloneAndOverwritesNothing() throws IOException {
        Path home = folder.resolve("home");

        Path made = EncryptedHome.masterKey(home);

        assertThat(made).isEqualTo(home.resolve("keys/master.key"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home)))
                .isEqualTo("rwx------");
        assertThat(Files.readString(made)).matches("[A-Za-z0-9+/]{43}=\n");
        String before = Files.readString(made);
        assertThatThrownBy(() -> EncryptedHome.masterKey(home))
                .isInstanceOf(ActivityException.NotOpened.class)
                .hasMessageContaining("never overwritten");
        assertThat(Files.readString(made)).isEqualTo(before);
        try (Stream<Path> files = Files.list(home.resolve("keys"))) {
            assertThat(files).containsExactly(made);
        }
    }
}
