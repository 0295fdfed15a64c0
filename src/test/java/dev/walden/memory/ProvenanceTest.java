package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.TaskEvent.ContextGathered;
import dev.walden.activity.TaskEvent.TaskCompleted;
import dev.walden.activity.TaskId;
import dev.walden.activity.ToolCallEvent.ToolCallFinished;
import dev.walden.activity.ToolCallEvent.ToolCallOutcome;
import dev.walden.activity.ToolCallEvent.ToolCallStarted;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.ToolInput;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a task keeps is known to come from all that its words may come from. */
final class ProvenanceTest {

    private static final String PAGE = "http://127.0.0.1/bad";
    private static final String SESSION = "s";

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
    void aTaskSawTheToolAndTheAddress() throws Exception {
        TaskId reader = memory.submitted(SESSION, "Read the page.");
        reads(reader, PAGE);

        assertThat(seenBy(reader)).containsExactly("tool:web_fetch", "url:" + PAGE);
    }

    @Test
    void aTaskThatSawNothingFromOutsideHasNoSources() throws Exception {
        TaskId careful = memory.submitted(SESSION, "Read the file.");
        calls(careful, "read_file", Map.of("path", "a.txt"), true);
        TaskId next = shown(List.of(ends(careful)), null);

        assertThat(seenBy(careful)).isEmpty();
        assertThat(seenBy(next)).isEmpty();
    }

    @Test
    void whatAnEarlierTurnHadSeenIsSeenWithItsAnswer() throws Exception {
        TaskId reader = memory.submitted(SESSION, "Read the page.");
        reads(reader, PAGE);
        TaskId next = shown(List.of(ends(reader)), null);

        assertThat(seenBy(next)).containsExactly("task:" + reader, "tool:web_fetch", "url:" + PAGE);
    }

    @Test
    void whatIsQuotedOfATurnThatDoesNotFitCountsAsShown() throws Exception {
        TaskId reader = memory.submitted(SESSION, "Read the page.");
        reads(reader, PAGE);
        TaskId next = shown(List.of(), "3 " + ends(reader) + ":0-4");

        assertThat(seenBy(next)).containsExactly("task:" + reader, "tool:web_fetch", "url:" + PAGE);
    }

    @Test
    void whatEarlierTasksHadFromTasksBeforeThemCountsToo() throws Exception {
        TaskId reader = memory.submitted(SESSION, "Read the page.");
        reads(reader, PAGE);
        TaskId second = shown(List.of(ends(reader)), null);
        TaskId third = shown(List.of(ends(second)), null);

        assertThat(seenBy(third))
                .containsExactlyInAnyOrder("task:" + reader, "task:" + second, "tool:web_fetch", "url:" + PAGE);
    }

    @Test
    void theTasksOfRecalledEpisodesAreLookedAtToo() throws Exception {
        TaskId reader = memory.submitted(SESSION, "Read the page.");
        reads(reader, PAGE);
        memory.completed(reader, SESSION, "It says so.", List.of());
        TaskId other = memory.submitted("other", "What does it say?");
        memory.append(new ContextGathered(other, List.of(ItemIds.ofEpisode(reader)), List.of()));

        assertThat(seenBy(other)).containsExactly("task:" + reader, "tool:web_fetch", "url:" + PAGE);
    }

    @Test
    void aLongSessionIsFollowedToWhereItBeganAndNoFurtherThanTheLimits() throws Exception {
        TaskId reader = memory.submitted(SESSION, "Read the page.");
        reads(reader, PAGE);
        List<Long> ends = new ArrayList<>(List.of(ends(reader)));
        TaskId last = reader;
        for (int i = 0; i < 60; i++) {
            last = shown(ends.subList(Math.max(0, ends.size() - 10), ends.size()), null);
            reads(last, PAGE + i);
            ends.add(ends(last));
        }
        TaskId now = shown(ends.subList(ends.size() - 10, ends.size()), null);

        List<String> seen = seenBy(now);

        assertThat(seen).contains("url:" + PAGE, "task:" + last).hasSizeLessThanOrEqualTo(64);
    }

    @Test
    void aCircleOfTasksComesToAnEnd() throws Exception {
        TaskId first = memory.submitted(SESSION, "Read the page.");
        reads(first, PAGE);
        memory.completed(first, SESSION, "It says so.", List.of());
        TaskId second = memory.submitted(SESSION, "And now?");
        memory.append(new ContextGathered(second, List.of(ItemIds.ofEpisode(first)), List.of()));
        memory.completed(second, SESSION, "So it is.", List.of());
        memory.append(new ContextGathered(first, List.of(ItemIds.ofEpisode(second)), List.of()));

        assertThat(seenBy(second))
                .containsExactlyInAnyOrder("task:" + first, "task:" + second, "tool:web_fetch", "url:" + PAGE);
    }

    @Test
    void manyLongAddressesFitTheRecordOfAFactAndAreFoundByTheirNames() throws Exception {
        TaskId reader = memory.submitted(SESSION, "Read the pages.");
        List<String> pages = IntStream.range(0, 70)
                .mapToObj(i -> PAGE + "/" + i + "?" + "a".repeat(440))
                .toList();
        for (int i = 0; i < pages.size(); i++) {
            String call = "c" + i;
            memory.append(
                    new ToolCallStarted(
                            reader, call, "web_fetch", Map.of("url", pages.get(i)), SideEffect.NONE, null, 1),
                    new ToolCallFinished(
                            reader, call, ToolCallOutcome.SUCCEEDED, "Words.", false, Duration.ofMillis(1)));
        }
        var _ = new RememberTool(memory::items, memory::search, memory::provenance)
                .call(new ToolInput(Map.of("text", "Herons sing.")), memory.call(reader, SESSION, "d1"));
        String kept = memory.ids("herons").getFirst();

        assertThat(seenBy(reader)).hasSize(64).allMatch(name -> name.length() <= 100);
        assertThat(memory.undoing()
                        .undo(MemoryFixture.SPACE, "url:" + pages.get(30), "poisoned", "key:admin")
                        .removedItems())
                .containsExactly(kept);
    }

    @Test
    void whatWasLearnedBehindAPoisonedTurnGoesWithThePage() throws Exception {
        TaskId reader = memory.submitted(SESSION, "Read the page.");
        reads(reader, PAGE);
        TaskId next = shown(List.of(ends(reader)), null);
        RememberTool remember = new RememberTool(memory::items, memory::search, memory::provenance);
        var _ = remember.call(new ToolInput(Map.of("text", "Herons sing.")), memory.call(next, SESSION, "c1"));
        String kept = memory.ids("herons").getFirst();

        Undoing.Undone undone = memory.undoing().undo(MemoryFixture.SPACE, "url:" + PAGE, "poisoned", "key:admin");

        assertThat(undone.removedItems()).containsExactly(kept);
        assertThat(memory.ids("herons")).isEmpty();
    }

    private List<String> seenBy(TaskId task) throws InterruptedException {
        return memory.provenance().seenBy(task).names();
    }

    private void reads(TaskId task, String url) {
        calls(task, "web_fetch", Map.of("url", url), false);
    }

    private void calls(TaskId task, String tool, Map<String, Object> arguments, boolean trusted) {
        memory.append(
                new ToolCallStarted(task, "c1", tool, arguments, SideEffect.NONE, null, 1),
                new ToolCallFinished(task, "c1", ToolCallOutcome.SUCCEEDED, "Words.", trusted, Duration.ofMillis(1)));
    }

    /** The record of its answer. */
    private long ends(TaskId task) {
        return memory.activity()
                .append(new TaskCompleted(task, "It says so.", List.of()))
                .last();
    }

    /** A task that is given these turns of the session. */
    private TaskId shown(List<Long> turns, @Nullable String earlier) {
        TaskId task = memory.submitted(SESSION, "And now?");
        memory.append(new ContextGathered(task, List.of(), turns, null, earlier, null));
        return task;
    }
}
