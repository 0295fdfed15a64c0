package dev.walden.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.Space;
import dev.walden.activity.TaskEvent.ReasoningFinished;
import dev.walden.activity.TaskEvent.ReasoningStarted;
import dev.walden.activity.TaskEvent.TaskCancelled;
import dev.walden.activity.TaskEvent.TaskPaused;
import dev.walden.activity.TaskId;
import dev.walden.conversation.Cost;
import dev.walden.conversation.Reply;
import dev.walden.conversation.TokenUsage;
import dev.walden.orchestrator.Follower.Words;
import dev.walden.orchestrator.StateKind;
import dev.walden.orchestrator.TaskSubmission;
import dev.walden.orchestrator.TaskSubmission.WantedLimits;
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
