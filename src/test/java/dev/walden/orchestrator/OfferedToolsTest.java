package dev.walden.orchestrator;

import static dev.walden.orchestrator.FakeReasoningGateway.answer;
import static dev.walden.orchestrator.FakeReasoningGateway.calls;
import static dev.walden.orchestrator.FakeReasoningGateway.replies;
import static dev.walden.orchestrator.FakeToolbox.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.ServiceEvent.OfferedTool;
import dev.walden.activity.ServiceEvent.ToolsOffered;
import dev.walden.activity.TaskId;
import dev.walden.plugin.SideEffect;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tools that change while the service runs: what a model was offered stays known. */
final class OfferedToolsTest {

    @TempDir
    private Path folder;

    private OrchestratorFixture walden;

    @BeforeEach
    void open() {
        walden = new OrchestratorFixture(folder);
        walden.toolbox.with("add", SideEffect.NONE, (_, _) -> succeeded("3"));
        walden.engine().recordTools();
    }

    @AfterEach
    void close() {
        walden.close();
    }

    @Test
    void aToolThatCameIsRecordedBeforeAModelIsOfferedIt() {
        walden.toolbox.with("grow", SideEffect.NONE, (_, _) -> {
            walden.toolbox.with("grown", SideEffect.NONE, (_, _) -> succeeded("4"));
            return succeeded("there is another");
        });
        walden.gateway.think(replies(calls("grow"), calls("grown"), answer("done")));

        TaskId task = walden.run("Go on.").id();

        assertThat(prompt(task, 1).text()).contains("=== tool grow").doesNotContain("=== tool grown");
        assertThat(prompt(task, 2).text()).contains("=== tool grown");
        for (int step = 1; step <= 3; step++) {
            assertThat(prompt(task, step).exact()).as("step " + step).isTrue();
        }
    }

    @Test
    void moreToolsThanFitIntoARecordAreOfferedAndShownExactly() {
        for (int i = 0; i < 400; i++) {
            walden.toolbox.with("tool_with_a_long_name_number_" + i, SideEffect.NONE, (_, _) -> succeeded("3"));
        }
        walden.gateway.think(replies(answer("done")));

        TaskId task = walden.run("Go on.").id();

        assertThat(prompt(task, 1).exact()).isTrue();
        assertThat(prompt(task, 1).text()).contains("=== tool tool_with_a_long_name_number_399");
    }

    @Test
    void nothingIsRecordedWhileNothingChanges() {
        walden.gateway.think(replies(calls("add"), calls("add"), answer("done")));

        walden.run("1 + 2?");

        assertThat(walden.everything().stream().filter(entry -> entry.event() instanceof ToolsOffered))
                .hasSize(1);
    }

    @Test
    void aListThatWasRecordedWhileAStepWasOnItsWayIsNotTakenForThatOfTheStep() {
        OfferedTool other = new OfferedTool("other", "comes a moment too late", "{}");
        walden.log().append(List.of(ToolsOffered.of(List.of(other))));
        walden.gateway.think(replies(answer("done")));

        TaskId task = walden.run("1 + 2?").id();

        assertThat(prompt(task, 1).exact()).isTrue();
        assertThat(prompt(task, 1).text()).contains("=== tool add").doesNotContain("=== tool other");
    }

    @Test
    void listsThatAreOlderThanTheOneThatFitsAreNotRead() {
        walden.gateway.think(replies(answer("done")));
        int withOneList = recordsReadFor(walden.run("1 + 2?").id());
        for (int i = 0; i < 5; i++) {
            walden.toolbox.with("more" + i, SideEffect.NONE, (_, _) -> succeeded("3"));
            walden.run("1 + 2?");
        }

        int withSix = recordsReadFor(walden.run("1 + 2?").id());

        assertThat(withSix).isEqualTo(withOneList);
    }

    private int recordsReadFor(TaskId task) {
        int before = walden.log().recordsRead();
        assertThat(prompt(task, 1).exact()).isTrue();
        return walden.log().recordsRead() - before;
    }

    private StepPrompt prompt(TaskId task, int step) {
        return walden.service().prompt(task, step).orElseThrow();
    }
}
