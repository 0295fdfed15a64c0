package dev.walden.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.ActivityEvent;
import dev.walden.activity.Attached;
import dev.walden.activity.RecordedEvent;
import dev.walden.activity.Space;
import dev.walden.activity.TaskEvent;
import dev.walden.activity.TaskEvent.ContextGathered;
import dev.walden.activity.TaskEvent.ReasoningFinished;
import dev.walden.activity.TaskEvent.ReasoningStarted;
import dev.walden.activity.TaskEvent.TaskCompleted;
import dev.walden.activity.TaskEvent.TaskStarted;
import dev.walden.activity.TaskId;
import dev.walden.activity.TaskSource;
import dev.walden.activity.ToolCallEvent.ToolCallFinished;
import dev.walden.activity.ToolCallEvent.ToolCallOutcome;
import dev.walden.activity.ToolCallEvent.ToolCallStarted;
import dev.walden.conversation.Cost;
import dev.walden.conversation.Reply;
import dev.walden.conversation.TokenUsage;
import dev.walden.conversation.ToolCall;
import dev.walden.plugin.Attachment;
import dev.walden.plugin.SideEffect;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CombinedTest {

    private static final TaskId TASK = new TaskId("taaaaaaaaaaaaaaaa");
    private static final Duration TOOK = Duration.ofMillis(7);
    private static final ToolCall ONE = ToolCall.of("c1", "look", Map.of("at", "this"));
    private static final ToolCall OTHER = ToolCall.of("c2", "send", Map.of("to", "Ada"));

    private static final TaskEvent GATHERED =
            new ContextGathered(TASK, List.of("m1"), List.of(3L), "used", "7 3:0-12", null, 2L, "17 4");
    private static final TaskEvent ASKED =
            new ReasoningStarted(TASK, "rules", "agent-1", "0123456789abcdef", 4_096, new Cost(61_440), "i3,r8000");
    private static final TaskEvent WANTED = reply(new Reply.UseTools("Let me see.", List.of(ONE, OTHER)));
    private static final TaskEvent LOOKS = ToolCallStarted.asAsked(TASK, ONE, SideEffect.NONE);
    private static final TaskEvent SENDS = ToolCallStarted.asAsked(TASK, OTHER, SideEffect.KEYED);
    private static final TaskEvent SEEN =
            new ToolCallFinished(TASK, "c1", ToolCallOutcome.SUCCEEDED, "a cat", false, TOOK);
    private static final TaskEvent SHOWN = new ToolCallFinished(
                    TASK, "c1", ToolCallOutcome.SUCCEEDED, "a cat", false, TOOK)
            .giving(Attached.of(List.of(Attachment.of("image/png", new byte[3]))));
    private static final TaskEvent COMPLETED = new TaskCompleted(TASK, "A cat.", List.of(source("m1")));

    private static TaskEvent reply(Reply reply) {
        return new ReasoningFinished(TASK, "rules", reply, new TokenUsage(12, 3), new Cost(81), TOOK, null, "");
    }

    private static TaskSource source(String item) {
        return new TaskSource(item, "fact", 4);
    }

    static Stream<List<ActivityEvent>> commitsOfOneRecord() {
        return Stream.of(
                List.of(new TaskStarted(TASK), GATHERED, ASKED),
                List.of(WANTED, LOOKS),
                List.of(WANTED, LOOKS, SENDS),
                List.of(SEEN, ASKED),
                List.of(SHOWN, ASKED),
                List.of(reply(new Reply.Answer("A cat.", List.of("m1"))), COMPLETED));
    }

    @ParameterizedTest
    @MethodSource("commitsOfOneRecord")
    void whatGoesTogetherIsOneRecordThatGivesItBack(List<ActivityEvent> commit) {
        List<ActivityEvent> records = Combined.of(commit);

        assertThat(records).hasSize(1);
        assertThat(parts(records)).isEqualTo(commit);
    }

    static Stream<List<ActivityEvent>> commitsThatAreNotShorter() {
        return Stream.of(
                List.of(),
                List.of(SEEN),
                List.of(new TaskStarted(TASK), GATHERED),
                List.of(GATHERED, ASKED),
                List.of(SEEN, SENDS),
                List.of(WANTED, SENDS), // not the first of the calls
                List.of(WANTED, looks(Map.of(), TASK + ".c1", 1)),
                List.of(WANTED, looks(ONE.arguments(), TASK + ".c1", 2)),
                List.of(WANTED, looks(ONE.arguments(), "another key", 1)),
                List.of(reply(new Reply.Answer("Another cat.", List.of("m1"))), COMPLETED),
                List.of(reply(new Reply.Answer("A cat.", List.of("m1", "unknown"))), COMPLETED),
                List.of(reply(new Reply.Refusal("A cat.")), COMPLETED));
    }

    @SuppressWarnings("NullAway") // javac drops the type annotation of a compact constructor's parameter in class files
    private static TaskEvent looks(Map<String, @Nullable Object> arguments, @Nullable String key, int attempt) {
        return new ToolCallStarted(TASK, "c1", "look", arguments, SideEffect.KEYED, key, attempt);
    }

    @ParameterizedTest
    @MethodSource("commitsThatAreNotShorter")
    void whatOneRecordCannotTellKeepsItsOwn(List<ActivityEvent> commit) {
        assertThat(Combined.of(commit)).isEqualTo(commit);
    }

    @Test
    void onlyWhatGoesTogetherIsPutTogether() {
        List<ActivityEvent> commit = List.of(SEEN, SEEN, ASKED);

        List<ActivityEvent> records = Combined.of(commit);

        assertThat(records).hasSize(2).startsWith(SEEN);
        assertThat(parts(records)).isEqualTo(commit);
    }

    @Test
    void aTaskFoldsFromItsRecordsAsFromTheirParts() {
        List<List<ActivityEvent>> commits = List.of(
                List.of(new TaskStarted(TASK), GATHERED, ASKED),
                List.of(WANTED, LOOKS, SENDS),
                List.of(SEEN),
                List.of(new ToolCallFinished(TASK, "c2", ToolCallOutcome.SUCCEEDED, "sent", true, TOOK), ASKED),
                List.of(reply(new Reply.Answer("A cat.", List.of("m1"))), COMPLETED));

        Snapshot together = Snapshot.of(recorded(commits.stream().map(Combined::of)));
        Snapshot apart = Snapshot.of(recorded(commits.stream()));

        assertThat(together.state()).usingRecursiveComparison().isEqualTo(apart.state());
        assertThat(together.ended()).isTrue();
    }

    @Test
    void aThinnedTaskIsExpiredAlthoughItsEndStandsForMore() {
        List<ActivityEvent> end = Combined.of(List.of(reply(new Reply.Answer("A cat.", List.of("m1"))), COMPLETED));

        assertThat(TaskReplay.isOfExpired(recorded(Stream.of(List.of(GATHERED), end))))
                .isTrue();
        assertThat(TaskReplay.isOfExpired(
                        recorded(Stream.of(Combined.of(List.of(new TaskStarted(TASK), GATHERED, ASKED)), end))))
                .isFalse();
    }

    private static List<ActivityEvent> parts(List<ActivityEvent> records) {
        return records.stream()
                .flatMap(record -> ((TaskEvent) record).parts().stream())
                .<ActivityEvent>map(part -> part)
                .toList();
    }

    /** At one time, each with a number of its own, behind a submission. */
    private static List<RecordedEvent> recorded(Stream<List<ActivityEvent>> commits) {
        List<ActivityEvent> events = Stream.concat(Stream.of(submitted()), commits.flatMap(List::stream))
                .toList();
        return Stream.iterate(0, i -> i < events.size(), i -> i + 1)
                .map(i -> new RecordedEvent(i + 1, Instant.EPOCH, events.get(i)))
                .toList();
    }

    private static ActivityEvent submitted() {
        return new TaskEvent.TaskSubmitted(
                TASK,
                Space.DEFAULT,
                TASK.value(),
                "What is it?",
                null,
                Samples.LIMITS,
                Map.of(),
                "k1",
                null,
                null,
                null,
                null);
    }
}
