package dev.walden.orchestrator;

import static dev.walden.orchestrator.FakeReasoningGateway.answer;
import static dev.walden.orchestrator.FakeReasoningGateway.call;
import static dev.walden.orchestrator.FakeReasoningGateway.calls;
import static dev.walden.orchestrator.FakeReasoningGateway.replies;
import static dev.walden.orchestrator.FakeToolbox.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.MemoryEvent.EpisodeRecorded;
import dev.walden.activity.TaskEvent.Reflected;
import dev.walden.activity.TaskEvent.Verdict;
import dev.walden.conversation.Message;
import dev.walden.conversation.Reply;
import dev.walden.conversation.ToolCall;
import dev.walden.plugin.SideEffect;
import dev.walden.tools.CallCheck.Permission;
import dev.walden.tools.CallResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an engine is told of results that are not good, and when it is asked no more. */
class ReflectionTest {

    @TempDir
    Path folder;

    OrchestratorFixture walden;

    @BeforeEach
    void open() {
        walden = new OrchestratorFixture(folder);
        walden.toolbox
                .with("break", SideEffect.NONE, (_, _) -> new CallResult.Failed("no such thing", true))
                .with("wait", SideEffect.NONE, (_, _) -> new CallResult.TimedOut("too slow"))
                .with("pay", SideEffect.NONE, new Permission.Deny("not today"), (_, _) -> succeeded("paid"))
                .with("search", SideEffect.NONE, (_, _) -> succeeded(" [] "))
                .with("add", SideEffect.NONE, (_, _) -> succeeded("3"));
    }

    @AfterEach
    void close() {
        walden.close();
    }

    @Test
    void eachWayToFailHasItsOwnAdvice() {
        assertThat(toldAfter(calls("break")))
                .isEqualTo("None of the calls succeeded. break failed: change its arguments or choose another way.");
        assertThat(toldAfter(calls("wait"))).contains("wait did not end in time");
        assertThat(toldAfter(calls("pay"))).contains("pay was not allowed, and will not be");
        assertThat(toldAfter(calls("none_such"))).contains("none_such was not called");
        assertThat(toldAfter(calls("break", "wait"))).contains("break failed", "wait did not end in time");
    }

    @Test
    void resultsThatAreGoodAreNotSpokenOf() {
        assertThat(toldAfter(calls("add"))).isEmpty();
        assertThat(toldAfter(calls("add", "break"))).as("its result says it").isEmpty();
    }

    @Test
    void whatFailedBeforeWithTheSameArgumentsIsSpokenOfBesideASuccess() {
        walden.gateway.think(replies(calls("pay"), calls("add", "pay"), answer("enough")));

        TaskView task = walden.run("pay");

        assertThat(task.output()).isEqualTo("enough");
        assertThat(lastNote()).contains("pay was not allowed", "with the same arguments before, with no better result");
        assertThat(walden.events(task.id(), Reflected.class))
                .extracting(Reflected::verdict)
                .containsExactly(Verdict.RETRY, Verdict.RETRY);
    }

    @Test
    void nothingInASuccessIsSpokenOfOnce() {
        walden.gateway.think(
                replies(call("search", Map.of("q", 1L)), call("search", Map.of("q", 2L)), answer("nothing there")));

        TaskView task = walden.run("search");

        assertThat(lastNote()).contains("search succeeded and gave nothing back");
        assertThat(walden.events(task.id(), Reflected.class)).hasSize(1);
    }

    @Test
    void goingRoundInCirclesEndsTheTaskWithALessonOfWhatWasTried() {
        walden.gateway.think((_, _) -> call("break", Map.of("path", "old.txt")));

        TaskView task = walden.run("do it");

        assertThat(task.error()).satisfies(error -> assertThat(error.code()).isEqualTo("stuck"));
        assertThat(task.steps()).isEqualTo(Reflection.SAME_CALL_LIMIT);
        assertThat(walden.records(task.id()).getLast().event())
                .isInstanceOfSatisfying(
                        EpisodeRecorded.class,
                        episode -> assertThat(episode.lesson())
                                .contains("stuck: ", "break {\"path\":\"old.txt\"} and came to: no such thing"));
    }

    @Test
    void goingRoundInCirclesIsSeenHoweverManyCallsAReplyHas() {
        List<ToolCall> sixteen = IntStream.range(0, 16)
                .mapToObj(i -> ToolCall.of("x", "add", Map.of("n", (long) i)))
                .toList();
        walden.gateway.think((_, _) -> new Reply.UseTools("", sixteen));

        TaskView task = walden.run("add it all");

        assertThat(task.error()).satisfies(error -> {
            assertThat(error.code()).isEqualTo("stuck");
            assertThat(error.message()).contains("add was called 3 times with the same arguments");
        });
        assertThat(task.steps()).isEqualTo(Reflection.SAME_CALL_LIMIT);
    }

    @Test
    void aReplyThatNoRecordCanHoldIsNoReply() {
        List<ToolCall> many = IntStream.range(0, 2_000)
                .mapToObj(i -> ToolCall.of("x", "add", Map.of("n", (long) i)))
                .toList();
        walden.gateway.think(replies(new Reply.UseTools("", many)));

        TaskView task = walden.run("add it all");

        assertThat(task.error()).satisfies(error -> {
            assertThat(error.code()).isEqualTo("reasoning_unavailable");
            assertThat(error.message()).contains("reply_too_large", "2000 tool calls");
        });
        assertThat(task.usage().total()).as("it was asked").isEqualTo(15);
        assertThat(walden.toolbox.calls()).isEmpty();
    }

    /** What the engine is told behind the results of its first reply; empty when nothing is. */
    private String toldAfter(Reply first) {
        walden.gateway.think(replies(first, answer("so be it")));
        walden.run("do it");
        return walden.gateway.prompts().getLast().messages().getLast() instanceof Message.Note note ? note.text() : "";
    }

    private String lastNote() {
        return walden.gateway.prompts().getLast().messages().stream()
                .filter(Message.Note.class::isInstance)
                .map(Message::text)
                .reduce("", (_, later) -> later);
    }
}
