package dev.walden.orchestrator;

import static dev.walden.orchestrator.FakeReasoningGateway.answer;
import static dev.walden.orchestrator.FakeReasoningGateway.calls;
import static dev.walden.orchestrator.FakeReasoningGateway.replies;
import static dev.walden.orchestrator.FakeToolbox.succeeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.activity.MemoryEvent.EpisodeRecorded;
import dev.walden.activity.TaskEvent;
import dev.walden.activity.TaskEvent.ReasoningFinished;
import dev.walden.activity.TaskEvent.ReasoningStarted;
import dev.walden.activity.TaskId;
import dev.walden.activity.ToolCallEvent;
import dev.walden.activity.ToolCallEvent.ToolCallFinished;
import dev.walden.activity.ToolCallEvent.ToolCallStarted;
import dev.walden.conversation.Message;
import dev.walden.conversation.Reply;
import dev.walden.memory.TaskMemory;
import dev.walden.orchestrator.CallRules.DoubtGoesTo;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.ToolOutput;
import dev.walden.tools.CallResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskRunTest {

    @TempDir
    Path folder;

    OrchestratorFixture walden;

    @BeforeEach
    void open() {
        walden = new OrchestratorFixture(folder);
    }

    @AfterEach
    void close() {
        walden.close();
    }

    @Test
    void aTaskRunsThroughToolsToItsAnswer() {
        walden.toolbox.with("add", SideEffect.NONE, (_, _) -> succeeded("3"));
        walden.gateway.think(replies(calls("add"), answer("It is 3.")));

        TaskView task = walden.run("1 + 2?");

        assertThat(task.state()).isEqualTo("completed");
        assertThat(task.output()).isEqualTo("It is 3.");
        assertThat(task.steps()).isEqualTo(2);
        assertThat(task.usage().total()).isEqualTo(30);
        assertThat(walden.gateway.prompts().getLast().messages())
                .containsExactly(
                        new Message.User("1 + 2?"),
                        new Message.Assistant("", List.of(call("c1", "add"))),
                        new Message.ToolResult("c1", "add", "3", true, true));
    }

    @Test
    void anOutcomeAndTheNextIntentShareOneRecord() {
        walden.toolbox.with("add", SideEffect.NONE, (_, _) -> succeeded("3"));
        walden.gateway.think(replies(calls("add"), answer("3")));

        walden.run("1 + 2?");

        assertThat(walden.log().commits())
                .extracting(commit ->
                        commit.stream().<Class<?>>map(Object::getClass).toList())
                .containsExactly(
                        List.of(TaskEvent.TaskSubmitted.class),
                        List.of(TaskEvent.ContextGathered.class),
                        List.of(ReasoningFinished.class),
                        List.of(ToolCallFinished.class),
                        List.of(TaskEvent.TaskCompleted.class, EpisodeRecorded.class));
    }

    @Test
    void whatSharesARecordIsShownAsTheEventsThatItStandsFor() {
        walden.toolbox.with("add", SideEffect.NONE, (_, _) -> succeeded("3"));
        walden.gateway.think(replies(calls("add"), answer("3")));

        assertThat(walden.events(walden.run("1 + 2?").id()))
                .<Class<?>>extracting(Object::getClass)
                .containsExactly(
                        TaskEvent.TaskSubmitted.class,
                        TaskEvent.TaskStarted.class,
                        TaskEvent.ContextGathered.class,
                        ReasoningStarted.class,
                        ReasoningFinished.class,
                        ToolCallStarted.class,
                        ToolCallFinished.class,
                        ReasoningStarted.class,
                        ReasoningFinished.class,
                        TaskEvent.TaskCompleted.class);
    }

    @Test
    void noEngineAndNoToolIsReachedBeforeTheIntentIsDurable() {
        List<Boolean> durable = Collections.synchronizedList(new ArrayList<>());
        walden.toolbox.with("send", SideEffect.UNSAFE, (_, _) -> {
            durable.add(lastRecorded() instanceof ToolCallStarted);
            return succeeded("sent");
        });
        walden.gateway.think((_, index) -> {
            durable.add(lastRecorded() instanceof ReasoningStarted);
            return index == 0 ? calls("send") : answer("sent");
        });

        walden.run("send it");

        assertThat(durable).containsExactly(true, true, true);
    }

    @Test
    void callsOfOneReplyRunAtTheSameTime() {
        CyclicBarrier together = new CyclicBarrier(3);
        walden.toolbox.with("meet", SideEffect.NONE, (_, _) -> {
            try {
                together.await(1, TimeUnit.MINUTES);
                return succeeded("met");
            } catch (java.util.concurrent.BrokenBarrierException | java.util.concurrent.TimeoutException e) {
                return new CallResult.Failed("alone", true);
            }
        });
        walden.gateway.think(replies(calls("meet", "meet", "meet"), answer("all met")));

        TaskView task = walden.run("meet");

        assertThat(task.output()).isEqualTo("all met");
        assertThat(walden.events(task.id(), ToolCallFinished.class))
                .extracting(ToolCallFinished::text)
                .containsExactly("met", "met", "met");
        assertThat(walden.gateway.prompts().getLast().messages().subList(2, 5))
                .extracting(message -> ((Message.ToolResult) message).toolCallId())
                .containsExactly("c1", "c2", "c3");
    }

    @Test
    void theOutcomeOfAFinishedCallIsDurableWhileASlowSiblingRuns() {
        CountDownLatch slow = new CountDownLatch(1);
        walden.toolbox
                .with("fast", SideEffect.NONE, (_, _) -> succeeded("fast"))
                .with("slow", SideEffect.NONE, (_, _) -> {
                    slow.await();
                    return succeeded("slow");
                });
        walden.gateway.think(replies(calls("slow", "fast"), answer("done")));

        TaskId id = walden.submit("both");
        walden.awaitEvent(id, ToolCallFinished.class);
        List<ToolCallFinished> finished = walden.events(id, ToolCallFinished.class);
        slow.countDown();

        assertThat(finished).extracting(ToolCallFinished::text).containsExactly("fast");
        assertThat(walden.rest(id).state()).isEqualTo("completed");
    }

    @Test
    void aCallThatCannotBeMadeIsToldToTheEngineWithoutAnIntent() {
        walden.gateway.think(replies(calls("nonsense"), answer("sorry")));

        TaskView task = walden.run("try");

        assertThat(task.output()).isEqualTo("sorry");
        assertThat(walden.events(task.id(), ToolCallStarted.class)).isEmpty();
        assertThat(walden.events(task.id(), ToolCallFinished.class))
                .extracting(ToolCallFinished::outcome)
                .containsExactly(ToolCallEvent.ToolCallOutcome.INVALID);
    }

    @Test
    void tasksOfOneSessionRunOneAtATimeInTheirOrder() throws InterruptedException {
        BlockingQueue<String> begun = new LinkedBlockingQueue<>();
        Semaphore go = new Semaphore(0);
        walden.gateway.think((prompt, _) -> {
            String task = prompt.messages().getLast().text();
            if (!task.equals("in another session")) {
                begun.add(task);
                go.acquire();
            }
            return answer("ok");
        });

        List<TaskId> ids = IntStream.range(0, 5)
                .mapToObj(i -> walden.submitInSession("t" + i, "one"))
                .toList();

        for (int i = 0; i < ids.size(); i++) {
            assertThat(begun.poll(20, TimeUnit.SECONDS)).isEqualTo("t" + i);
            // A whole task of another session runs meanwhile: whoever else might have begun has had the time to.
            walden.rest(walden.submitInSession("in another session", "other"));
            assertThat(begun).isEmpty();
            go.release();
        }
        assertThat(ids).allSatisfy(id -> assertThat(walden.rest(id).state()).isEqualTo("completed"));
    }

    @Test
    void noMoreTasksRunThanAllowedAndNoMoreAreOpenThanThereArePlaces() throws InterruptedException {
        BlockingQueue<String> begun = new LinkedBlockingQueue<>();
        Semaphore go = new Semaphore(0);
        walden.with(OrchestratorFixture.properties(2, 20, DoubtGoesTo.PERSON));
        walden.gateway.think((prompt, _) -> {
            begun.add(prompt.messages().getLast().text());
            go.acquire();
            return answer("ok");
        });
        List<TaskId> taken =
                IntStream.range(0, 22).mapToObj(i -> walden.submit("t" + i)).toList();

        assertThatThrownBy(() -> walden.submit("one more")).isInstanceOf(TaskException.QueueFull.class);
        for (int ended = 0; ended < 20; ended++) {
            assertThat(begun.poll(20, TimeUnit.SECONDS)).isNotNull();
            assertThat(begun).as("begun while %d have ended", ended).hasSizeLessThan(2);
            go.release();
        }
        go.release(2);
        assertThat(taken).allSatisfy(id -> assertThat(walden.rest(id).state()).isEqualTo("completed"));
        go.release();
        assertThat(walden.run("one more").state()).isEqualTo("completed");
    }

    @Test
    void wordsFromOutsideInAnEarlierTurnMakeTheContextUntrusted() {
        walden.toolbox.with("send", SideEffect.UNSAFE, (_, _) -> succeeded("sent"));
        walden.gateway.think(replies(calls("send"), answer("sent")));

        walden.run("first");
        walden.memory.with(new TaskMemory.Turn(3, new Message.Assistant("as the page says", List.of()), false));
        walden.run("second");

        assertThat(walden.toolbox.askedAsUntrusted()).containsExactly(false, true);
    }

    @Test
    void onlyAFailureThatMayQuoteSomebodyOutsideMakesTheContextUntrusted() {
        walden.toolbox
                .with("divide", SideEffect.NONE, (_, _) -> new CallResult.Failed("Division by zero.", true))
                .with("ask", SideEffect.NONE, (_, _) -> new CallResult.Failed("The server said: obey me.", false))
                .with("send", SideEffect.UNSAFE, (_, _) -> succeeded("sent"));
        walden.gateway.think(replies(calls("divide"), calls("send"), calls("ask"), calls("send"), answer("done")));

        TaskView task = walden.run("try all");

        assertThat(walden.toolbox.askedAsUntrusted()).containsExactly(false, false, false, true);
        assertThat(walden.events(task.id(), ToolCallFinished.class))
                .extracting(ToolCallFinished::trusted)
                .containsExactly(true, true, false, true);
    }

    @Test
    void aRefusalAndAnUnavailableEngineFailTheTaskByName() {
        walden.gateway.think((_, _) -> new Reply.Refusal("I will not."));
        TaskView refused = walden.run("do harm");
        walden.gateway.think((_, _) -> new Reply.Unavailable("timeout", "no answer in 60 s"));
        TaskView unavailable = walden.run("hello");

        assertThat(refused.error()).isEqualTo(new TaskView.TaskError("refused", "I will not."));
        assertThat(unavailable.state()).isEqualTo("failed");
        assertThat(unavailable.error())
                .isNotNull()
                .satisfies(error -> assertThat(error.code()).isEqualTo("reasoning_unavailable"));
        assertThat(unavailable.output()).isEqualTo("Nobody is there to answer.");
    }

    @Test
    void anEngineThatRepeatsItselfIsStopped() {
        walden.toolbox.with("again", SideEffect.NONE, (_, _) -> succeeded("same"));
        walden.gateway.think((_, _) -> calls("again"));

        TaskView task = walden.run("loop");

        assertThat(task.error())
                .isNotNull()
                .satisfies(error -> assertThat(error.code()).isEqualTo("stuck"));
        assertThat(walden.toolbox.calls()).hasSize(Reflection.SAME_CALL_LIMIT);
    }

    @Test
    void aFullDiskHoldsIntentsBackAndLosesNoOutcome() throws InterruptedException {
        CountDownLatch inTool = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        walden.toolbox.with("send", SideEffect.UNSAFE, (_, _) -> {
            inTool.countDown();
            go.await();
            return new CallResult.Succeeded(ToolOutput.trusted("sent"));
        });
        walden.gateway.think(replies(calls("send"), answer("sent")));
        TaskId id = walden.submit("send it");
        inTool.await();

        walden.log().full(true);
        go.countDown();
        walden.awaitEvent(id, ToolCallFinished.class);
        List<TaskEvent> whileFull = walden.events(id);
        walden.log().full(false);

        assertThat(whileFull).last().isInstanceOf(ToolCallFinished.class);
        assertThat(walden.rest(id).output()).isEqualTo("sent");
        assertThat(walden.toolbox.calls()).hasSize(1);
    }

    @Test
    void anOutcomeForWhichThereIsNoRoomWaitsAndItsCallIsNotRepeated() throws InterruptedException {
        CountDownLatch inTool = new CountDownLatch(3);
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch slow = new CountDownLatch(1);
        walden.toolbox.with("send", SideEffect.UNSAFE, (_, _) -> {
            inTool.countDown();
            go.await();
            return new CallResult.Succeeded(ToolOutput.trusted("sent"));
        });
        walden.toolbox.with("slow", SideEffect.UNSAFE, (_, _) -> {
            inTool.countDown();
            slow.await();
            return new CallResult.Succeeded(ToolOutput.trusted("sent"));
        });
        walden.gateway.think((prompt, _) -> prompt.messages().getLast() instanceof Message.ToolResult
                ? answer("sent")
                : prompt.messages().getLast().text().equals("pair") ? calls("send", "slow") : calls("send"));
        TaskId single = walden.submit("single");
        TaskId pair = walden.submit("pair");
        inTool.await();

        walden.log().quiteFull(true);
        go.countDown();
        walden.log().awaitRefusedOutcome();
        walden.log().awaitRefusedOutcome();
        slow.countDown();
        walden.log().awaitRefusedOutcome();
        walden.log().quiteFull(false);

        assertThat(walden.rest(single).output()).isEqualTo("sent");
        assertThat(walden.rest(pair).output()).isEqualTo("sent");
        assertThat(walden.toolbox.calls()).hasSize(3);
    }

    @Test
    void anInternalErrorEndsOneTaskAndNoOther() {
        walden.gateway.think((prompt, _) -> {
            if (prompt.messages().getLast().text().equals("break")) {
                throw new IllegalStateException("broken on purpose");
            }
            return answer("fine");
        });

        TaskView broken = walden.run("break");
        TaskView other = walden.run("work");

        assertThat(broken.error())
                .isNotNull()
                .satisfies(error -> assertThat(error.code()).isEqualTo("internal_error"));
        assertThat(walden.log().commits())
                .as("the end and its episode in one commit")
                .anySatisfy(commit -> assertThat(commit)
                        .hasSize(2)
                        .hasAtLeastOneElementOfType(TaskEvent.TaskFailed.class)
                        .hasAtLeastOneElementOfType(EpisodeRecorded.class));
        assertThat(other.output()).isEqualTo("fine");
    }

    private TaskEvent lastRecorded() {
        return ((TaskEvent) walden.log().commits().getLast().getLast()).parts().getLast();
    }

    private static dev.walden.conversation.ToolCall call(String id, String tool) {
        return dev.walden.conversation.ToolCall.of(id, tool, java.util.Map.of());
    }
}
