package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.MemoryEvent.ProcedureLearned;
import dev.walden.memory.learned.Call;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Learning on its own thread, behind the log. */
class ProcedureLearningTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path home;

    @Test
    void itLearnsWhatIsDoneWhileItRunsAndRetiresWhatFails() throws Exception {
        try (LearnedFixture tasks = LearnedFixture.open(home)) {
            ProcedureLearning learning = start(tasks, LearnedMode.AUTO);

            tasks.sums(MemoryFixture.SPACE, 3);
            await(() -> tasks.decided().size() == 1);
            tasks.followed(MemoryFixture.SPACE, LearnedFixture.NAME, "failed");
            tasks.followed(MemoryFixture.SPACE, LearnedFixture.NAME, "failed");
            await(() -> tasks.retired().size() == 1);

            learning.close(PATIENCE);
            assertThat(tasks.learned()).hasSize(1);
        }
    }

    /** A process that ended before it looked, and one that ended after it had decided. */
    @Test
    void aNewProcessGoesOnWithWhatWasLeftAndDecidesNothingTwice() throws Exception {
        try (LearnedFixture tasks = LearnedFixture.open(home)) {
            tasks.sums(MemoryFixture.SPACE, 3);
            tasks.memory().restart();
            ProcedureLearning learning = start(tasks, LearnedMode.ASK);
            await(() -> tasks.learned().size() == 1);
            learning.close(PATIENCE);
            List<ProcedureLearned> learned = tasks.learned();

            tasks.memory().restart();
            learning = start(tasks, LearnedMode.ASK);
            tasks.task(MemoryFixture.SPACE, "Do it", true, new Call("a", Map.of(), "x"), new Call("b", Map.of(), "y"));
            tasks.sums(MemoryFixture.SPACE, 2);
            tasks.look();
            learning.close(PATIENCE);

            assertThat(tasks.learned()).isEqualTo(learned);
        }
    }

    /** Comparing is long work of a processor: on a virtual thread it would take the place of a task. */
    @Test
    void itHasAThreadOfItsOwnThatGoesAfterOthers() throws Exception {
        try (LearnedFixture tasks = LearnedFixture.open(home)) {
            CompletableFuture<Thread> reading = new CompletableFuture<>();
            tasks.onReading(_ -> reading.complete(Thread.currentThread()));
            tasks.sums(MemoryFixture.SPACE, 3);
            ProcedureLearning learning = start(tasks, LearnedMode.ASK);

            Thread thread = reading.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

            assertThat(thread.isVirtual()).isFalse();
            assertThat(thread.getPriority()).isEqualTo(Thread.MIN_PRIORITY);
            learning.close(PATIENCE);
            assertThat(thread.isAlive()).isFalse();
        }
    }

    @Test
    void switchedOffItLearnsNothing() throws Exception {
        try (LearnedFixture tasks = LearnedFixture.open(home)) {
            ProcedureLearning learning = start(tasks, LearnedMode.OFF);
            tasks.sums(MemoryFixture.SPACE, 3);
            learning.close(PATIENCE);

            assertThat(tasks.learned()).isEmpty();
            assertThat(tasks.memory().projection().procedures().take()).isNotEmpty();
        }
    }

    private static ProcedureLearning start(LearnedFixture tasks, LearnedMode mode) {
        ProcedureLearning learning = new ProcedureLearning(
                tasks.memory().activity().log(),
                tasks.memory().activity().views(),
                tasks.memory().projection().procedures(),
                tasks.proposals(mode, 3),
                mode);
        learning.start();
        return learning;
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(PATIENCE).until(condition);
    }
}
