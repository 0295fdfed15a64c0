package dev.walden.orchestrator;

import static dev.walden.orchestrator.FakeReasoningGateway.answer;
import static dev.walden.orchestrator.FakeReasoningGateway.call;
import static dev.walden.orchestrator.FakeReasoningGateway.calls;
import static dev.walden.orchestrator.FakeReasoningGateway.replies;
import static org.assertj.core.api.Assertions.assertThat;

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
