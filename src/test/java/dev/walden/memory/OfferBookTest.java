package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.activity.ActivityException;
import dev.walden.activity.MemoryEvent.ContentErased;
import dev.walden.activity.ServiceEvent.ProceduresOffered;
import dev.walden.activity.Space;
import dev.walden.activity.TaskEvent.ContextGathered;
import dev.walden.activity.TaskEvent.TaskSubmitted;
import dev.walden.activity.TaskId;
import dev.walden.conversation.OfferedProcedure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a task was told of procedures stays known, whatever becomes of them. */
final class OfferBookTest {

    private static final String STEPS = "steps:\n- {name: now, tool: clock}\n";
    private static final OfferedProcedure GREETING = new OfferedProcedure("greeting", "Greets: all of us.", true);

    @TempDir
    private Path home;

    private LearnedFixture tasks;
    private MemoryFixture memory;

    @BeforeEach
    void open() {
        tasks = LearnedFixture.open(home);
        memory = tasks.memory();
    }

    @AfterEach
    void close() {
        tasks.close();
    }

    @Test
    void whatATaskWasToldIsToldAgainWhateverBecameOfTheFiles() throws Exception {
        skill("greeting", "'Greets:\n  all of us.'\n" + STEPS);
        skill("words", "Only words.\n");
        TaskMemory.Context first = gather("Hm");
        skill("greeting", "Greets nobody.\n" + STEPS);
        remove("words");
        TaskMemory.Context second = gather("Hm");

        assertThat(first.procedures())
                .containsExactly(GREETING, new OfferedProcedure("words", "Only words.", false))
                .isEqualTo(restored(first.offered()));
        assertThat(second.procedures())
                .containsExactly(new OfferedProcedure("greeting", "Greets nobody.", true))
                .isEqualTo(restored(second.offered()));
        memory.deleteViews();
        assertThat(restored(first.offered())).isEqualTo(first.procedures());
        assertThat(restored(second.offered())).isEqualTo(second.procedures());
    }

    /** A record that nobody came to use, as with a kill behind it, is there for the next one. */
    @Test
    void onlyWordsThatNoRecordHasAreRecordedInWhateverLife() throws Exception {
        assertThat(gather("Hm").offered()).isNull();
        skill("greeting", "One.\n");
        String one = gather("Hm").offered();
        skill("greeting", "Two.\n");
        String two = gather("Hm").offered();
        skill("greeting", "One.\n");
        assertThat(gather("Hm").offered()).isEqualTo(one);
        memory.restart();
        assertThat(gather("Hm").offered()).isEqualTo(one).isNotEqualTo(two);
        memory.deleteViews();
        assertThat(gather("Hm").offered()).isEqualTo(one);

        assertThat(memory.events(ProceduresOffered.class))
                .containsExactly(
                        new ProceduresOffered("greeting read One."), new ProceduresOffered("greeting read Two."));
    }

    @Test
    void aTaskThatWasToldOfNoneIsToldOfNoneAgain() throws Exception {
        String none = gather("Hm").offered();
        skill("greeting", "One.\n");

        assertThat(restored(none)).isEmpty();
    }

    @Test
    void whatEarlierVersionsDidNotRecordIsThatOfToday() throws Exception {
        skill("greeting", "One.\n");

        assertThat(restored(ContextGathered.NOT_RECORDED))
                .containsExactly(new OfferedProcedure("greeting", "One.", false));
    }

    @Test
    void moreWordsThanARecordHoldsAreToldAgain() throws Exception {
        for (int i = 0; i < 60; i++) {
            skill("skill-" + i, "日本語の長い説明 ".repeat(15) + i + "\n");
        }
        TaskMemory.Context given = gather("Hm");
        remove("skill-1");
        memory.restart();

        assertThat(given.procedures()).hasSizeGreaterThan(40);
        assertThat(restored(given.offered())).isEqualTo(given.procedures());
    }

    @Test
    void aRunIsToldOfItsProcedureAgainAlsoWhenItIsAnother() throws Exception {
        skill("greeting", "'Greets: all of us.'\n" + STEPS);
        TaskMemory.Context run = gather("run greeting");
        skill("greeting", "Greets nobody.\n" + STEPS);

        assertThat(restored(run.offered())).containsExactly(GREETING).isEqualTo(run.procedures());
    }

    @Test
    void aLearnedOneIsNamedByItsRecordAndToldAgainWhenNobodyMayFollowIt() throws Exception {
        skill("greeting", "One.\n");
        tasks.sums(MemoryFixture.SPACE, 3);
        tasks.look();
        tasks.approve(MemoryFixture.SPACE, LearnedFixture.NAME);
        memory.activity().settle();
        TaskMemory.Context given = gather("Hm");
        memory.learned().decide(MemoryFixture.SPACE, LearnedFixture.NAME, false, "key:op");

        assertThat(gather("Hm").procedures()).hasSize(1);
        assertThat(given.procedures()).hasSize(2).isEqualTo(restored(given.offered()));
        assertThat(given.procedures().getLast().description())
                .startsWith("Learned from tasks such as: Calculate {expression}");
        assertThat(memory.events(ProceduresOffered.class)).containsExactly(new ProceduresOffered("greeting read One."));
        assertThat(memory.memory()
                        .restore(
                                MemoryFixture.asked(new Space("other"), memory.newTask(), "s", "Hm"),
                                record(given.offered()))
                        .procedures()
                        .getLast())
                .isEqualTo(new OfferedProcedure(TaskMemory.FORGOTTEN, TaskMemory.FORGOTTEN, true));
    }

    @Test
    void aLearnedOneThatIsForgottenHasItsNameAlone() throws Exception {
        List<TaskId> from = tasks.sums(MemoryFixture.SPACE, 3);
        tasks.look();
        tasks.approve(MemoryFixture.SPACE, LearnedFixture.NAME);
        memory.activity().settle();
        TaskMemory.Context given = gather("Hm");
        assertThat(restored(given.offered())).isEqualTo(given.procedures());

        memory.append(new ContentErased(
                MemoryFixture.SPACE, List.of(ItemIds.ofEpisode(from.getFirst())), "Asked to forget.", "key:k"));

        OfferedProcedure forgotten = new OfferedProcedure(LearnedFixture.NAME, TaskMemory.FORGOTTEN, true);
        assertThat(restored(given.offered())).containsExactly(forgotten);
        memory.deleteViews();
        assertThat(restored(given.offered())).containsExactly(forgotten);
        assertThat(memory.events(ProceduresOffered.class)).isEmpty();
    }

    @Test
    void viewsThatDoNotKnowTheRecordAreBehind() {
        assertThatThrownBy(() -> restored("70"))
                .isInstanceOf(ActivityException.ViewsBehind.class)
                .hasMessageContaining("record 70");
    }

    private TaskMemory.Context gather(String words) throws InterruptedException {
        return memory.gather("s", words);
    }

    private List<OfferedProcedure> restored(@Nullable String offered) {
        TaskSubmitted asked = memory.asked("s", "Hm");
        return memory.memory().restore(asked, record(offered)).procedures();
    }

    private ContextGathered record(@Nullable String offered) {
        return new ContextGathered(memory.newTask(), List.of(), List.of(), null, null, null, null, offered);
    }

    private void remove(String name) throws IOException {
        Path folder = home.resolve("skills").resolve(name);
        Files.delete(folder.resolve("SKILL.md"));
        Files.delete(folder);
    }

    /** @param rest of the front matter, from the description on */
    private void skill(String name, String rest) throws IOException {
        Path folder = Files.createDirectories(home.resolve("skills").resolve(name));
        Files.writeString(
                folder.resolve("SKILL.md"),
                "---\nname: " + name + "\ndescription: " + rest + "---\nBe kind. " + System.nanoTime() + "\n");
    }
}
