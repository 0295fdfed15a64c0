package dev.walden.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the log relies on, held against the real disk and the simulated one alike. */
class StorageContractTest {

    enum Kind {
        REAL,
        SIMULATED,
        WATCHED;

        private Storage storage(Path home) {
            return switch (this) {
                case REAL -> new FileStorage(home);
                case SIMULATED -> new SimulatedDisk();
                case WATCHED ->
                    new TamperedStorage(
                            new SimulatedDisk(), call -> call.proceed().run());
            };
        }
    }

    @TempDir
    Path home;

    private Storage open(Kind kind) throws IOException {
        var storage = kind.storage(home);
        storage.lock();
        return storage;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String content(Storage storage, String name) throws IOException {
        try (var file = storage.read(name)) {
            var bytes = new byte[(int) file.length() + 10];
            int read = file.read(bytes, 0, bytes.length, 0);
            return new String(bytes, 0, read, StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @EnumSource
    void writesLandWhereTheyAreAimed(Kind kind) throws IOException {
        try (var storage = open(kind);
                var file = storage.create("a")) {
            file.write(bytes("hello world"), 11, 0);
            file.write(bytes("WORXX"), 3, 6);
            file.write(bytes("!"), 1, 12);
            file.force();

            assertThat(file.length()).isEqualTo(13);
            assertThat(content(storage, "a")).isEqualTo("hello WORld\0!");
        }
    }

    @ParameterizedTest
    @EnumSource
    void anInterruptedThreadWritesLikeAnyOther(Kind kind) throws IOException {
        try (var storage = open(kind);
                var file = storage.create("a")) {
            Thread.currentThread().interrupt();
            file.write(bytes("hello"), 5, 0);
            file.force();
            assertThat(Thread.interrupted()).isTrue();

            file.write(bytes("!"), 1, 5);
            assertThat(content(storage, "a")).isEqualTo("hello!");
        }
    }

    @ParameterizedTest
    @EnumSource
    void allFilesAreListedWithTheirSizes(Kind kind) throws IOException {
        try (var storage = open(kind);
                var file = storage.create("a");
                var packed = storage.create("archive/b")) {
            file.write(bytes("hello"), 5, 0);
            packed.write(bytes("you"), 3, 0);

            assertThat(storage.sizes()).containsExactlyInAnyOrderEntriesOf(Map.of("a", 5L, "archive/b", 3L));
            assertThat(storage.list()).containsExactlyInAnyOrder("a", "archive/b");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTruncatedFileEndsThereAndGrowsAnewWithZeros(Kind kind) throws IOException {
        try (var storage = open(kind);
                var file = storage.create("a")) {
            file.write(bytes("hello"), 5, 0);
            file.truncate(2);
            assertThat(content(storage, "a")).isEqualTo("he");

            file.write(bytes("x"), 1, 3);

            assertThat(content(storage, "a")).isEqualTo("he\0x");
        }
    }

    @ParameterizedTest
    @EnumSource
    void namesAreMadeChangedAndRemoved(Kind kind) throws IOException {
        try (var storage = open(kind)) {
            storage.create("a").close();
            storage.create("b").close();
            storage.rename("a", "c");
            storage.delete("b");
            storage.syncFolder();

            assertThat(storage.list()).containsExactly("c");
            assertThatThrownBy(() -> storage.create("c")).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> storage.read("a")).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> storage.write("a")).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> storage.delete("a")).isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anOpenFileFollowsItsNewName(Kind kind) throws IOException {
        try (var storage = open(kind);
                var file = storage.create("a")) {
            storage.rename("a", "b");

            file.write(bytes("x"), 1, 0);

            assertThat(content(storage, "b")).isEqualTo("x");
        }
    }

    @ParameterizedTest
    @EnumSource
    void readingStopsAtTheEndOfTheFile(Kind kind) throws IOException {
        try (var storage = open(kind);
                var file = storage.create("a")) {
            file.write(bytes("hello"), 5, 0);

            try (var reading = storage.read("a")) {
                var into = new byte[10];
                assertThat(reading.read(into, 1, 9, 3)).isEqualTo(2);
                assertThat(new String(into, 1, 2, StandardCharsets.UTF_8)).isEqualTo("lo");
                assertThat(reading.read(into, 0, 10, 5)).isZero();
                assertThat(reading.read(into, 0, 10, 50)).isZero();
                assertThat(reading.length()).isEqualTo(5);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFolderThatIsHeldIsRefusedUntilItIsGivenBack(Kind kind) throws IOException {
        var storage = open(kind);

        assertThatThrownBy(() -> {
                    if (kind == Kind.REAL) {
                        open(kind);
                    } else {
                        storage.lock();
                    }
                })
                .isInstanceOf(WalException.Locked.class);

        storage.close();
        if (kind == Kind.REAL) {
            open(kind).close();
        }
    }
}
