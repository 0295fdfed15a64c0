package dev.walden.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data key is on disk before the first byte is under it, or nothing is. */
class EncryptionFaultTest {

    private static final MasterKey MASTER = new MasterKey(new byte[AesGcm.KEY_BYTES]);

    @TempDir
    private Path home;

    private RecordingFiles files = new RecordingFiles(Path.of(""));
    private Encryption encryption = Encryption.NONE;
    private final List<ActivityException> failures = new ArrayList<>();

    @BeforeEach
    void open() {
        files = new RecordingFiles(home);
        encryption = Encryption.of(keys(), true, 10, failures::add);
    }

    private DataKeys keys() {
        return new DataKeys(new KeyFolder(home, files), () -> MASTER);
    }

    private String encrypt() {
        WritingKey key = encryption.forNew();
        assertThat(key).isNotNull();
        key.encrypt(new byte[10], new byte[0]);
        return key.key().id();
    }

    @Test
    void aKeyIsDurableBeforeItIsGivenOut() {
        String id = encrypt();

        assertThat(files.calls())
                .containsExactly(
                        "create keys",
                        "sync ",
                        "write keys/" + id + ".key.tmp",
                        "rename keys/" + id + ".key.tmp to keys/" + id + ".key",
                        "sync keys");
        assertThat(new DataKeys(KeyFolder.in(home), () -> MASTER).demandAll()).containsExactly(id);
    }

    @Test
    void anInterruptOfTheCallerDoesNotHinderIt() {
        Thread.currentThread().interrupt();

        String id = encrypt();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(keys().demandAll()).containsExactly(id);
        assertThat(failures).isEmpty();
    }

    @Test
    void withoutRoomForAKeyNothingNewIsTakenAndLaterItIs() {
        files.fail("write", "No space left on device");

        assertThatThrownBy(this::encrypt).isInstanceOf(ActivityException.NoSpace.class);
        assertThat(home.resolve("keys")).isEmptyDirectory();
        files.fail("", "");

        assertThat(keys().demandAll()).isEmpty();
        assertThat(encrypt()).isNotEmpty();
        assertThat(failures).isEmpty();
    }

    @Test
    void withoutRoomForTheNextKeyWorkGoesOnUnderTheOldOne() {
        String first = encrypt();
        files.fail("write", "No space left on device");

        String second = encrypt();
        files.fail("", "");
        String third = encrypt();

        assertThat(second).isEqualTo(first);
        assertThat(third).isNotEqualTo(first);
    }

    @Test
    void aDiskThatFailsEndsTheService() {
        for (String call : List.of("create", "sync", "rename")) {
            failures.clear();
            files.fail(call, "Input/output error");

            assertThatThrownBy(this::encrypt).as(call).isInstanceOf(ActivityException.Unusable.class);
            assertThat(failures).hasSize(1);
        }
    }

    @Test
    void theRestOfAKillIsRemovedAtTheNextStart() throws Exception {
        String id = encrypt();
        Files.writeString(home.resolve("keys/0000000000000000.key.tmp"), "{\"walden");

        encryption.begin();

        assertThat(home.resolve("keys"))
                .isDirectoryContaining("glob:**" + id + ".key")
                .isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void offItEncryptsNothing() {
        @Nullable
        WritingKey none = Encryption.of(keys(), false, 10, failures::add).forNew();

        assertThat(none).isNull();
        assertThat(files.calls()).isEmpty();
    }
}
