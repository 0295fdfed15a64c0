package dev.walden.orchestrator;

import static dev.walden.orchestrator.FakeReasoningGateway.answer;
import static dev.walden.orchestrator.FakeReasoningGateway.calls;
import static dev.walden.orchestrator.FakeReasoningGateway.replies;
import static dev.walden.orchestrator.FakeToolbox.succeeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.activity.Space;
import dev.walden.activity.ToolCallEvent.CompensationBegun;
import dev.walden.activity.ToolCallEvent.ProbeBegun;
import dev.walden.activity.ToolCallEvent.Resolution;
import dev.walden.orchestrator.TaskService.ControlResult;
import dev.walden.orchestrator.TaskService.Settlement;
import dev.walden.orchestrator.TaskService.Undoing;
import dev.walden.orchestrator.TaskSubmission.WantedLimits;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.ToolOutput;
import dev.walden.tools.CallCheck.Permission;
import dev.walden.tools.CallResult;
import dev.walden.tools.KeyRole;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who decides about a call of another's task gets no more than their own role may. */
class ActingRoleTest {

    @TempDir
    Path folder;

    OrchestratorFixture walden;

    @BeforeEach
    void open() {
        walden = new OrchestratorFixture(folder);
        walden.toolbox.reserve("act", KeyRole.OPERATOR).reserve("undo", KeyRole.OPERATOR);
        walden.gateway.think(replies(calls("act"), answer("ok")));
    }

    @AfterEach
    void close() {
        walden.close();
    }

    @ParameterizedTest
    @CsvSource({"true, USER, false", "false, USER, false", "true, OPERATOR, true", "false, OPERATOR, true"})
    void nobodyConsentsToWhatPolicyDeniesToTheirRole(boolean edited, KeyRole role, boolean done) {
        TaskView waiting = waiting("admin");
        String approval = walden.service().pendingApprovals().getFirst().id();

        if (done) {
            assertThat(approve(approval, edited, role)).isInstanceOf(ControlResult.Done.class);
            assertThat(walden.rest(waiting.id()).state()).isEqualTo("completed");
            assertThat(walden.toolbox.calls()).hasSize(1);
        } else {
            assertThatThrownBy(() -> approve(approval, edited, role))
                    .isInstanceOf(TaskException.Unacceptable.class)
                    .hasFieldOrPropertyWithValue("code", "policy_denied")
                    .hasMessageContaining("reserved");
            assertThat(walden.service().pendingApprovals()).hasSize(1);
        }
    }

    @Test
    void anyRoleMayReject() {
        TaskView waiting = waiting("admin");
        String approval = walden.service().pendingApprovals().getFirst().id();

        assertThat(walden.service().decide(approval, false, null, new ActingKey("key2", KeyRole.USER)))
                .isInstanceOf(ControlResult.Done.class);
        assertThat(walden.rest(waiting.id()).state()).isEqualTo("completed");
        assertThat(walden.toolbox.calls()).isEmpty();
    }

    /** That an administrator decides does not make more of the task than its submitter may. */
    @Test
    void aGreaterRoleAddsNothing() {
        walden.toolbox.reserve("act", KeyRole.USER);
        waiting(null);
        String approval = walden.service().pendingApprovals().getFirst().id();
        walden.toolbox.reserve("act", KeyRole.OPERATOR);

        assertThatThrownBy(() -> approve(approval, true, KeyRole.ADMIN)).hasMessageContaining("reserved");
    }

    @ParameterizedTest
    @CsvSource({"USER, false", "OPERATOR, true", "ADMIN, true"})
    void whatUndoesACallIsJudgedByTheLesserRole(KeyRole role, boolean done) {
        TaskView doubtful = doubtful();

        ControlResult result = walden.service()
                .compensate(doubtful.id(), new Undoing(null, "undo", Map.of(), null), new ActingKey("key2", role));

        assertThat(result).isInstanceOf(done ? ControlResult.Done.class : ControlResult.NotNow.class);
        assertThat(walden.rest(doubtful.id()).state()).isEqualTo(done ? "completed" : "in_doubt");
        assertThat(walden.events(doubtful.id(), CompensationBegun.class)).hasSize(done ? 1 : 0);
    }

    /** When the call begins policy is asked of the submitter alone, who might be let. */
    @ParameterizedTest
    @CsvSource({"true, true", "false, false"})
    void whatALesserKeyHasUndoneIsJudgedByWhatTheTaskHasRead(boolean trusted, boolean done) {
        ToolOutput read = trusted ? ToolOutput.trusted("words") : ToolOutput.untrusted("words");
        walden.toolbox
                .with("read", SideEffect.NONE, (_, _) -> new CallResult.Succeeded(read))
                .keepFromUntrusted("undo");
        walden.gateway.think(replies(calls("read"), calls("act"), answer("ok")));
        TaskView doubtful = doubtful();

        ControlResult result = walden.service()
                .compensate(
                        doubtful.id(),
                        new Undoing(null, "undo", Map.of(), null),
                        new ActingKey("key2", KeyRole.OPERATOR));

        if (done) {
            assertThat(result).isInstanceOf(ControlResult.Done.class);
        } else {
            assertThat(result)
                    .isInstanceOfSatisfying(
                            ControlResult.NotNow.class,
                            no -> assertThat(no.message()).contains("kept from what was read outside"));
        }
        assertThat(walden.events(doubtful.id(), CompensationBegun.class)).hasSize(done ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({"USER, RETRY, false", "USER, FAILED, true", "OPERATOR, RETRY, true"})
    void aRetryIsConsentAndJudgedByTheLesserRole(KeyRole role, Resolution resolution, boolean done) {
        TaskView doubtful = doubtful();
        walden.toolbox.with("act", SideEffect.UNSAFE, (_, _) -> succeeded("done"));

        ControlResult result = walden.service()
                .settle(doubtful.id(), new Settlement(null, resolution, null, null), new ActingKey("key2", role));

        assertThat(result).isInstanceOf(done ? ControlResult.Done.class : ControlResult.NotNow.class);
        assertThat(walden.rest(doubtful.id()).state()).isEqualTo(done ? "completed" : "in_doubt");
    }

    /** What is not there cannot be asked about, and when it is there again the call is made with the submitter's role. */
    @ParameterizedTest
    @CsvSource({"true", "false"})
    void aLesserKeyConsentsToNothingThatIsAway(boolean away) {
        TaskView waiting = waiting("admin");
        String approval = walden.service().pendingApprovals().getFirst().id();
        if (away) {
            walden.toolbox.goes("act");
        } else {
            walden.toolbox.vanishes("act");
        }

        assertThatThrownBy(() -> approve(approval, false, KeyRole.USER))
                .isInstanceOf(TaskException.Unacceptable.class)
                .hasFieldOrPropertyWithValue("code", "policy_denied")
                .hasMessageContaining("Whether a key of role user may consent to it cannot be found out now");
        assertThat(walden.service().pendingApprovals()).hasSize(1);
        assertThat(walden.rest(waiting.id()).state()).isEqualTo("awaiting_approval");
    }

    /** Asking for a probe is consent to it, and to the call itself where what it finds is acted upon. */
    @ParameterizedTest
    @CsvSource({
        "look, USER, false, false",
        "look, OPERATOR, false, true",
        "act, USER, true, false",
        "act, USER, false, true",
        "act, OPERATOR, true, true",
    })
    void aProbeIsConsentAndJudgedByTheLesserRole(String reserved, KeyRole role, boolean acts, boolean done) {
        walden.toolbox
                .with("look", SideEffect.NONE, (_, _) -> succeeded("yes and no"))
                .reserve("act", KeyRole.USER)
                .reserve(reserved, KeyRole.OPERATOR);
        walden.remedies.probe("act", "look", acts);
        TaskView doubtful = doubtful();
        int before = walden.events(doubtful.id(), ProbeBegun.class).size();

        ControlResult result = walden.service().probe(doubtful.id(), null, new ActingKey("key2", role));

        assertThat(result).isInstanceOf(done ? ControlResult.Done.class : ControlResult.NotNow.class);
        assertThat(walden.rest(doubtful.id()).state()).isEqualTo("in_doubt");
        assertThat(walden.events(doubtful.id(), ProbeBegun.class)).hasSize(before + (done ? 1 : 0));
    }

    private ControlResult approve(String approval, boolean edited, KeyRole role) {
        ActingKey by = new ActingKey("key2", role);
        return edited
                ? walden.service().approveEdited(approval, Map.of("sum", 5L), null, by)
                : walden.service().decide(approval, true, null, by);
    }

    private TaskView waiting(@Nullable String role) {
        walden.toolbox.with("act", SideEffect.UNSAFE, new Permission.Ask("why"), (_, _) -> succeeded("done"));
        TaskView task = submitted(role);
        assertThat(task.state()).isEqualTo("awaiting_approval");
        return task;
    }

    private TaskView doubtful() {
        walden.toolbox
                .with("act", SideEffect.UNSAFE, (_, _) -> new CallResult.Unknown("no answer"))
                .with("undo", SideEffect.UNSAFE, (_, _) -> succeeded("undone"));
        TaskView task = submitted("admin");
        assertThat(task.state()).isEqualTo("in_doubt");
        return task;
    }

    private TaskView submitted(@Nullable String role) {
        return walden.rest(walden.service()
                .submit(new TaskSubmission(
                        "pay", null, Space.DEFAULT, null, WantedLimits.NONE, Map.of(), "key1", null, null, role)));
    }
}
