package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.ActivityLog;
import dev.walden.activity.ForwardingLog;
import dev.walden.activity.MemoryEvent.ProcedureLearned;
import dev.walden.activity.MemoryEvent.ProcedureRetired;
import dev.walden.activity.MemoryEvent.SourceUndone;
import dev.walden.activity.Space;
import dev.walden.activity.TaskId;
import dev.walden.memory.learned.Call;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Undoing a source takes the procedures along that were learned from tasks which had seen its words. */
final class SourceProceduresTest {

    private static final Space SPACE = MemoryFixture.SPACE;
    private static final String PAGE = "url:http://127.0.0.1/3";

    @TempDir
    private Path home;

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
    void aProposalFromTasksThatSawTheSourceIsRetiredForGood() throws Exception {
        pages(3);
        tasks.look();

        Undoing.Undone undone = undo(PAGE);
        pages(3);
        tasks.look();

        assertThat(undone.procedures()).containsExactly(name());
        assertThat(tasks.only(SPACE).state()).isEqualTo(LearnedState.RETIRED);
        assertThat(tasks.only(SPACE).why()).isEqualTo("source-undone");
        assertThat(tasks.learned()).hasSize(1);
        assertThat(tasks.memory().events(SourceUndone.class))
                .containsExactly(new SourceUndone(SPACE, PAGE, List.of(), List.of(), "poisoned", "key:admin"));
    }

    @Test
    void whatTasksDidThatHadSeenTheSourceIsProposedNoMoreAndThatOfOthersIs() throws Exception {
        List<TaskId> seen = pages(3);
        undo(PAGE);

        tasks.look();
        List<ProcedureLearned> atOnce = tasks.learned();
        pages(1);
        tasks.look();

        assertThat(atOnce).isEmpty();
        assertThat(tasks.learned()).hasSize(1);
        assertThat(tasks.only(SPACE).tasks())
                .hasSize(3)
                .contains(seen.get(0), seen.get(1))
                .doesNotContain(seen.get(2));
    }

    @Test
    void whatTasksDidThatSawTheSourceAfterwardsIsProposed() throws Exception {
        undo(PAGE);
        pages(3);

        tasks.look();

        assertThat(tasks.learned()).hasSize(1);
    }

    @Test
    void whatIsTakenBackWhileTheRecordsOfItsTasksAreReadIsNotProposed() throws Exception {
        pages(3);
        AtomicBoolean undone = new AtomicBoolean();
        ActivityLog log = new ForwardingLog(tasks.memory().activity().log()) {
            @Override
            public void awaitApplied(long seq, Duration atMost) throws InterruptedException {
                if (undone.compareAndSet(false, true)) { // by who held the lock before
                    tasks.memory().append(new SourceUndone(SPACE, PAGE, List.of(), List.of(), "poisoned", "key:admin"));
                }
                super.awaitApplied(seq, atMost);
            }
        };
        LearnedProcedures learned =
                new LearnedProcedures(log, tasks.memory().activity().views(), new SpaceLocks());
        Proposals proposals = tasks.proposals(learned, LearnedMode.ASK, 3);
        tasks.memory().activity().settle();
        for (Way way : tasks.memory().activity().views().read(proposals::waysOf)) {
            proposals.propose(way);
        }

        assertThat(undone).isTrue();
        assertThat(tasks.learned()).isEmpty();
    }

    @Test
    void oneThatWasApprovedIsFollowedNoMoreAndARebuildKnowsIt() throws Exception {
        pages(3);
        tasks.look();
        tasks.approve(SPACE, name());
        assertThat(tasks.memory().procedures(LearnedMode.ASK).offered(SPACE)).hasSize(1);

        undo("tool:web_fetch");
        tasks.memory().deleteViews();

        assertThat(tasks.memory().procedures(LearnedMode.ASK).offered(SPACE)).isEmpty();
        assertThat(tasks.only(SPACE).state()).isEqualTo(LearnedState.RETIRED);
    }

    @Test
    void whatHadNoPartInItIsLeft() throws Exception {
        pages(3);
        tasks.sums(SPACE, 3);
        tasks.look();

        undo("url:http://127.0.0.1/9");
        undo("tool:calculator");

        assertThat(tasks.retired()).isEmpty();
        assertThat(tasks.memory().events(SourceUndone.class))
                .allMatch(one -> one.items().isEmpty());
    }

    @Test
    void aDryRunTellsAndAskedAgainThereIsNothingMore() throws Exception {
        pages(3);
        tasks.look();
        String name = name();

        Undoing.Undone wouldGo = undoing().preview(SPACE, PAGE);
        int before = tasks.retired().size();
        undo(PAGE);
        Undoing.Undone again = undo(PAGE);

        assertThat(wouldGo.procedures()).containsExactly(name);
        assertThat(before).isZero();
        assertThat(again.procedures()).isEmpty();
        assertThat(tasks.retired()).containsExactly(new ProcedureRetired(SPACE, name, "source-undone"));
    }

    /** So many tasks that read one page each and write down what it says. */
    private List<TaskId> pages(int number) {
        List<TaskId> made = new ArrayList<>();
        for (int i = 1; i <= number; i++) {
            String url = "http://127.0.0.1/" + i;
            String path = "page-" + i + ".txt";
            made.add(tasks.task(
                    SPACE,
                    "Fetch " + url + " and write it to " + path,
                    false,
                    new Call("web_fetch", Map.of("url", url), "Words of " + i),
                    new Call("write_file", Map.of("path", path, "content", "Words of " + i), "Written.")));
        }
        return made;
    }

    private String name() throws InterruptedException {
        return tasks.only(SPACE).name();
    }

    private Undoing.Undone undo(String source) throws InterruptedException {
        return undoing().undo(SPACE, source, "poisoned", "key:admin");
    }

    private Undoing undoing() {
        return tasks.memory().undoing();
    }
}
