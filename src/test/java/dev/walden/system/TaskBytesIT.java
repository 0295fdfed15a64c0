package dev.walden.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** How much a task leaves in the log: five model calls of 600 bytes, each with a tool call that returns 1 KiB. The task of docs/benchmarks.md. */
class TaskBytesIT {

    private static final int STEPS = 5;
    private static final int MANY_ENOUGH_TO_RECALL = 15;
    private static final int MOST_BYTES = 12_000;

    /** Durations are the machine's: most are nothing here, and one that is not takes 22 bytes. */
    private static final int FOR_DURATIONS = 50;

    /** What {@code "seq"} and {@code "durable"} have when there are hundreds of thousands of records. */
    private static final String LONG_NUMBERS = "$1123456$2123455,";

    @TempDir
    private Path folder;

    @Test
    void aTaskOfFiveStepsLeavesLessThan12KilobytesInFourteenRecords() throws IOException {
        Path home = folder.resolve("home");
        String task = "";
        try (WaldenProcess service = WaldenProcess.ready(home, script(home))) {
            for (int i = 0; i < MANY_ENOUGH_TO_RECALL; i++) {
                JsonNode view = service.client().run("count bytes");
                assertThat(view.path("state").asString()).as(view.toString()).isEqualTo("completed");
                task = view.path("id").asString();
            }
        }

        List<String> lines = linesOf(home, task);

        int bytes = lines.stream()
                .map(line -> line.replaceFirst("(\"seq\":)\\d+(,\"durable\":)\\d+,", LONG_NUMBERS))
                .map(line -> line.replaceAll(",\"duration\":\"[^\"]*\"", ""))
                .mapToInt(line -> line.getBytes(StandardCharsets.UTF_8).length + 1)
                .sum();
        assertThat(bytes).as(() -> String.join("\n", lines)).isLessThan(MOST_BYTES - FOR_DURATIONS);
        assertThat(lines).hasSize(2 + 2 * STEPS + 2);
    }

    private static List<String> linesOf(Path home, String task) throws IOException {
        return Files.readAllLines(LogFiles.segments(home).getFirst()).stream()
                .filter(line -> line.contains("\"task\":\"" + task + "\""))
                .toList();
    }

    private String[] script(Path home) throws IOException {
        Path workspace = Files.createDirectories(home.resolve("workspace/default"));
        StringBuilder steps = new StringBuilder();
        for (int step = 1; step <= STEPS; step++) {
            Files.writeString(workspace.resolve(step + ".txt"), "x".repeat(1_024));
            steps.append("      - text: \"%s\"\n        tools: [{tool: read_file, arguments: {path: \"%d.txt\"}}]\n"
                    .formatted("y".repeat(500), step));
        }
        steps.append("      - answer: \"%s\"\n".formatted("y".repeat(500)));
        Path script = Files.writeString(folder.resolve("script.yaml"), "scripts:\n  - steps:\n" + steps);
        return new String[] {
            "--walden.reasoning.default-engine=script",
            "--walden.reasoning.engines.script.type=scripted",
            "--walden.reasoning.engines.script.script=" + script
        };
    }
}
