package dev.walden.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.ToolCallEvent.ApprovalRequested;
import dev.walden.activity.ToolCallEvent.Decision;
import dev.walden.activity.ToolCallEvent.ToolCallStarted;
import dev.walden.conversation.ToolCall;
import dev.walden.memory.TaskMemory;
import dev.walden.orchestrator.CallRules.DoubtGoesTo;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.ToolInput;
import dev.walden.tools.CallCheck.Callable;
import dev.walden.tools.CallCheck.Permission;
import dev.walden.tools.Remedies;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Consent is to one tool with exactly these arguments, as their digest says that the request was recorded with. */
final class ConsentTest {

    private static final ToolCall WANTED = ToolCall.of(Samples.CALL, "send", Map.of("to", "ann", "sum", 5L));

    private final CallPlanner planner = new CallPlanner(
            (_, _) -> new Callable(
                    new ToolInput(Map.of()),
                    SideEffect.UNSAFE,
                    Duration.ofSeconds(1),
                    Duration.ZERO,
                    new Permission.Ask("outside effect")),
            CallRules.of(Duration.ofHours(1), DoubtGoesTo.PERSON, Remedies.NONE));

    @Test
    void whatAPersonConsentedToIsBegun() {
        Draft draft = approved(WANTED);

        assertThat(begin(draft)).hasSize(1);
        assertThat(draft.all()).hasOnlyElementsOfType(ToolCallStarted.class);
    }

    @Test
    void whatWasConsentedToWithOtherArgumentsIsAskedAgain() {
        assertAskedAgain(approved(ToolCall.of(Samples.CALL, "send", Map.of("to", "ann", "sum", 500L))));
    }

    @Test
    void whatWasConsentedToOfAnotherToolIsAskedAgain() {
        assertAskedAgain(approved(ToolCall.of(Samples.CALL, "look", WANTED.arguments())));
    }

    private void assertAskedAgain(Draft draft) {
        assertThat(begin(draft)).isEmpty();
        assertThat(draft.all())
                .singleElement()
                .isInstanceOfSatisfying(
                        ApprovalRequested.class,
                        asked -> assertThat(asked.argumentsDigest()).isEqualTo(CallRules.digest(WANTED)));
    }

    /** A task that wants the call, and whose request for consent was for this one. */
    private static Draft approved(ToolCall shown) {
        TaskState state = Samples.after(
                Samples.state(StateKind.REASONING),
                Samples.wants(WANTED),
                new ApprovalRequested(
                        Samples.TASK, Samples.APPROVAL, Samples.CALL, CallRules.digest(shown), "why", Instant.EPOCH),
                Samples.decided(Decision.APPROVED));
        return new Draft(state, List.of());
    }

    private List<CallPlanner.ReadyCall> begin(Draft draft) {
        Known known = new Known(
                new TaskMemory.Context(List.of(), List.of()), Timeline.beginning(1, Instant.EPOCH), Instant.EPOCH);
        return planner.begin(draft, draft.state().batch().orElseThrow().ready(), known);
    }
}
