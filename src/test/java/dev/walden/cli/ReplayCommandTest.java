package dev.walden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code task replay} over a data folder of a released version, and over lines of an export. */
class ReplayCommandTest {

    private static final Path HOME = Path.of("src/test/resources/golden/v1/folder");
    private static final Path RECORDED = Path.of("src/test/resources/recorded/waits-for-input.jsonl");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void aTaskOfADataFolderIsToldStepByStepWithWhatWouldComeNext() {
        int code = run("tperceivingaaaaaa");

        assertThat(code).isZero();
        assertThat(lines())
                .anyMatch(line -> line.contains("task-started") && line.contains("queued → perceiving  same"))
                .contains("Today's code decides the same; decisions compared: 1.")
                .last()
                .asString()
                .contains("next it would do: context-gathered");
    }

    @Test
    void aDifferenceIsTheLastWordAndTheExitCode() {
        int code = run("tfailedaaaaaaaaaa");

        assertThat(code).isEqualTo(1);
        assertThat(lines().getLast())
                .isEqualTo(
                        "Record 82 is input-requested c1 \"Which one?\"; today's code would have done: "
                                + "tool-call-started c1 http_request{\"url\":\"https://example.org/failed\"} (none, attempt 1).");
    }

    @Test
    void linesOfAnExportDoInsteadOfTheFolder() throws IOException {
        String task = Files.readString(RECORDED).replaceAll("(?s).*?\"task\":\"(t[a-z2-7]{16})\".*", "$1");

        int code = run(task, "--file", RECORDED.toString());

        assertThat(code).isZero();
        assertThat(lines()).last().asString().contains("as it is awaiting_input");
    }

    @Test
    void anExportOfAnotherTaskIsRefused() {
        assertThat(run("tnobodyaaaaaaaaaa", "--file", RECORDED.toString())).isEqualTo(66);

        assertThat(err.toString(StandardCharsets.UTF_8)).contains("The file tells of task t");
    }

    @Test
    void anExpiredTaskIsToldToBeGone(@TempDir Path folder) throws IOException {
        List<String> lines = Files.readAllLines(Path.of("src/test/resources/recorded/approved.jsonl"));
        Path kept = Files.write(
                folder.resolve("kept.jsonl"),
                lines.stream()
                        .filter(line -> line.contains("task-submitted")
                                || line.contains("context-gathered")
                                || line.contains("task-completed"))
                        .toList());

        assertThat(run(lines.getFirst().replaceAll(".*\"task\":\"([^\"]+)\".*", "$1"), "--file", kept.toString()))
                .isEqualTo(66);

        assertThat(err.toString(StandardCharsets.UTF_8)).contains("The task expired; its steps are no longer kept.");
    }

    @Test
    void jsonIsOneObject() {
        assertThat(run("tqueuedaaaaaaaaaa", "--json")).isZero();

        assertThat(lines())
                .singleElement()
                .asString()
                .startsWith(
                        "{\"task\":\"tqueuedaaaaaaaaaa\",\"same\":true,\"divergence\":null,\"erased\":false,\"next\":\"task-started\"");
    }

    @Test
    void aTaskThatNoRecordSpeaksOfIsNotFound() {
        assertThat(run("tnobodyaaaaaaaaaa")).isEqualTo(66);

        assertThat(err.toString(StandardCharsets.UTF_8)).contains("No record speaks of a task tnobodyaaaaaaaaaa.");
    }

    private List<String> lines() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private int run(String... arguments) {
        var console = Console.of(out, new PrintStream(err, true, StandardCharsets.UTF_8), false);
        String[] all = new String[arguments.length + 3];
        all[0] = "task";
        all[1] = "replay";
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        all[all.length - 1] = "--walden.home=" + HOME.toAbsolutePath();
        return Cli.run(new NoMeans(), console, Map.of(), all);
    }
}
