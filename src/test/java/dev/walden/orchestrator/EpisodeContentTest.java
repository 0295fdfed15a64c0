package dev.walden.orchestrator;

import static dev.walden.orchestrator.FakeReasoningGateway.answer;
import static dev.walden.orchestrator.FakeReasoningGateway.call;
import static dev.walden.orchestrator.FakeReasoningGateway.calls;
import static dev.walden.orchestrator.FakeReasoningGateway.replies;
import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.MemoryEvent.EpisodeRecorded;
import dev.walden.activity.RecordedEvent;
import dev.walden.activity.TaskEvent.ContextGathered;
import dev.walden.activity.TaskId;
import dev.walden.conversation.Cost;
import dev.walden.conversation.Message;
import dev.walden.conversation.TokenUsage;
import dev.walden.memory.TaskMemory;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.ToolOutput;
import dev.walden.tools.CallResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a task leaves, and what it is given of older turns. */
class EpisodeContentTest {

    private static final TaskMemory.Earlier EARLIER =
            new TaskMemory.Earlier("7 3:0-12", "Earlier in this session, 7 questions …", 3, true);

    @TempDir
    Path folder;

    private OrchestratorFixture walden;

    @BeforeEach
    void open() {
        walden = new OrchestratorFixture(folder);
        walden.toolbox.with("good", SideEffect.NONE, (_, _) -> new CallResult.Succeeded(ToolOutput.trusted("3")));
        walden.toolbox.with("bad", SideEffect.NONE, (_, _) -> new CallResult.Failed("Broken.", true));
    }

    @AfterEach
    void close() {
        walden.close();
    }

    private EpisodeRecorded episode() {
        return (EpisodeRecorded) walden.log().commits().getLast().getLast();
    }

    @Test
    void theEpisodeTellsWhatFailedAndWhatItCost() {
        walden.gateway.think(replies(calls("good"), calls("bad"), calls("good"), calls("missing"), answer("done")));
        walden.gateway.price(600_000, 100_000);

        walden.run("anything");

        assertThat(episode().tools()).containsExactly("good");
        assertThat(episode().actions()).containsExactly("good", "bad failed", "good", "missing invalid");
        assertThat(episode().usage()).isEqualTo(new TokenUsage(50, 25));
        assertThat(episode().cost()).isEqualTo(new Cost(500_000));
    }

    @Test
    void whereAllWentWellTheToolsSayItAll() {
        walden.gateway.think(replies(calls("good"), answer("done")));

        walden.run("anything");

        assertThat(episode().tools()).containsExactly("good");
        assertThat(episode().actions()).isEmpty();
    }

    @Test
    void whatStandsForOlderTurnsIsRecordedAndShownInFrontOfTheOthers() {
        walden.memory.with(EARLIER).with(new TaskMemory.Turn(9, new Message.User("Hello."), true));
        walden.gateway.think(replies(answer("done")));

        TaskId task = walden.submit("anything");
        walden.rest(task);

        assertThat(walden.gateway.prompts().getLast().recalled()).containsExactly(EARLIER.inPrompt());
        assertThat(walden.gateway.prompts().getLast().messages())
                .extracting(Message::text)
                .containsExactly("Hello.", "anything");
        assertThat(walden.events(task, ContextGathered.class))
                .singleElement()
                .returns("7 3:0-12", ContextGathered::earlier);
        RecordedTask.assertNoDivergence(TaskReplay.of(walden.records(task)));
    }

    @Test
    void itIsShownAgainAfterARestart() {
        walden.memory.with(EARLIER);
        walden.gateway.think(replies(call(AskUserTool.NAME, Map.of(AskUserTool.QUESTION, "Which?")), answer("done")));
        TaskId task = walden.submit("anything");
        walden.rest(task);

        walden.killAndRestart();
        walden.service().giveInput(task, "This.", OrchestratorFixture.admin("key1"));
        walden.rest(task);

        assertThat(walden.gateway.prompts()).hasSize(2);
        assertThat(walden.gateway.prompts().getLast().recalled()).containsExactly(EARLIER.inPrompt());
    }

    @Test
    void aTaskThatWasShownOlderWordsFromOutsideIsNotTrusted() {
        walden.memory.with(new TaskMemory.Earlier("7 3:0-12", "Earlier …", 3, false));
        walden.gateway.think(replies(calls("good"), answer("done")));

        walden.run("anything");

        assertThat(walden.toolbox.askedAsUntrusted()).containsExactly(true);
    }

    @Test
    void whatEarlierVersionsDidNotRecordIsNoDifference() {
        walden.gateway.think(replies(calls("bad"), calls("good"), answer("done")));
        TaskId task = walden.submit("anything");
        walden.rest(task);
        List<RecordedEvent> older = walden.records(task).stream()
                .map(entry -> entry.event() instanceof EpisodeRecorded left
                        ? new RecordedEvent(
                                entry.seq(),
                                entry.at(),
                                new EpisodeRecorded(
                                        left.task(),
                                        left.space(),
                                        left.session(),
                                        left.outcome(),
                                        left.tools(),
                                        left.lesson(),
                                        left.duration()))
                        : entry.event() instanceof ContextGathered seen
                                ? new RecordedEvent(
                                        entry.seq(),
                                        entry.at(),
                                        new ContextGathered(
                                                seen.task(), seen.items(), seen.turns(), "used", null, seen.asked()))
                                : entry)
                .toList();

        RecordedTask.assertNoDivergence(TaskReplay.of(older));
    }
}
