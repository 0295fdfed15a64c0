package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.activity.ActivityException;
import dev.walden.activity.ServiceEvent.SpaceRulesSet;
import dev.walden.activity.Space;
import dev.walden.activity.TaskEvent.ContextGathered;
import dev.walden.activity.TaskEvent.TaskSubmitted;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules of spaces, and what tasks are given of them. */
final class RuleBookTest {

    private static final Space OTHER = new Space("other");

    @TempDir
    private Path home;

    private MemoryFixture memory;

    @BeforeEach
    void open() {
        memory = MemoryFixture.open(home);
    }

    @AfterEach
    void close() {
        memory.close();
    }

    @Test
    void whatWasSetLastHoldsInItsSpaceAlone() throws Exception {
        memory.rules().set(MemoryFixture.SPACE, "Answer in German.", "k1");
        SpaceRules set = memory.rules().set(MemoryFixture.SPACE, "Answer in French.", "k2");

        assertThat(memory.rules().of(MemoryFixture.SPACE)).contains(set);
        assertThat(set).returns("Answer in French.", SpaceRules::text).returns("k2", SpaceRules::by);
        assertThat(memory.rules().of(OTHER)).isEmpty();
    }

    @Test
    void whatIsSetOrTakenAwayAgainIsNotRecordedAgain() throws Exception {
        SpaceRules set = memory.rules().set(MemoryFixture.SPACE, "Answer in German.", "k1");
        assertThat(memory.rules().set(MemoryFixture.SPACE, "Answer in German.", "k2"))
                .isEqualTo(set);
        memory.rules().remove(MemoryFixture.SPACE, "k1");
        memory.rules().remove(MemoryFixture.SPACE, "k1");
        memory.rules().remove(OTHER, "k1");

        assertThat(memory.rules().of(MemoryFixture.SPACE)).isEmpty();
        assertThat(memory.events(SpaceRulesSet.class))
                .containsExactly(
                        new SpaceRulesSet(MemoryFixture.SPACE, "Answer in German.", "k1"),
                        new SpaceRulesSet(MemoryFixture.SPACE, null, "k1"));
    }

    @Test
    void aTaskIsGivenThoseThatHoldWhenItPerceivesAndTheSameAgain() throws Exception {
        TaskSubmitted asked = memory.asked("s", "Hm");
        assertThat(rules(asked)).isNull();
        SpaceRules first = memory.rules().set(MemoryFixture.SPACE, "Answer in German.", "k1");
        assertThat(rules(asked)).isEqualTo(first);

        memory.rules().set(MemoryFixture.SPACE, "Answer in French.", "k1");
        memory.rules().remove(MemoryFixture.SPACE, "k1");

        assertThat(rules(asked)).isNull();
        assertThat(restored(asked, first.seq())).isEqualTo(first);
        assertThat(memory.memory()
                        .restore(asked, GivenContext.of(List.of(), List.of(), null))
                        .rules())
                .isNull();
    }

    @Test
    void anotherSpacesAreNotGivenWhateverWasRecorded() throws Exception {
        SpaceRules set = memory.rules().set(OTHER, "Answer in German.", "k1");

        assertThatThrownBy(() -> restored(memory.asked("s", "Hm"), set.seq()))
                .isInstanceOf(ActivityException.ViewsBehind.class)
                .hasMessageContaining("record " + set.seq());
    }

    @Test
    void viewsThatAreBuiltAnewHaveAllOfThem() throws Exception {
        SpaceRules first = memory.rules().set(MemoryFixture.SPACE, "Answer in German.", "k1");
        SpaceRules last = memory.rules().set(MemoryFixture.SPACE, "Answer in French.", "k2");
        SpaceRules gone = memory.rules().set(OTHER, "Be brief.", "k1");
        memory.rules().remove(OTHER, "k1");
        TaskSubmitted asked = memory.asked("s", "Hm");

        memory.deleteViews();

        assertThat(memory.rules().of(MemoryFixture.SPACE)).contains(last);
        assertThat(memory.rules().of(OTHER)).isEmpty();
        assertThat(restored(asked, first.seq())).isEqualTo(first);
        assertThat(restored(MemoryFixture.asked(OTHER, memory.newTask(), "s", "Hm"), gone.seq()))
                .isEqualTo(gone);
    }

    private @Nullable SpaceRules rules(TaskSubmitted asked) throws InterruptedException {
        return memory.memory().gather(asked).rules();
    }

    private @Nullable SpaceRules restored(TaskSubmitted asked, long seq) {
        ContextGathered given = new ContextGathered(asked.task(), List.of(), List.of(), null, null, null, seq, null);
        return memory.memory().restore(asked, given).rules();
    }
}
