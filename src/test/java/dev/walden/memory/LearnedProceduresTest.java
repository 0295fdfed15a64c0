package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.walden.activity.MemoryEvent.ProcedureDecided;
import dev.walden.activity.Space;
import dev.walden.activity.TaskId;
import dev.walden.memory.learned.Call;
import dev.walden.memory.procedure.ProcedureException;
import dev.walden.plugin.ToolInput;
import dev.walden.plugin.ToolOutput;
import dev.walden.reasoning.Procedure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What tasks did again and again becomes a procedure, once somebody wants it. */
class LearnedProceduresTest {

    private static final Space SPACE = MemoryFixture.SPACE;
    private static final Space OTHER = new Space("other");
    private static final String NAME = LearnedFixture.NAME;

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
    void threeTasksOfTheSameKindAreProposedOnce() throws Exception {
        List<TaskId> from = tasks.sums(SPACE, 3);

        tasks.look();
        tasks.look();
        tasks.sums(SPACE, 4);
        tasks.look();

        assertThat(tasks.learned()).hasSize(1);
        LearnedProcedure proposed = tasks.only(SPACE);
        assertThat(proposed.name()).isEqualTo(NAME);
        assertThat(proposed.state()).isEqualTo(LearnedState.PROPOSED);
        assertThat(proposed.goal()).isEqualTo("Calculate {expression} and write it to {path}");
        assertThat(proposed.tasks()).isEqualTo(from);
        assertThat(proposed.trusted()).isTrue();
        assertThat(proposed.inputs()).extracting(ListedProcedure.Input::name).containsExactly("expression", "path");
    }

    @Test
    void itIsFollowedOnlyOnceItIsApprovedAndOnlyInItsSpace() throws Exception {
        tasks.sums(SPACE, 3);
        tasks.look();
        assertThat(offered(SPACE)).isEmpty();
        assertThatThrownBy(() -> get(SPACE))
                .isInstanceOf(ProcedureException.class)
                .hasMessageContaining("nobody has approved it yet");

        LearnedProcedure approved = tasks.approve(SPACE, NAME);

        assertThat(approved.state()).isEqualTo(LearnedState.APPROVED);
        assertThat(approved.decidedBy()).isEqualTo("key:op");
        assertThat(offered(SPACE)).containsExactly(NAME);
        Procedure followed = get(SPACE).definition().with(Map.of("expression", "1+1", "path", "x"));
        assertThat(followed.steps().getFirst().arguments()).isEqualTo(Map.of("expression", "1+1"));
        assertThat(followed.steps().getLast().arguments())
                .isEqualTo(Map.of("path", "x", "content", "{{steps.calculator.result}}"));
        assertThat(offered(OTHER)).isEmpty();
        assertThat(tasks.memory().learned().lastLearned(OTHER, 100)).isEmpty();
        assertThatThrownBy(() -> get(OTHER)).hasMessageContaining("There is no procedure " + NAME);
        assertThatThrownBy(() -> tasks.approve(OTHER, NAME)).isInstanceOf(MemoryException.NoSuchProcedure.class);
    }

    @Test
    void tasksOfTwoSpacesTeachNothingTogether() throws Exception {
        tasks.sums(SPACE, 2);
        tasks.sums(OTHER, 2);

        tasks.look();

        assertThat(tasks.learned()).isEmpty();
    }

    @Test
    void tasksThatFailedOrFollowedAProcedureTeachNothing() throws Exception {
        tasks.sums(SPACE, 2);
        Call[] calls = {
            new Call("calculator", Map.of("expression", "9*7"), "63"),
            new Call("write_file", Map.of("path", "n", "content", "63"), "Written.")
        };
        tasks.failed(SPACE, "Calculate 9*7 and write it to n", calls);
        tasks.guided(SPACE, "Calculate 9*7 and write it to n", calls);
        tasks.task(SPACE, "Make Bob's invoice of May", true, calls);

        tasks.look();

        assertThat(tasks.learned()).isEmpty();
    }

    @Test
    void whatWasRejectedIsNotProposedAgain() throws Exception {
        tasks.sums(SPACE, 3);
        tasks.look();

        tasks.memory().learned().decide(SPACE, NAME, false, "key:op");
        tasks.sums(SPACE, 30);
        tasks.look();

        assertThat(tasks.learned()).hasSize(1);
        assertThatThrownBy(() -> get(SPACE)).hasMessageContaining("rejected");
        assertThatThrownBy(() -> tasks.approve(SPACE, NAME)).isInstanceOf(MemoryException.ProcedureClosed.class);
    }

    @Test
    void aDecisionIsRecordedOnceAndMayBeTakenBack() throws Exception {
        tasks.sums(SPACE, 3);
        tasks.look();

        tasks.approve(SPACE, NAME);
        tasks.approve(SPACE, NAME);
        LearnedProcedure rejected = tasks.memory().learned().decide(SPACE, NAME, false, "key:other");

        assertThat(rejected.state()).isEqualTo(LearnedState.REJECTED);
        assertThat(tasks.decided())
                .extracting(ProcedureDecided::decision, ProcedureDecided::by)
                .containsExactly(tuple("approved", "key:op"), tuple("rejected", "key:other"));
        assertThat(offered(SPACE)).isEmpty();
    }

    @Test
    void twoFailuresInARowRetireItForGood() throws Exception {
        tasks.sums(SPACE, 3);
        tasks.look();
        tasks.followed(SPACE, NAME, "failed"); // of before it was approved: says nothing
        tasks.approve(SPACE, NAME);
        tasks.followed(SPACE, NAME, "failed");
        tasks.followed(OTHER, NAME, "failed");
        tasks.followed(SPACE, NAME, "cancelled");
        tasks.look();
        assertThat(tasks.retired()).isEmpty();

        tasks.followed(SPACE, NAME, "failed");
        tasks.look();
        tasks.sums(SPACE, 3);
        tasks.look();

        assertThat(tasks.retired()).hasSize(1);
        assertThat(tasks.learned()).hasSize(1);
        assertThat(tasks.only(SPACE).state()).isEqualTo(LearnedState.RETIRED);
        assertThat(tasks.only(SPACE).why()).isEqualTo("failed-twice");
        assertThat(offered(SPACE)).isEmpty();
        assertThatThrownBy(() -> get(SPACE)).hasMessageContaining("is retired");
    }

    @Test
    void moreFailuresThanSuccessesRetireIt() throws Exception {
        tasks.sums(SPACE, 3);
        tasks.look();
        tasks.approve(SPACE, NAME);
        for (String outcome : List.of("failed", "completed", "failed", "completed")) {
            tasks.followed(SPACE, NAME, outcome);
        }
        tasks.look();
        assertThat(tasks.retired()).isEmpty();

        tasks.followed(SPACE, NAME, "failed");
        tasks.look();

        assertThat(tasks.only(SPACE).why()).isEqualTo("fails-often");
    }

    @Test
    void aSkillOfItsNameGoesFirst() throws Exception {
        tasks.sums(SPACE, 3);
        writeSkill("learned-calculator-write-file-2");
        writeSkill(NAME);
        tasks.look();
        String name = tasks.only(SPACE).name();
        assertThat(name).isEqualTo(NAME + "-3");

        tasks.approve(SPACE, name);
        writeSkill(name);

        assertThat(tasks.memory()
                        .procedures(LearnedMode.ASK)
                        .get(SPACE, name)
                        .definition()
                        .description())
                .isEqualTo("A skill.");
        assertThat(offered(SPACE)).containsOnlyOnce(name);
    }

    @Test
    void wordsFromOutsideStayUntrusted() throws Exception {
        tasks.sums(SPACE, 2);
        tasks.sum(SPACE, false);
        tasks.look(LearnedMode.AUTO, 3);

        assertThat(tasks.only(SPACE).state()).as("not approved by itself").isEqualTo(LearnedState.PROPOSED);
        assertThat(tasks.only(SPACE).trusted()).isFalse();

        tasks.approve(SPACE, NAME);
        assertThat(descriptions(SPACE).getFirst()).doesNotContain("Calculate").contains("words from outside");
        ToolOutput got = new UseSkillTool(() -> tasks.memory().procedures(LearnedMode.ASK))
                .call(
                        new ToolInput(Map.of("name", NAME, "inputs", Map.of("expression", "1+1", "path", "x"))),
                        tasks.memory().call(tasks.memory().newTask(), "s", "c1"));
        assertThat(got.trusted()).isFalse();
    }

    @Test
    void configurationApprovesOrSwitchesOff() throws Exception {
        tasks.sums(SPACE, 2);

        tasks.look(LearnedMode.AUTO, 2);

        assertThat(tasks.only(SPACE).state()).isEqualTo(LearnedState.APPROVED);
        assertThat(tasks.only(SPACE).decidedBy()).isEqualTo("configuration");
        assertThat(offered(SPACE)).containsExactly(NAME);
        assertThat(tasks.memory().procedures(LearnedMode.OFF).offered(SPACE)).isEmpty();
        assertThatThrownBy(() -> tasks.memory().procedures(LearnedMode.OFF).get(SPACE, NAME))
                .hasMessageContaining("switched off");
    }

    @Test
    void noMoreThanTwentyProposalsWait() throws Exception {
        for (int i = 0; i < 25; i++) {
            Call[] calls = {new Call("a" + i, Map.of(), "x"), new Call("b", Map.of(), "y")};
            tasks.task(SPACE, "Do thing " + i, true, calls);
            tasks.task(SPACE, "Do thing " + i, true, calls);
        }

        tasks.look(LearnedMode.ASK, 2);

        assertThat(tasks.learned()).hasSize(20);
    }

    @Test
    void viewsBuiltFromTheLogAreTheSame() throws Exception {
        tasks.sums(SPACE, 3);
        tasks.look();
        tasks.approve(SPACE, NAME);
        tasks.followed(SPACE, NAME, "completed");
        tasks.followed(SPACE, NAME, "failed");
        tasks.followed(SPACE, NAME, "failed");
        tasks.look();
        List<List<String>> before = dump();

        tasks.memory().deleteViews();
        tasks.look();

        assertThat(dump()).isEqualTo(before);
        assertThat(tasks.learned()).hasSize(1);
        assertThat(tasks.retired()).hasSize(1);
    }

    private List<List<String>> dump() {
        return Stream.of("memory_learned", "memory_learned_from", "memory_procedures", "memory_procedure_uses")
                .map(table -> tasks.memory().activity().dump(table))
                .toList();
    }

    private FoundProcedure get(Space space) throws ProcedureException {
        return tasks.memory().procedures(LearnedMode.ASK).get(space, NAME);
    }

    private List<String> offered(Space space) {
        return tasks.memory().procedures(LearnedMode.ASK).offered(space).stream()
                .map(offer -> offer.told().name())
                .toList();
    }

    private List<String> descriptions(Space space) {
        return tasks.memory().procedures(LearnedMode.ASK).offered(space).stream()
                .map(offer -> offer.told().description())
                .toList();
    }

    private void writeSkill(String name) throws Exception {
        Path folder = Files.createDirectories(home.resolve("skills").resolve(name));
        Files.writeString(folder.resolve("SKILL.md"), "---\nname: " + name + "\ndescription: A skill.\n---\nDo it.\n");
    }
}
