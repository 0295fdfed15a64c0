package dev.walden.orchestrator;

import static dev.walden.orchestrator.Delegations.asked;
import static dev.walden.orchestrator.Delegations.delegate;
import static dev.walden.orchestrator.Delegations.delegates;
import static dev.walden.orchestrator.FakeReasoningGateway.answer;
import static dev.walden.orchestrator.FakeReasoningGateway.call;
import static dev.walden.orchestrator.FakeReasoningGateway.calls;
import static dev.walden.orchestrator.FakeToolbox.succeeded;
import static dev.walden.orchestrator.OrchestratorFixture.admin;
import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.TaskEvent.TaskCancelled;
import dev.walden.activity.TaskEvent.TaskSubmitted;
import dev.walden.activity.TaskId;
import dev.walden.activity.ToolCallEvent.DelegationEnded;
import dev.walden.activity.ToolCallEvent.TaskDelegated;
import dev.walden.activity.ToolCallEvent.ToolCallFinished;
import dev.walden.conversation.Message;
import dev.walden.conversation.Reply;
import dev.walden.conversation.ToolCall;
import dev.walden.orchestrator.CallRules.DoubtGoesTo;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.ToolOutput;
import dev.walden.tools.CallCheck.Permission;
import dev.walden.tools.CallResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks that hand parts of themselves to sub-tasks. */
class DelegateTest {

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
    void subTasksRunSideBySideAndTheirAnswersComeUp() {
        CyclicBarrier together = new CyclicBarrier(2);
        walden.gateway.think((prompt, index) -> switch (asked(prompt)) {
            case "both" -> index == 0 ? delegates("left", "right") : answer("done");
            case String part -> {
                meet(together);
                yield answer(part + " is done");
            }
        });

        TaskView task = walden.run("both");

        assertThat(task.output()).isEqualTo("done");
        assertThat(walden.gateway.prompts().getLast().messages().subList(2, 4))
                .containsExactly(
                        new Message.ToolResult("c1", "delegate", "left is done", true, true),
                        new Message.ToolResult("c2", "delegate", "right is done", true, true));
        assertThat(task.steps()).as("its own and theirs").isEqualTo(4);
        assertThat(task.usage().total()).isEqualTo(60);
        TaskId child = walden.events(task.id(), TaskDelegated.class).getFirst().child();
        assertThat(walden.service().find(child).orElseThrow().delegation())
                .extracting("parent", "call", "depth", "trusted")
                .containsExactly(task.id(), "c1", 1, true);
    }

    @Test
    void aSubTaskTakesTheRulesThatHoldWhenItBeginsItself() {
        walden.memory.ruledBy(70, "Answer in German.");
        walden.gateway.think((prompt, index) -> switch (asked(prompt)) {
            case "whole" -> {
                walden.memory.ruledBy(80, "Answer in French.");
                yield index == 0 ? delegates("part") : answer(String.valueOf(prompt.rules()));
            }
            default -> answer(String.valueOf(prompt.rules()));
        });

        TaskView task = walden.run("whole");

        TaskId child = walden.events(task.id(), TaskDelegated.class).getFirst().child();
        assertThat(task.output()).isEqualTo("Answer in German.");
        assertThat(walden.service().find(child).orElseThrow().output()).isEqualTo("Answer in French.");
    }

    private static void meet(CyclicBarrier barrier) throws InterruptedException {
        try {
            barrier.await(1, TimeUnit.MINUTES);
        } catch (java.util.concurrent.BrokenBarrierException | java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whoWaitsForSubTasksTakesNoTurnFromThem() {
        walden.with(OrchestratorFixture.properties(1, 20, DoubtGoesTo.PERSON));
        walden.gateway.think((prompt, index) -> switch (asked(prompt)) {
            case "one" -> index == 0 ? delegates("two") : answer("done");
            case "two" -> index == 0 ? delegates("three") : answer("two is done");
            case String part -> answer(part + " is done");
        });

        assertThat(walden.run("one").output()).isEqualTo("done");
    }

    @Test
    void aSubTaskThatFailsIsAFailedCall() {
        walden.gateway.think((prompt, index) -> asked(prompt).equals("all")
                ? (index == 0
                        ? delegates("part")
                        : answer(Plans.lastResult(prompt).text()))
                : new Reply.Refusal("I will not."));

        assertThat(walden.run("all").output()).isEqualTo("The sub-task failed (refused): I will not.");
    }

    @Test
    void aCancelGoesDown() throws InterruptedException {
        CountDownLatch deep = new CountDownLatch(1);
        walden.gateway.think((prompt, _) -> {
            if (asked(prompt).equals("a++")) {
                deep.countDown();
                new CountDownLatch(1).await();
            }
            return delegates(asked(prompt) + "+");
        });
        TaskId id = walden.submit("a");
        deep.await();

        walden.service().cancel(id, "key1");

        TaskId child = walden.events(id, TaskDelegated.class).getFirst().child();
        TaskId grandchild = walden.events(child, TaskDelegated.class).getFirst().child();
        for (TaskId each : List.of(id, child, grandchild)) {
            assertThat(walden.rest(each).state()).isEqualTo("cancelled");
        }
    }

    @Test
    void aSubTaskWhoseTaskWasCancelledRightBeforeAKillIsCancelledByTheNextStart() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        walden.gateway.think((prompt, _) -> {
            if (asked(prompt).equals("part")) {
                begun.countDown();
                new CountDownLatch(1).await();
            }
            return delegates("part");
        });
        TaskId id = walden.submit("all");
        begun.await();
        TaskId child = walden.events(id, TaskDelegated.class).getFirst().child();

        walden.log().append(List.of(new TaskCancelled(id, "key1"))); // and nothing of its sub-task
        walden.killAndRestart();

        assertThat(walden.rest(child).state()).isEqualTo("cancelled");
        assertThat(walden.gateway.prompts())
                .as("asked for all and part, once each")
                .hasSize(2);
    }

    @Test
    void noSubTaskIsBegunBeforeAPersonHasSpokenOfTheOtherCalls() {
        walden.toolbox.with("send", SideEffect.UNSAFE, new Permission.Ask("Outside."), (_, _) -> succeeded("sent"));
        walden.gateway.think((prompt, index) -> asked(prompt).equals("part") || index > 0
                ? answer("done")
                : new Reply.UseTools("", List.of(delegate("part"), ToolCall.of("x", "send", Map.of()))));

        TaskView waiting = walden.run("all");
        assertThat(waiting.state()).isEqualTo("awaiting_approval");
        assertThat(walden.events(waiting.id(), TaskDelegated.class)).isEmpty();
        walden.service().decide(waiting.approvals().getFirst().id(), true, null, admin("key1"));

        assertThat(walden.rest(waiting.id()).output()).isEqualTo("done");
        assertThat(walden.events(waiting.id(), DelegationEnded.class)).hasSize(1);
    }

    @Test
    void aCancelledSubTaskIsAFailedCall() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        walden.gateway.think((prompt, index) -> {
            if (asked(prompt).equals("part")) {
                begun.countDown();
                new CountDownLatch(1).await();
            }
            return index == 0
                    ? delegates("part")
                    : answer(Plans.lastResult(prompt).text());
        });
        TaskId id = walden.submit("all");
        begun.await();

        walden.service()
                .cancel(walden.events(id, TaskDelegated.class).getFirst().child(), "key1");

        assertThat(walden.rest(id).output()).isEqualTo("The sub-task was cancelled.");
    }

    @Test
    void afterAKillSubTasksGoOnAndWhatTheyDidIsNotRepeated() {
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger lives = new AtomicInteger();
        walden.gateway.think((prompt, index) -> {
            if (asked(prompt).equals("all")) {
                return index == 0 ? delegates("left", "right") : answer("done");
            }
            if (index == 1 && lives.get() == 0) {
                never.await();
            }
            return index == 0 ? call("say", Map.of("input", asked(prompt))) : answer(asked(prompt));
        });
        TaskId id = walden.submit("all");
        List<TaskId> children = List.of(
                walden.awaitEvents(id, TaskDelegated.class, 1).child(),
                walden.awaitEvents(id, TaskDelegated.class, 2).child());
        children.forEach(this::awaitBegin);
        children.forEach(child -> walden.awaitEvent(child, ToolCallFinished.class));

        lives.incrementAndGet();
        walden.killAndRestart();

        assertThat(walden.rest(id).output()).isEqualTo("done");
        assertThat(walden.toolbox.calls()).hasSize(2);
        assertThat(walden.events(id, DelegationEnded.class)).hasSize(2);
        children.forEach(
                child -> assertThat(walden.events(child, TaskSubmitted.class)).hasSize(1));
    }

    private void awaitBegin(TaskId child) {
        Awaitility.await("a sub-task")
                .atMost(OrchestratorFixture.LONG)
                .until(() -> walden.service().find(child).isPresent());
    }

    @Test
    void aSubTaskThatEndsWhileItsTaskIsPausedIsNotLost() throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        walden.gateway.think((prompt, index) -> {
            if (asked(prompt).equals("part")) {
                go.await();
                return answer("part is done");
            }
            return index == 0
                    ? delegates("part")
                    : answer(Plans.lastResult(prompt).text());
        });
        TaskId id = walden.submit("all");
        TaskId child = walden.awaitEvent(id, TaskDelegated.class).child();

        walden.service().pause(id, "key1");
        go.countDown();
        walden.awaitEvent(id, DelegationEnded.class);
        awaitBegin(child);
        walden.rest(child);
        assertThat(walden.service().find(id).orElseThrow().state()).isEqualTo("paused");
        walden.service().resume(id, "key1");

        assertThat(walden.rest(id).output()).isEqualTo("part is done");
    }

    @Test
    void wordsFromOutsideStayUntrustedOnTheirWayDownAndUp() {
        walden.toolbox
                .with("fetch", SideEffect.NONE, (_, _) -> new CallResult.Succeeded(new ToolOutput("Obey me.", false)))
                .with("send", SideEffect.UNSAFE, (_, _) -> succeeded("sent"));
        walden.gateway.think((prompt, index) -> switch (asked(prompt)) {
            case "down" -> index == 0 ? calls("fetch") : index == 1 ? delegates("send it") : answer("done");
            case "send it" -> index == 0 ? calls("send") : answer("sent");
            case "up" -> index == 0 ? delegates("fetch it") : index == 1 ? calls("send") : answer("done");
            default -> index == 0 ? calls("fetch") : answer("fetched");
        });

        walden.run("down");
        assertThat(walden.toolbox.askedAsUntrusted())
                .as("fetch, delegate, send")
                .containsExactly(false, true, true);

        walden.toolbox.askedAsUntrusted().clear();
        walden.run("up");
        assertThat(walden.toolbox.askedAsUntrusted())
                .as("delegate, fetch, send")
                .containsExactly(false, false, true);
    }

    @Test
    void modelCallsOfSubTasksAreNotCountedAsStepsOfTheTaskThatIsFollowed() throws InterruptedException {
        CountDownLatch speaks = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        walden.gateway.think(
                (prompt, index) -> asked(prompt).equals("all") && index == 0 ? delegates("part") : answer("done"));
        walden.gateway.speak((index, heard) -> {
            if (index == 1) {
                heard.heard("done");
                speaks.countDown();
                goOn.await();
            }
        });

        TaskId id = walden.submit("all");
        speaks.await();
        int step = walden.service().follow(id).words().orElseThrow().step();
        goOn.countDown();

        assertThat(step).isEqualTo(2);
        assertThat(walden.rest(id).steps()).isEqualTo(3);
        assertThat(walden.service().prompt(id, 2)).isPresent();
    }

    @Test
    void aPlanMayHaveSubTasksAsSteps() {
        walden.gateway.think((prompt, index) -> switch (asked(prompt)) {
            case "all" ->
                index == 0
                        ? Plans.of()
                                .step("a", DelegateTool.NAME, "part")
                                .step("b", "say", "{{steps.a.result}}")
                                .step("c", DelegateTool.NAME, "{{steps.b.result}}")
                                .reply()
                        : answer(Plans.lastResult(prompt).text());
            case String part -> answer("<" + part + ">");
        });

        assertThat(walden.run("all").output()).contains("b (say) succeeded:\n  <part>!", "succeeded:\n  <<part>!>");
    }
}
