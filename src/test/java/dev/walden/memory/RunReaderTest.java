package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.TaskId;
import dev.walden.memory.learned.Call;
import dev.walden.memory.learned.Run;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read of tasks that are looked at, and what is not kept. */
class RunReaderTest {

    @TempDir
    Path home;

    private LearnedFixture tasks;

    @BeforeEach
    void open() {
        tasks = LearnedFixture.open(home);
    }

    @AfterEach
    void close() {
        tasks.close();
    }

    @Test
    void theCallsOfATaskAreInTheOrderOfTheirBeginning() {
        TaskId task = tasks.sum(MemoryFixture.SPACE, true);

        assertThat(read(task).calls()).extracting(Call::tool).containsExactly("calculator", "write_file");
        assertThat(read(task).teaches()).isTrue();
    }

    @Test
    void aTaskWithACallThatAPersonSettledTeachesNothing() {
        TaskId task = tasks.settled(
                MemoryFixture.SPACE,
                "Look, note and send",
                new Call("look", Map.of(), "seen"),
                new Call("note", Map.of(), "noted"),
                new Call("send", Map.of(), "sent"));

        assertThat(read(task).teaches()).isFalse();
    }

    @Test
    void ofATaskThatIsTooMuchToLearnFromNothingIsKept() {
        Call page = new Call("page", Map.of(), "x".repeat(50_000));
        TaskId large = tasks.task(MemoryFixture.SPACE, "Read two pages", true, page, page);
        Call look = new Call("look", Map.of(), "seen");
        Call[] calls = new Call[21];
        Arrays.fill(calls, look);
        TaskId longOne = tasks.task(MemoryFixture.SPACE, "Look often", true, calls);

        assertThat(read(large).calls()).isEmpty();
        assertThat(read(longOne).calls()).isEmpty();
    }

    private Run read(TaskId task) {
        tasks.memory().activity().settle();
        return tasks.reader().runs(List.of(task.value())).getFirst();
    }
}
