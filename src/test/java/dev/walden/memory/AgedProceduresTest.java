package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.TaskId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was learned from tasks that were too old: it stays if somebody approved it. */
final class AgedProceduresTest {

    @TempDir
    private Path home;

    private LearnedFixture tasks;
    private MemoryFixture memory;
    private Ageing ageing;

    @BeforeEach
    void open() {
        tasks = LearnedFixture.open(home);
        memory = tasks.memory();
        ageing = new Ageing(memory);
    }

    @AfterEach
    void close() {
        tasks.close();
    }

    private List<LearnedProcedure> known() throws Exception {
        memory.activity().settle();
        List<String> before = memory.activity().dump("memory_learned");
        List<String> forgotten = memory.activity().dump("memory_forgotten");
        memory.deleteViews();
        assertThat(memory.activity().dump("memory_learned")).isEqualTo(before);
        assertThat(memory.activity().dump("memory_forgotten")).isEqualTo(forgotten);
        return memory.learned().lastLearned(MemoryFixture.SPACE, 100);
    }

    private int forgottenRecords() {
        memory.activity().settle();
        return memory.activity().dump("memory_forgotten").size();
    }

    @Test
    void anApprovedOneStaysUntilSomebodyForgetsATaskOfIt() throws Exception {
        List<TaskId> from = tasks.sums(MemoryFixture.SPACE, 3);
        tasks.look();
        tasks.approve(MemoryFixture.SPACE, LearnedFixture.NAME);

        assertThat(ageing.forgetBefore(Ageing.moment())).isEqualTo(from.size());

        assertThat(memory.procedures(LearnedMode.ASK).offered(MemoryFixture.SPACE))
                .hasSize(1);
        assertThat(known()).hasSize(1);
        memory.items().erase(MemoryFixture.SPACE, List.of(ItemIds.ofEpisode(from.getFirst())), "asked", "key:k");
        assertThat(known()).isEmpty();
    }

    @Test
    void aProposalGoesWithTheLastOfItsTasks() throws Exception {
        tasks.sums(MemoryFixture.SPACE, 2);
        Instant between = Ageing.moment();
        tasks.sums(MemoryFixture.SPACE, 1);
        tasks.look();

        assertThat(ageing.forgetBefore(between)).isEqualTo(2);
        assertThat(known()).hasSize(1);
        int records = forgottenRecords();
        assertThat(ageing.forgetBefore(Ageing.moment())).isEqualTo(1);

        assertThat(known()).isEmpty();
        assertThat(forgottenRecords()).as("task and procedure").isEqualTo(records + 2);
    }

    @Test
    void oneThatIsRejectedBehindTheLastOfItsTasksGoesThen() throws Exception {
        tasks.sums(MemoryFixture.SPACE, 3);
        tasks.look();
        tasks.approve(MemoryFixture.SPACE, LearnedFixture.NAME);
        ageing.forgetBefore(Ageing.moment());

        assertThat(memory.learned()
                        .decide(MemoryFixture.SPACE, LearnedFixture.NAME, false, "key:op")
                        .state())
                .isEqualTo(LearnedState.REJECTED);

        assertThat(known()).isEmpty();
    }
}
