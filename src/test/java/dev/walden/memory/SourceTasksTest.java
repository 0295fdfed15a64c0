package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.activity.MemoryEvent.FactConfirmed;
import dev.walden.activity.MemoryEvent.FactStored;
import dev.walden.activity.MemoryEvent.SourceUndone;
import dev.walden.activity.StoredItem;
import dev.walden.activity.TaskEvent.ContextGathered;
import dev.walden.activity.TaskEvent.TaskCompleted;
import dev.walden.activity.TaskId;
import dev.walden.activity.ToolCallEvent.ToolCallFinished;
import dev.walden.activity.ToolCallEvent.ToolCallOutcome;
import dev.walden.activity.ToolCallEvent.ToolCallStarted;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.ToolException;
import dev.walden.plugin.ToolInput;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Undoing reaches what tasks stored that were shown the source, however they came to see it, and whenever they store it. */
final class SourceTasksTest {

    private static final String PAGE = "http://127.0.0.1/bad";

    @TempDir
    private Path home;

    private MemoryFixture memory;

    @BeforeEach
    void open() {
        memory = MemoryFixture.open(home);
    }

    @AfterEach
    void close() {
        memory.close();
    }

    @Test
    void whatATaskStoredGoesWithWhatItWasShownThoughTheFactDoesNotSaySo() throws Exception {
        TaskId reader = reading("s", PAGE, "Words.");
        TaskId second = shown("s", ends(reader));
        TaskId third = shown("s", ends(second));
        stored(third, "m1", "Herons sing.");

        Undoing.Undone undone = undo("url:" + PAGE);

        assertThat(undone.removedItems()).containsExactly("m1");
        assertThat(undone.whole()).isTrue();
        assertThat(memory.ids("herons")).isEmpty();
    }

    @Test
    void whatATaskStoredBeforeItWasShownTheSourceStays() throws Exception {
        TaskId task = reading("s", "http://127.0.0.1/good", "Words.");
        stored(task, "m1", "Owls are awake.");
        reads(task, "c2", PAGE, "Words.");
        stored(task, "m2", "Herons sing.");

        assertThat(undo("url:" + PAGE).removedItems()).containsExactly("m2");
        assertThat(memory.ids("owls herons")).containsExactly("m1");
    }

    @Test
    void whatOthersSaidTooLosesOnlyWhatSuchATaskSaid() throws Exception {
        TaskId task = reading("s", PAGE, "Words.");
        stored(task, "m1", "Herons sing.");
        memory.append(new FactConfirmed(
                MemoryFixture.SPACE, "m1", "task:" + memory.submitted("o", "Hello."), List.of(), true, null));

        Undoing.Undone undone = undo("url:" + PAGE);

        assertThat(undone.keptItems()).containsExactly("m1");
        assertThat(memory.items().details("m1").orElseThrow().sources())
                .hasSize(1)
                .doesNotContain("task:" + task);
    }

    @Test
    void theAnswerSaysWhenATaskThatWasErasedBreaksTheTrace() throws Exception {
        TaskId reader = memory.submitted("s", "Read the page.");
        memory.append(
                new ToolCallStarted(reader, "c1", "web_fetch", Map.of(), SideEffect.NONE, null, 1),
                new ToolCallFinished(reader, "c1", ToolCallOutcome.SUCCEEDED, "[forgotten]", false, Duration.ZERO));
        TaskId second = shown("s", ends(reader));
        stored(second, "m1", "Herons sing.");

        Undoing.Undone undone = undo("url:" + PAGE);

        assertThat(undone.whole()).isFalse();
        assertThat(undone.removed()).isZero();
        assertThat(undo("tool:web_fetch").whole()).isTrue();
    }

    @Test
    void killedBetweenItsPartsItIsFinishedWhenAskedAgain() throws Exception {
        TaskId reader = reading("s", PAGE, "Words.");
        for (int part = 0; part < 3; part++) {
            memory.append(IntStream.range(part * 250, part * 250 + 250)
                    .mapToObj(i -> fact(reader, "m" + i, "Bird " + i + " sings."))
                    .toArray(FactStored[]::new));
        }
        TaskId second = memory.submitted("o", "What of it?");
        memory.append(new ContextGathered(second, List.of("m7"), List.of()));
        stored(second, "x1", "Herons sing.");
        StoppingLog log = new StoppingLog(memory.activity().log(), 3);

        assertThatThrownBy(() -> memory.undoing(log).undo(MemoryFixture.SPACE, "url:" + PAGE, "poisoned", "key:a"))
                .isInstanceOf(StoppingLog.Killed.class);
        memory.restart();
        Undoing.Undone rest = undo("url:" + PAGE);

        assertThat(rest.removed()).isEqualTo(251);
        assertThat(memory.ids("bird herons")).isEmpty();
        assertThat(memory.events(SourceUndone.class))
                .allMatch(one -> one.items().size() <= 250);
        List<String> before = memory.activity().dump("memory_items");
        memory.deleteViews();
        assertThat(memory.activity().dump("memory_items")).isEqualTo(before);
        assertThat(memory.activity().dump("memory_facts")).isEmpty();
        assertThat(undo("url:" + PAGE).removed()).isZero();
    }

    @Test
    void aTaskThatStillRunsKeepsNothingOfWhatItWasShownBefore() throws Exception {
        TaskId running = reading("s", PAGE, "Words.");
        TaskId behind = shown("s", ends(reading("s", PAGE, "Words.")));
        TaskId other = reading("o", "http://127.0.0.1/good", "Words.");
        undo("url:" + PAGE);
        memory.deleteViews();

        assertThatThrownBy(() -> remember(running, "Herons sing."))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining("taken back");
        assertThatThrownBy(() -> remember(behind, "Herons sing.")).isInstanceOf(ToolException.class);
        remember(other, "Owls are awake.");
        remember(reading("n", PAGE, "Better words."), "Herons are silent.");

        assertThat(memory.texts("herons owls")).containsExactlyInAnyOrder("Owls are awake.", "Herons are silent.");
    }

    @Test
    void aTaskThatIsUndoneItselfKeepsNothingMore() throws Exception {
        TaskId running = memory.submitted("s", "Remember much.");
        remember(running, "Owls are awake.");
        undo("task:" + running);

        assertThatThrownBy(() -> remember(running, "Herons sing.", "c2")).isInstanceOf(ToolException.class);
        assertThat(memory.texts("herons owls")).isEmpty();
    }

    @Test
    void aTaskOfWhichItCannotBeToldWhatItSawKeepsNothingOnceSomethingWasUndone() throws Exception {
        TaskId lost = memory.submitted("s", "Read the page.");
        reads(lost, "c1", PAGE, "[forgotten]");
        undo("url:http://127.0.0.1/other");

        assertThatThrownBy(() -> remember(lost, "Herons sing.")).isInstanceOf(ToolException.class);
    }

    private Undoing.Undone undo(String source) throws InterruptedException {
        return memory.undoing().undo(MemoryFixture.SPACE, source, "poisoned", "key:admin");
    }

    private void remember(TaskId task, String text) throws Exception {
        remember(task, text, "c9");
    }

    private void remember(TaskId task, String text, String call) throws Exception {
        var _ = new RememberTool(memory::items, memory::search, memory::provenance)
                .call(new ToolInput(Map.of("text", text)), memory.call(task, "s", call));
    }

    private TaskId reading(String session, String url, String words) {
        TaskId task = memory.submitted(session, "Read the page.");
        reads(task, "c1", url, words);
        return task;
    }

    private void reads(TaskId task, String call, String url, String words) {
        memory.append(
                new ToolCallStarted(task, call, "web_fetch", Map.of("url", url), SideEffect.NONE, null, 1),
                new ToolCallFinished(task, call, ToolCallOutcome.SUCCEEDED, words, false, Duration.ZERO));
    }

    /** The record of its answer. */
    private long ends(TaskId task) {
        return memory.activity()
                .append(new TaskCompleted(task, "It says so.", List.of()))
                .last();
    }

    /** A task that is given this turn of the session. */
    private TaskId shown(String session, long turn) {
        TaskId task = memory.submitted(session, "And now?");
        memory.append(new ContextGathered(task, List.of(), List.of(turn)));
        return task;
    }

    /** As it was recorded when nothing was known of where it came from. */
    private void stored(TaskId task, String id, String text) {
        memory.append(fact(task, id, text));
    }

    private static FactStored fact(TaskId task, String id, String text) {
        return new FactStored(new StoredItem(
                id, MemoryFixture.SPACE, text, null, null, null, List.of(), null, Map.of(), true, "task:" + task));
    }
}
