package dev.walden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.FileSystemUtils;

/** A bit turns in the newest segment, far below the watermark: no command takes that for the end of the log. */
class DamagedEndTest {

    private static final Path SOUND = Path.of("src/test/resources/golden/v1/folder");
    private static final String NEWEST = "00000000000000000014.jsonl";

    @TempDir
    Path folder;

    private CliRun commands = new CliRun(Path.of("not set"));
    private String place = "";

    @BeforeEach
    void turnABitOfRecord20() throws IOException {
        FileSystemUtils.copyRecursively(SOUND, folder.resolve("home"));
        commands = new CliRun(folder.resolve("home"));
        Path newest = folder.resolve("home/log").resolve(NEWEST);
        byte[] content = Files.readAllBytes(newest);
        int line = new String(content, StandardCharsets.ISO_8859_1).indexOf("{\"seq\":20,");
        content[line + 60] ^= 1;
        Files.write(newest, content);
        place = "%s, line 8 (byte %d): checksum ".formatted(NEWEST, line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "log export",
                "log show --task tdoneaaaaaaaaaaaa",
                "log stats",
                "log summary",
                "log tail -n 1000",
                "log retention --tasks 1d",
                "task replay tdoneaaaaaaaaaaaa"
            })
    void aCommandThatReadsComesToItAndTells(String command) {
        assertThat(run(command.split(" "))).isEqualTo(65);

        assertThat(commands.err()).contains(place);
    }

    @Test
    void whatIsBeforeItIsExported() {
        run("log", "export");

        assertThat(commands.out().lines()).hasSize(19);
    }

    @Test
    void noBackupIsMadeOfIt() {
        assertThat(run("backup", folder.resolve("backup").toString())).isEqualTo(65);

        assertThat(commands.err()).contains(place);
    }

    @Test
    void verifyingDoesNotCallItsEndTorn() {
        assertThat(run("log", "verify")).isEqualTo(65);
        assertThat(run("log", "verify", "--json")).isEqualTo(65);

        assertThat(commands.out())
                .contains(place, "end         damaged: ", "\"end\":\"damaged\",\"tornBytes\":0,")
                .doesNotContain("torn:");
    }

    private int run(String... command) {
        return commands.run(command);
    }
}
