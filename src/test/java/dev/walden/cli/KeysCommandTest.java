package dev.walden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Making a master key and changing to another, as an operator does. */
class KeysCommandTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    private int run(Map<String, String> environment, String... arguments) {
        var console = Console.of(out, new PrintStream(err, true, StandardCharsets.UTF_8), false);
        return Cli.run(new NoMeans(), console, environment, arguments);
    }

    @Test
    void aNewMasterKeyGoesWhereItIsLookedFor() {
        var home = Map.of("WALDEN_HOME", folder.resolve("home").toString());

        assertThat(run(home, "keys", "new-master")).isZero();
        assertThat(run(home, "keys", "new-master")).isEqualTo(73);
        assertThat(run(home, "keys", "new-master", folder.resolve("next.key").toString()))
                .isZero();
        assertThat(run(
                        Map.of(
                                "WALDEN_LOG_ENCRYPTION_MASTERKEY",
                                folder.resolve("env.key").toString()),
                        "keys",
                        "new-master"))
                .isZero();

        assertThat(folder.resolve("home/keys/master.key")).exists();
        assertThat(folder.resolve("next.key")).exists();
        assertThat(folder.resolve("env.key")).exists();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("Keep a copy");
    }

    @Test
    void aNewMasterKeyIsNamedAsJsonAndNeverShown() {
        var file = folder.resolve("next.key");

        assertThat(run(Map.of(), "keys", "new-master", "--json", file.toString()))
                .isZero();

        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo("{\"file\":\"" + file + "\"}" + System.lineSeparator());
    }

    @Test
    void rotatingNamesAKeyThatCannotBeUsed() throws Exception {
        var home = "--walden.home=" + Files.createDirectory(folder.resolve("home"));

        assertThat(run(Map.of(), "keys", "rotate", home)).isEqualTo(64);
        assertThat(run(
                        Map.of(),
                        "keys",
                        "rotate",
                        "--new",
                        folder.resolve("none").toString(),
                        home))
                .isEqualTo(78);

        assertThat(err.toString(StandardCharsets.UTF_8)).contains("There is no master key " + folder.resolve("none"));
    }

    @Test
    void whereNothingIsEncryptedThereIsNothingToRotate() throws Exception {
        var home = "--walden.home=" + Files.createDirectory(folder.resolve("home"));
        var next = folder.resolve("next.key").toString();
        run(Map.of(), "keys", "new-master", next, home);

        assertThat(run(Map.of(), "keys", "rotate", "--new", next, home, "--json"))
                .isZero();

        assertThat(out.toString(StandardCharsets.UTF_8)).endsWith("{\"wrapped\":0}" + System.lineSeparator());
    }
}
