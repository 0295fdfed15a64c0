package dev.walden.orchestrator;

import static dev.walden.orchestrator.Delegations.asked;
import static dev.walden.orchestrator.Delegations.delegate;
import static dev.walden.orchestrator.Delegations.delegates;
import static dev.walden.orchestrator.FakeReasoningGateway.answer;
import static dev.walden.orchestrator.FakeReasoningGateway.call;
import static dev.walden.orchestrator.FakeToolbox.succeeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.walden.activity.Space;
import dev.walden.activity.TaskId;
import dev.walden.activity.ToolCallEvent.DelegationEnded;
import dev.walden.activity.ToolCallEvent.TaskDelegated;
import dev.walden.conversation.Reply;
import dev.walden.conversation.ToolCall;
import dev.walden.orchestrator.CallRules.DoubtGoesTo;
import dev.walden.orchestrator.TaskSubmission.WantedLimits;
import dev.walden.plugin.SideEffect;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a task can give its sub-tasks, and what is told where it cannot. */
class DelegateBoundsTest {

    @TempDir
    Path folder;

    OrchestratorFixture walden;

    @BeforeEach
    void open() {
        walden = new OrchestratorFixture(folder);
        walden.toolbox
                .with(DelegateTool.NAME, SideEffect.NONE, (_, _) -> succeeded(""))
                .with(
                        "say",
                        SideEffect.NONE,
                        (input, _) -> succeeded(input.values().get("input") + "!"));
    }

    @AfterEach
    void close() {
        walden.close();
    }

    @Test
    void subTasksAreNoDeeperThanThree() {
        walden.gateway.think((prompt, index) -> index == 0
                ? delegates(asked(prompt) + "+")
                : answer(asked(prompt) + ": " + Plans.lastResult(prompt).text()));

        TaskView task = walden.run("a");

        assertThat(task.output()).contains("a+++: No sub-task was begun: a sub-task of depth 3 has none of its own.");
    }

    @Test
    void aSubTaskHasAShareOfWhatIsLeftAndItsUseCounts() {
        walden.gateway.price(100, 60);
        walden.gateway.think((prompt, index) -> switch (asked(prompt)) {
            case "all" -> index == 0 ? delegates("left", "right") : answer("done");
            case String part -> index < 2 ? call("say", Map.of("input", part + index)) : answer(part);
        });
        WantedLimits limits = new WantedLimits(21, 12, 1_000L, new dev.walden.conversation.Cost(10_000), null);

        TaskView task = walden.rest(walden.service()
                .submit(new TaskSubmission(
                        "all", null, Space.DEFAULT, null, limits, Map.of(), "key1", null, null, null)));

        assertThat(walden.events(task.id(), TaskDelegated.class))
                .extracting(
                        begun -> begun.limits().maxSteps(),
                        begun -> begun.limits().maxToolCalls())
                .containsExactly(tuple(6, 4), tuple(6, 4));
        assertThat(task.steps()).isEqualTo(2 + 3 + 3);
        assertThat(task.cost().micros()).isEqualTo(8 * 60);
        assertThat(walden.events(task.id(), DelegationEnded.class))
                .extracting(ended -> ended.use().steps(), ended -> ended.use().toolCalls())
                .containsExactly(tuple(3, 2), tuple(3, 2));
    }

    @Test
    void whatNothingIsLeftForIsTold() {
        walden.gateway.think((prompt, index) ->
                index == 0 ? delegates("part") : answer(Plans.lastResult(prompt).text()));
        WantedLimits limits = new WantedLimits(2, null, null, null, null);

        TaskView task = walden.rest(walden.service()
                .submit(new TaskSubmission(
                        "all", null, Space.DEFAULT, null, limits, Map.of(), "key1", null, null, null)));

        assertThat(task.output()).isEqualTo("No sub-task was begun: the task can give 0 model calls.");
    }

    @Test
    void withoutToolCallsATaskMayDelegateAskAndBeToldOfItsPlan() {
        Reply plan = Plans.of().step("a", "say", "a").step("b", "say", "b").reply();
        walden.gateway.think((prompt, index) -> switch (index) {
            case 0 ->
                asked(prompt).equals("all")
                        ? delegates("part")
                        : call(AskUserTool.NAME, Map.of(AskUserTool.QUESTION, "Which?"));
            case 1 ->
                asked(prompt).equals("all") ? answer(Plans.lastResult(prompt).text()) : plan;
            default -> answer(Plans.lastResult(prompt).text());
        });
        WantedLimits limits = new WantedLimits(null, 0, null, null, null);
        TaskId id = walden.service()
                .submit(new TaskSubmission(
                        "all", null, Space.DEFAULT, null, limits, Map.of(), "key1", null, null, null));

        TaskId child = walden.awaitEvent(id, TaskDelegated.class).child();
        await().until(() -> walden.service().find(child).isPresent());
        assertThat(walden.rest(child).question()).isEqualTo("Which?");
        walden.service().giveInput(child, "that one", OrchestratorFixture.admin("key1"));

        assertThat(walden.rest(id).output())
                .isEqualTo("The plan was not begun, no step of it was made: It has 2 steps, and the task may make"
                        + " 0 more tool calls.");
        assertThat(walden.toolbox.calls()).isEmpty();
    }

    @Test
    void anUnknownEngineIsTold() {
        walden.gateway.think((prompt, index) -> index == 0
                ? call(DelegateTool.NAME, Map.of("input", "part", "engine", "none"))
                : answer(Plans.lastResult(prompt).text()));

        assertThat(walden.run("all").output()).startsWith("The sub-task was not begun: There is no engine named none;");
    }

    @Test
    void aTaskThatFailsTakesItsSubTasksAlong() {
        CountDownLatch begun = new CountDownLatch(1);
        walden.toolbox.with("say", SideEffect.NONE, (_, _) -> {
            begun.await(); // else the task may fail before it has any
            return succeeded("said");
        });
        walden.gateway.think((prompt, _) -> {
            if (asked(prompt).equals("part")) {
                begun.countDown();
                new CountDownLatch(1).await();
            }
            ToolCall say = ToolCall.of("x", "say", Map.of("input", "a"));
            ToolCall more = ToolCall.of("x", "say", Map.of("input", "b"));
            return new Reply.UseTools("", List.of(delegate("part"), say, more));
        });
        WantedLimits limits = new WantedLimits(null, 1, null, null, null);

        TaskView task = walden.rest(walden.service()
                .submit(new TaskSubmission(
                        "all", null, Space.DEFAULT, null, limits, Map.of(), "key1", null, null, null)));

        assertThat(task.error())
                .isNotNull()
                .satisfies(error -> assertThat(error.code()).isEqualTo("max_tool_calls"));
        TaskId child = walden.events(task.id(), TaskDelegated.class).getFirst().child();
        assertThat(walden.rest(child).state()).isEqualTo("cancelled");
    }

    @Test
    void whereAllPlacesAreTakenTheCallFails() {
        walden.with(OrchestratorFixture.properties(1, 0, DoubtGoesTo.PERSON));
        walden.gateway.think((prompt, index) ->
                index == 0 ? delegates("part") : answer(Plans.lastResult(prompt).text()));

        assertThat(walden.run("all").output()).startsWith("The sub-task was not begun: All places");
    }

    @Test
    void aSubTaskIsBegunWhenThereIsRoomOnTheDiskAgain() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch full = new CountDownLatch(1);
        walden.gateway.think((prompt, index) -> {
            if (asked(prompt).equals("all") && index == 0) {
                asked.countDown();
                full.await();
                return delegates("part");
            }
            return answer("done");
        });
        TaskId id = walden.submit("all");
        asked.await();

        walden.log().full(true);
        full.countDown();
        walden.awaitEvent(id, dev.walden.activity.TaskEvent.ReasoningFinished.class);
        walden.log().full(false);

        assertThat(walden.rest(id).output()).isEqualTo("done");
        assertThat(walden.events(id, DelegationEnded.class)).hasSize(1);
    }
}
