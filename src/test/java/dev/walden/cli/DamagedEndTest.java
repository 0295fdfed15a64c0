package dev.walden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.ReplayListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private String place = "";

    @BeforeEach
    void turnABitOfRecord20() throws IOException {
        FileSystemUtils.copyRecursively(SOUND, folder.resolve("home"));
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

        assertThat(err.toString(StandardCharsets.UTF_8)).contains(place);
    }

    @Test
    void whatIsBeforeItIsExported() {
        run("log", "export");

        assertThat(out.toString(StandardCharsets.UTF_8).lines()).hasSize(19);
    }

    @Test
    void noBackupIsMadeOfIt() {
        assertThat(run("backup", folder.resolve("backup").toString())).isEqualTo(65);

        assertThat(err.toString(StandardCharsets.UTF_8)).contains(place);
    }

    @Test
    void verifyingDoesNotCallItsEndTorn() {
        assertThat(run("log", "verify")).isEqualTo(65);
        assertThat(run("log", "verify", "--json")).isEqualTo(65);

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains(place, "end         damaged: ", "\"end\":\"damaged\",\"tornBytes\":0,")
                .doesNotContain("torn:");
    }

    private int run(String... command) {
        var console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false);
        String[] all = Stream.concat(Stream.of(command), Stream.of("--walden.home=" + folder.resolve("home")))
                .toArray(String[]::new);
        return Cli.run(new NoMeans(), console, Map.of(), all);
    }

    private static final class NoMeans implements Means {
        @Override
        public void serve(List<String> options) {
            throw new AssertionError("Nothing is served.");
        }

        @Override
        public long rebuild(Path home, List<String> options, ReplayListener listener) {
            throw new AssertionError("Nothing is rebuilt.");
        }

        @Override
        public int rehearse() {
            return 5;
        }

        @Override
        public String version() {
            return "1.2.3";
        }
    }
}
