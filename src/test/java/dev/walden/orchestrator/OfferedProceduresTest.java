package dev.walden.orchestrator;

import static dev.walden.orchestrator.FakeReasoningGateway.answer;
import static dev.walden.orchestrator.FakeReasoningGateway.call;
import static dev.walden.orchestrator.FakeReasoningGateway.calls;
import static dev.walden.orchestrator.FakeReasoningGateway.replies;
import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.ActivityException;
import dev.walden.activity.MemoryEvent.EpisodeRecorded;
import dev.walden.activity.TaskEvent.TaskSubmitted;
import dev.walden.activity.TaskId;
import dev.walden.conversation.OfferedProcedure;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.plugin.ToolOutput;
import dev.walden.tools.CallResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OfferedProceduresTest {

    private static final OfferedProcedure NOTE = new OfferedProcedure("note", "Notes.", true);

    @TempDir
    Path folder;

    OrchestratorFixture walden;

    @BeforeEach
    void open() {
        walden = new OrchestratorFixture(folder);
        walden.toolbox.with(
                "use_skill",
                SideEffect.NONE,
                (input, _) -> input.string("name").equals("broken")
                        ? new CallResult.Failed("Broken.", true)
                        : new CallResult.Succeeded(ToolOutput.trusted("Do it.")));
    }

    @AfterEach
    void close() {
        walden.close();
    }

    @Test
    void whatGetsAProcedureIsOfferedOnlyWhereThereIsOne() {
        walden.gateway.think(replies(answer("done")));

        walden.run("anything");

        assertThat(walden.gateway.prompts().getLast().tools()).isEmpty();
        assertThat(walden.gateway.prompts().getLast().procedures()).isEmpty();

        walden.memory.with(NOTE);
        walden.run("anything");

        assertThat(walden.gateway.prompts().getLast().tools())
                .extracting(ToolDescriptor::name)
                .containsExactly("use_skill");
        assertThat(walden.gateway.prompts().getLast().procedures()).containsExactly(NOTE);
    }

    @Test
    void aTaskIsToldWhatItWasToldFirstThroughoutAlsoAfterACrashAndItsPromptsStayExact() throws InterruptedException {
        OfferedProcedure other = new OfferedProcedure("note", "Notes nothing.", true);
        FirstLife firstLife = new FirstLife();
        walden.memory.with(NOTE);
        walden.toolbox.with("look", SideEffect.NONE, (_, _) -> {
            firstLife.endsHere();
            return new CallResult.Succeeded(ToolOutput.trusted("seen"));
        });
        walden.engine().recordTools();
        walden.gateway.think(replies(calls("look"), answer("done")));
        TaskId before = walden.submit("anything");
        firstLife.awaitEnd();
        walden.memory.onlyProcedures(other);
        walden.killAndRestart();
        assertThat(walden.rest(before).output()).isEqualTo("done");
        walden.gateway.think(replies(answer("done")));
        TaskId after = walden.run("anything").id();
        walden.memory.onlyProcedures();
        TaskId last = walden.run("anything").id();

        assertThat(told(before, 1)).containsExactly(NOTE);
        assertThat(told(before, 2)).containsExactly(NOTE);
        assertThat(told(after, 1)).containsExactly(other);
        assertThat(told(last, 1)).isEmpty();
    }

    private List<OfferedProcedure> told(TaskId task, int step) {
        StepPrompt prompt = walden.service().prompt(task, step).orElseThrow();
        assertThat(prompt.missing()).isEmpty();
        assertThat(prompt.exact()).isTrue();
        return prompt.prompt().sent().procedures();
    }

    @Test
    void wordsOfProceduresThatWereForgottenAreNamed() {
        walden.memory.with(NOTE);
        walden.engine().recordTools();
        walden.gateway.think(replies(answer("done")));
        TaskId task = walden.run("anything").id();

        walden.memory.forgetProcedures();

        StepPrompt prompt = walden.service().prompt(task, 1).orElseThrow();
        assertThat(prompt.exact()).isFalse();
        assertThat(prompt.missing()).containsExactly("Words of procedures were forgotten since: note.");
        assertThat(prompt.text()).contains("- note: [forgotten]");
    }

    @Test
    void aTaskWaitsWhereThereIsNoRoomToRecordWhatItIsToldOf() {
        walden.memory.refuseOnce(new ActivityException.NoSpace("The disk is full.", null));
        walden.gateway.think(replies(answer("done")));

        assertThat(walden.run("anything").output()).isEqualTo("done");
    }

    @Test
    void whichOneATaskRunsIsRecordedWhenItIsAccepted() {
        TaskId run = walden.run("run note").id();
        TaskId other = walden.run("anything").id();

        assertThat(walden.events(run, TaskSubmitted.class))
                .extracting(TaskSubmitted::run)
                .containsExactly("note");
        assertThat(walden.events(other, TaskSubmitted.class))
                .extracting(TaskSubmitted::run)
                .containsOnlyNulls();
    }

    @Test
    void theEpisodeNamesTheProceduresThatWereGot() {
        walden.memory.with(NOTE);
        walden.toolbox.with("add", SideEffect.NONE, (_, _) -> new CallResult.Succeeded(ToolOutput.trusted("3")));
        walden.gateway.think(replies(
                call("use_skill", Map.of("name", "second")),
                call("use_skill", Map.of("name", "broken")),
                calls("add"),
                call("use_skill", Map.of("name", "first")),
                call("use_skill", Map.of("name", "second", "inputs", Map.of())),
                answer("done")));

        walden.run("anything");

        assertThat(walden.log().commits().getLast().getLast())
                .isInstanceOfSatisfying(
                        EpisodeRecorded.class,
                        episode -> assertThat(episode.procedures()).isEqualTo(List.of("second", "first")));
    }
}
