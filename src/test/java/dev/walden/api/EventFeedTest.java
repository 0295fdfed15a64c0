package dev.walden.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.Space;
import dev.walden.activity.TaskEvent.ReasoningFinished;
import dev.walden.activity.TaskEvent.ReasoningStarted;
import dev.walden.activity.TaskEvent.TaskCancelled;
import dev.walden.activity.TaskEvent.TaskPaused;
import dev.walden.activity.TaskId;
import dev.walden.activity.ToolCallEvent.ToolCallFinished;
import dev.walden.activity.ToolCallEvent.ToolCallInDoubt;
import dev.walden.activity.ToolCallEvent.ToolCallOutcome;
import dev.walden.activity.ToolCallEvent.ToolCallStarted;
import dev.walden.conversation.Cost;
import dev.walden.conversation.Reply;
import dev.walden.conversation.TokenUsage;
import dev.walden.orchestrator.Follower.Reached;
import dev.walden.orchestrator.Follower.Words;
import dev.walden.orchestrator.StateKind;
import dev.walden.orchestrator.TaskSubmission;
import dev.walden.orchestrator.TaskSubmission.WantedLimits;
import dev.walden.plugin.CallProgress;
import dev.walden.plugin.SideEffect;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Where the words of models stand between a task's records. */
final class EventFeedTest {

    private final ScriptedTasks tasks = new ScriptedTasks();
    private final TaskId task = tasks.submit(
            new TaskSubmission("go on", null, Space.DEFAULT, null, WantedLimits.NONE, Map.of(), "k", null, null, null));
    private final ByteArrayOutputStream target = new ByteArrayOutputStream();
    private final EventFeed feed = new EventFeed(tasks, task, 0, new EventWriter(JsonMapper.shared(), target));

    @Test
    void wordsAreEventsOfTheirOwnWithoutAnId() throws Exception {
        start();
        written();
        tasks.say(task, new Words(1, 2, false, "\"Hi\"\n\ud83d"));
        tasks.say(task, new Words(1, 2, true, ""));

        assertThat(written()).isEqualTo("event: delta\ndata: {\"step\":1,\"text\":\"\\\"Hi\\\"\\n?\"}\n\n");
        assertThat(written()).isEqualTo("event: delta\ndata: {\"step\":1,\"again\":true,\"text\":\"\"}\n\n");
    }

    @Test
    void wordsStandBehindTheRecordThatBeganTheirCallHoweverManyComeBefore() throws Exception {
        for (int i = 0; i < 250; i++) {
            tasks.record(task, new TaskPaused(task, "k"));
        }
        start();
        tasks.say(task, new Words(1, 252, false, "One"));

        assertThat(written()).doesNotContain("delta");
        assertThat(written()).doesNotContain("delta");
        assertThat(written()).contains("reasoning-started").doesNotContain("delta");
        assertThat(written()).contains("delta", "One");
    }

    @Test
    void wordsOfACallThatHasEndedMeanwhileStandInFrontOfTheRecordThatEndedIt() throws Exception {
        start();
        written();
        tasks.say(task, new Words(1, 2, false, "One "));
        tasks.say(task, new Words(1, 2, false, "two."));
        finish();
        tasks.record(task, new TaskPaused(task, "k"));

        assertThat(written())
                .containsSubsequence("One ", "two.", "reasoning-finished", "task-paused")
                .containsOnlyOnce("reasoning-finished");
    }

    @Test
    void wordsOfTheNextCallWaitForTheRecordThatBeganIt() throws Exception {
        start();
        written();
        tasks.say(task, new Words(1, 2, false, "One."));
        finish();
        start();
        tasks.say(task, new Words(2, 4, false, "Two."));

        assertThat(written())
                .containsSubsequence("One.", "reasoning-finished", "reasoning-started")
                .doesNotContain("Two.");
        assertThat(written()).contains("\"step\":2", "Two.");
    }

    @Test
    void nothingIsSaidBehindTheEnd() throws Exception {
        start();
        written();
        tasks.say(task, new Words(1, 2, false, "One."));
        tasks.moveTo(task, StateKind.CANCELLED, null);
        tasks.record(task, new TaskCancelled(task, "k"));

        assertThat(written()).containsSubsequence("One.", "task-cancelled");
        tasks.say(task, new Words(1, 2, false, "Two."));
        assertThat(written()).isEmpty();
        assertThat(feed.over()).isTrue();
    }

    @Test
    void progressIsAnEventOfItsOwnWithoutAnIdAndTheNewestOfEachCall() throws Exception {
        begin("c1");
        written();
        tasks.report(task, new Reached("c1", CallProgress.of(1, 10)));
        tasks.report(task, new Reached("c2", new CallProgress(0.5, null, null)));
        tasks.report(task, new Reached("c1", CallProgress.of(3, 10).saying("three\ud83d")));

        assertThat(written()).isEqualTo("""
                event: progress
                data: {"call":"c1","progress":3,"total":10,"message":"three?"}

                event: progress
                data: {"call":"c2","progress":0.5}

                """);
        assertThat(written()).isEmpty();
    }

    @Test
    void progressAloneIsWrittenAndWaitsForTheNextRing() throws Exception {
        begin("c1");
        written();
        tasks.report(task, new Reached("c1", CallProgress.of(1, 10)));

        assertThat(feed.advance()).isFalse();
        assertThat(target.toString(StandardCharsets.UTF_8)).contains("event: progress");
        assertThat(feed.await(Duration.ZERO)).isFalse();

        tasks.report(task, new Reached("c1", CallProgress.of(2, 10)));
        assertThat(feed.await(Duration.ZERO)).isTrue();
        assertThat(written()).contains("\"progress\":2");
    }

    @Test
    void progressStandsBetweenTheRecordsOfBeginAndEndOfItsCall() throws Exception {
        for (int i = 0; i < 150; i++) {
            tasks.record(task, new TaskPaused(task, "k"));
        }
        begin("c1");
        tasks.report(task, new Reached("c1", CallProgress.of(1, 10)));

        assertThat(written()).doesNotContain("progress");
        assertThat(written()).contains("tool-call-started").doesNotContain("progress");
        assertThat(written()).contains("event: progress");

        tasks.report(task, new Reached("c1", CallProgress.of(2, 10)));
        tasks.record(task, new ToolCallFinished(task, "c1", ToolCallOutcome.SUCCEEDED, "ten", true, Duration.ZERO));
        assertThat(written()).contains("tool-call-finished").doesNotContain("event: progress");

        begin("c2");
        tasks.report(task, new Reached("c2", CallProgress.of(1, 2)));
        tasks.record(task, new ToolCallInDoubt(task, "c2", "lost"));
        assertThat(written()).contains("tool-call-in-doubt").doesNotContain("event: progress");

        begin("c3");
        tasks.report(task, new Reached("c3", CallProgress.of(1, 2)));
        tasks.moveTo(task, StateKind.CANCELLED, null);
        tasks.record(task, new TaskCancelled(task, "k"));
        assertThat(written()).contains("task-cancelled").doesNotContain("event: progress");
    }

    private void begin(String call) {
        tasks.record(task, new ToolCallStarted(task, call, "count", Map.of(), SideEffect.NONE, null, 1));
    }

    @Test
    void whoGoesOnInTheMiddleOfACallHearsItsWords() throws Exception {
        start();
        tasks.say(task, new Words(1, 2, false, "One."));
        EventFeed later = new EventFeed(tasks, task, 2, new EventWriter(JsonMapper.shared(), target));

        assertThat(later.advance()).isFalse();
        assertThat(later.await(Duration.ZERO)).isTrue();
        assertThat(later.advance()).isTrue();

        assertThat(target.toString(StandardCharsets.UTF_8)).contains("One.");
    }

    private String written() throws IOException {
        target.reset();
        feed.advance();
        return target.toString(StandardCharsets.UTF_8);
    }

    private void start() {
        tasks.record(task, new ReasoningStarted(task, "gpt", "1", "0".repeat(32), 10, Cost.NONE));
    }

    private void finish() {
        tasks.record(
                task,
                new ReasoningFinished(
                        task,
                        "gpt",
                        new Reply.Answer("One two.", List.of()),
                        TokenUsage.ZERO,
                        Cost.NONE,
                        Duration.ZERO,
                        null));
    }
}
