package dev.walden.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.RecordLines;
import dev.walden.activity.RecordedEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A recorded task as a regression test: the records that {@code log export --task ID} wrote, kept in
 * {@code src/test/resources/recorded}. See docs/replay.md.
 */
final class RecordedTask {

    private RecordedTask() {}

    /** The records of a file, one a line. */
    static List<RecordedEvent> read(Path file) throws IOException {
        return RecordLines.read(file);
    }

    /** Fails when today's code would go another way than the recorded task, and shows where. */
    static void assertNoDivergence(ReplayReport report) {
        assertThat(report.firstDivergence())
                .as(() -> String.join("\n", ReplayText.lines(report)))
                .isEmpty();
    }
}
