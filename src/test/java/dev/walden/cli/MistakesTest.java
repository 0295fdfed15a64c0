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
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.FileSystemUtils;

/** What people get wrong is told in a sentence that helps, and by the code that is meant for it. */
class MistakesTest {

    private static final String TASK = "tqueuedaaaaaaaaaa";

    @TempDir
    private Path folder;

    private CliRun cli;

    @BeforeEach
    void copyADataFolder() throws IOException {
        FileSystemUtils.copyRecursively(Path.of("src/test/resources/golden/v1/folder"), folder.resolve("home"));
        Files.writeString(folder.resolve("there"), "mine");
        Files.writeString(folder.resolve("no-text"), "\u00e9", StandardCharsets.ISO_8859_1);
        cli = new CliRun(folder.resolve("home"));
    }

    private int run(String line) {
        return cli.run(line.replace("FOLDER", folder.toString()).split(" "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            log export --output FOLDER/there | 73 | there already, and an export overwrites nothing
            log export --output FOLDER/nowhere/file | 74 | The folder of FOLDER/nowhere/file is not there. Make it first
            log export --from 9 --to 4 | 64 | --from 9 lies behind --to 4
            log export --task NOPE | 66 | speaks of a task NOPE
            log export --task tqueuedaaaaaaaaaa --from 90 | 66 | speaks of a task tqueuedaaaaaaaaaa
            log tail -n -3 | 64 | -n takes a number of records, 0 or more; found: -3
            log retention --tasks junk | 64 | An age is like 90d, 36h or 30m; found: junk
            log retention --tasks 2026-11-21 | 64 | An age is like
            log repair --from FOLDER/nowhere | 66 | FOLDER/nowhere has no log
            task replay tqueuedaaaaaaaaaa --file FOLDER/nowhere | 66 | There is no file FOLDER/nowhere
            task replay tqueuedaaaaaaaaaa --file FOLDER/no-text | 74 | A file could not be read or written
            keys rotate --new FOLDER/nowhere | 78 | There is no master key FOLDER/nowhere
            """)
    void aMistakeHasASentenceAndItsCode(String line, int code, String sentence) {
        assertThat(run(line)).isEqualTo(code);

        assertThat(cli.out()).isEmpty();
        assertThat(cli.err())
                .startsWith("walden: ")
                .contains(sentence.replace("FOLDER", folder.toString()))
                .hasLineCount(1);
        assertThat(folder.resolve("there")).hasContent("mine");
    }

    @ParameterizedTest
    @CsvSource({"log repair", "log repair --apply", "log repair --cut-from 2"})
    void aRepairAsksForALog(String line) {
        cli = new CliRun(folder.resolve("nowhere"));

        assertThat(run(line)).isEqualTo(66);

        assertThat(cli.err()).contains(folder.resolve("nowhere") + " has no log");
        assertThat(folder.resolve("nowhere")).doesNotExist();
    }

    @Test
    void anExportThatFailsLeavesNoFile() throws IOException {
        var segment = folder.resolve("home/log/00000000000000000001.jsonl");
        var sound = Files.readAllBytes(segment);
        var damaged = sound.clone();
        damaged[new String(sound, StandardCharsets.ISO_8859_1).indexOf("\n{\"seq\":5,") + 60] ^= 1;
        Files.write(segment, damaged);

        assertThat(run("log export --output FOLDER/export")).isEqualTo(65);
        assertThat(folder.resolve("export")).doesNotExist();
        Files.write(segment, sound);
        assertThat(run("log export --output FOLDER/export")).isZero();

        assertThat(folder.resolve("export")).content().contains("\"seq\":90,");
    }

    @Test
    void anExportOfATaskThatIsNotThereLeavesNoFile() {
        assertThat(run("log export --task NOPE --output FOLDER/export")).isEqualTo(66);

        assertThat(folder.resolve("export")).doesNotExist();
    }

    @Test
    void aReplayTellsHowFarItIsWhenAsked() {
        assertThat(run("task replay --progress " + TASK)).isZero();

        assertThat(cli.err()).matches("(read \\d+(\\.\\d)? [kM]?B" + System.lineSeparator() + ")+");
    }

    @Test
    void aHeadBehindTheEndIsToldTheEnd() {
        assertThat(run("log verify --expect-head 999999999:" + "0".repeat(64))).isEqualTo(65);

        assertThat(cli.out()).containsPattern("the head 999999999:0+ expected, but the log ends with record \\d+");
    }

    @Test
    void aRepairSaysThatMoreMayFollow() throws IOException {
        FileSystemUtils.copyRecursively(folder.resolve("home"), folder.resolve("backup"));
        Files.writeString(folder.resolve("home/log/00000000000000000001.jsonl"), "nothing");

        assertThat(run("log repair --from FOLDER/backup")).isZero();

        assertThat(cli.out())
                .contains("Put 00000000000000000001.jsonl of", "it then looks again", "Blobs were not looked at");
    }
}
