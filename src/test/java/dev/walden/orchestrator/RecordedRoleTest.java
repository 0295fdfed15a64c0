package dev.walden.orchestrator;

import static dev.walden.orchestrator.Delegations.asked;
import static dev.walden.orchestrator.Delegations.delegates;
import static dev.walden.orchestrator.FakeReasoningGateway.answer;
import static dev.walden.orchestrator.FakeReasoningGateway.calls;
import static dev.walden.orchestrator.FakeReasoningGateway.replies;
import static dev.walden.orchestrator.FakeToolbox.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.Space;
import dev.walden.activity.TaskEvent.TaskSubmitted;
import dev.walden.activity.TaskId;
import dev.walden.activity.ToolCallEvent.TaskDelegated;
import dev.walden.orchestrator.TaskSubmission.WantedLimits;
import dev.walden.plugin.SideEffect;
import dev.walden.tools.Circumstances;
import dev.walden.tools.KeyRole;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Policy is asked with the space of the task and the role of the key that it was submitted with. */
class RecordedRoleTest {

    @TempDir
    Path folder;

    OrchestratorFixture walden;

    @BeforeEach
    void open() {
        walden = new OrchestratorFixture(folder);
        walden.toolbox.with("look", SideEffect.NONE, (_, _) -> succeeded("seen"));
    }

    @AfterEach
    void close() {
        walden.close();
    }

    @Test
    void theRoleIsRecordedWithTheTaskAndAskedWithEachCall() {
        walden.gateway.think(replies(calls("look"), answer("ok")));

        TaskId id = submit("admin");

        assertThat(walden.rest(id).output()).isEqualTo("ok");
        assertThat(walden.events(id, TaskSubmitted.class))
                .extracting(TaskSubmitted::role)
                .containsExactly("admin");
        assertThat(walden.toolbox.asked()).containsOnly(new Circumstances("lab", KeyRole.ADMIN, false));
    }

    @Test
    void aTaskWithoutARecordedRoleIsOfAUser() {
        walden.gateway.think(replies(calls("look"), answer("ok")));

        TaskId id = submit(null);

        assertThat(walden.rest(id).output()).isEqualTo("ok");
        assertThat(walden.toolbox.asked()).containsOnly(new Circumstances("lab", KeyRole.USER, false));
    }

    @Test
    void aSubTaskHasTheRoleOfItsTask() {
        walden.toolbox.with(DelegateTool.NAME, SideEffect.NONE, (_, _) -> succeeded("never called"));
        walden.gateway.think((prompt, index) -> switch (asked(prompt)) {
            case "look" -> index == 0 ? delegates("part") : answer("ok");
            default -> answer("done");
        });

        TaskId id = submit("operator");

        assertThat(walden.rest(id).output()).isEqualTo("ok");
        TaskId child = walden.events(id, TaskDelegated.class).getFirst().child();
        assertThat(walden.events(child, TaskSubmitted.class))
                .extracting(TaskSubmitted::role)
                .containsExactly("operator");
    }

    private TaskId submit(@Nullable String role) {
        return walden.service()
                .submit(new TaskSubmission(
                        "look", null, new Space("lab"), null, WantedLimits.NONE, Map.of(), "key1", null, null, role));
    }
}
