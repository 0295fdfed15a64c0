package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.ActivityEvent;
import dev.walden.activity.ForgottenWords.Forgotten;
import dev.walden.activity.LearnedStep;
import dev.walden.activity.MemoryEvent.ContentErased;
import dev.walden.activity.MemoryEvent.ProcedureLearned;
import dev.walden.activity.RecordedEvent;
import dev.walden.activity.Space;
import dev.walden.activity.TaskId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is forgotten takes along what was learned from it. */
class LearnedErasureTest {

    private static final Space SPACE = MemoryFixture.SPACE;

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
    void aForgottenTaskTakesAlongTheProcedureAndItsWordsInTheLog() throws Exception {
        List<TaskId> from = tasks.sums(SPACE, 3);
        tasks.look();
        tasks.approve(SPACE, LearnedFixture.NAME);
        assertThat(tasks.memory().procedures(LearnedMode.ASK).offered(SPACE)).hasSize(1);

        forget(from.get(1));

        assertThat(tasks.memory().learned().lastLearned(SPACE, 100)).isEmpty();
        assertThat(tasks.memory().procedures(LearnedMode.ASK).offered(SPACE)).isEmpty();
        assertThat(pendingRecords()).contains(recordOf(ProcedureLearned.class));
        List<String> before = tasks.memory().activity().dump("memory_learned");
        tasks.memory().deleteViews();
        assertThat(tasks.memory().activity().dump("memory_learned")).isEqualTo(before);
    }

    @Test
    void whatIsTakenBackBySourceIsForgottenToo() throws Exception {
        List<TaskId> from = tasks.sums(SPACE, 3);
        tasks.look();

        tasks.memory().undoing().undo(SPACE, "task:" + from.getFirst(), "wrong", "key:k");
        tasks.memory().activity().settle();

        assertThat(tasks.memory().learned().lastLearned(SPACE, 100)).isEmpty();
    }

    @Test
    void anotherSpaceForgetsNothing() throws Exception {
        List<TaskId> from = tasks.sums(SPACE, 3);
        tasks.look();

        tasks.memory()
                .append(new ContentErased(
                        new Space("other"), List.of(ItemIds.ofEpisode(from.getFirst())), "asked", "key:k"));

        assertThat(tasks.memory().learned().lastLearned(SPACE, 100)).hasSize(1);
    }

    @Test
    void aTaskThatWasForgottenTeachesNothing() throws Exception {
        List<TaskId> from = tasks.sums(SPACE, 3);
        forget(from.getFirst());

        tasks.look();

        assertThat(tasks.learned()).isEmpty();
    }

    /** Forgotten while the decision was on its way to the log. */
    @Test
    void aProposalOfAForgottenTaskIsForgottenFromTheBeginning() throws Exception {
        List<TaskId> from = tasks.sums(SPACE, 3);
        forget(from.getFirst());

        tasks.memory()
                .append(new ProcedureLearned(
                        "learned-late",
                        SPACE,
                        "Calculate it",
                        List.of(),
                        List.of(new LearnedStep("clock", "clock", Map.of())),
                        from,
                        true));

        assertThat(tasks.memory().learned().lastLearned(SPACE, 100)).isEmpty();
        assertThat(pendingRecords()).contains(recordOf(ProcedureLearned.class));
    }

    /** Forgotten while it is looked at: what is recorded is gone at once, and would be found again for ever. */
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aTaskThatIsForgottenWhileItIsLookedAtIsLearnedFromOnce() throws Exception {
        List<TaskId> from = tasks.sums(SPACE, 3);
        tasks.onReading(task -> {
            if (task.equals(from.getLast())) {
                erase(from.getFirst());
            }
        });

        tasks.look();

        assertThat(tasks.learned()).hasSize(1);
        assertThat(tasks.memory().learned().lastLearned(SPACE, 100)).isEmpty();
    }

    @Test
    void whatWasRejectedAndForgottenIsNotApprovedByItselfWhenItIsLearnedAgain() throws Exception {
        List<TaskId> from = tasks.sums(SPACE, 3);
        tasks.look(LearnedMode.AUTO, 3);
        tasks.memory().learned().decide(SPACE, LearnedFixture.NAME, false, "key:op");
        forget(from.getFirst());

        tasks.sums(SPACE, 1);
        tasks.look(LearnedMode.AUTO, 3);

        assertThat(tasks.only(SPACE).name()).isEqualTo(LearnedFixture.NAME + "-2");
        assertThat(tasks.only(SPACE).state()).isEqualTo(LearnedState.PROPOSED);
    }

    /** A name stays taken: figures of what had it would be those of another procedure. */
    @Test
    void whatIsLearnedAgainHasAnotherName() throws Exception {
        List<TaskId> from = tasks.sums(SPACE, 3);
        tasks.look();
        forget(from.getFirst());

        tasks.sums(SPACE, 1);
        tasks.look();

        assertThat(tasks.only(SPACE).name()).isEqualTo(LearnedFixture.NAME + "-2");
        assertThat(tasks.only(SPACE).tasks()).hasSize(3).doesNotContain(from.getFirst());
    }

    private void forget(TaskId task) throws InterruptedException {
        List<MemoryItem> gone = tasks.memory().items().erase(SPACE, List.of(ItemIds.ofEpisode(task)), "asked", "key:k");
        tasks.memory().activity().settle();
        assertThat(gone).hasSize(1);
    }

    private void erase(TaskId task) {
        tasks.memory().append(new ContentErased(SPACE, List.of(ItemIds.ofEpisode(task)), "asked", "key:k"));
    }

    private List<Long> pendingRecords() {
        return tasks
                .memory()
                .activity()
                .views()
                .read(connection -> new ForgottenTable().pending(connection, 100))
                .stream()
                .map(Forgotten::item)
                .flatMap(item -> item.stream())
                .toList();
    }

    private long recordOf(Class<? extends ActivityEvent> type) {
        long last = tasks.memory().activity().log().durable();
        return tasks
                .memory()
                .activity()
                .log()
                .read(LongStream.rangeClosed(1, last).boxed().toList())
                .stream()
                .filter(entry -> type.isInstance(entry.event()))
                .mapToLong(RecordedEvent::seq)
                .max()
                .orElseThrow();
    }
}
