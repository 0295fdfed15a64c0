package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.activity.ErasurePromise;
import dev.walden.activity.MemoryEvent.ContentErased;
import dev.walden.activity.Space;
import dev.walden.activity.TaskId;
import dev.walden.conversation.RecalledItem;
import dev.walden.plugin.ToolException;
import dev.walden.plugin.ToolInput;
import dev.walden.plugin.ToolOutput;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was forgotten is found by nobody, in no way. */
final class ForgettingTest {

    private static final ErasurePromise PROMISE =
            new ErasurePromise(InstantSource.fixed(Instant.EPOCH), Duration.ofDays(30));

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
    void anErasedItemIsFoundNoMore() throws Exception {
        String id = memory.fact("My pin is heron.");
        memory.fact("My name is Ann.");

        List<MemoryItem> erased = memory.items().erase(MemoryFixture.SPACE, List.of(id, "unknown"), "asked", "key:k");

        assertThat(erased).extracting(MemoryItem::text).containsExactly("My pin is heron.");
        assertThat(memory.items().find(id)).isEmpty();
        assertThat(memory.texts("pin heron name")).containsExactly("My name is Ann.");
        memory.deleteViews();
        assertThat(memory.texts("pin heron name")).containsExactly("My name is Ann.");
        assertThat(memory.activity().dump("memory_items")).noneMatch(row -> row.contains("heron"));
    }

    @Test
    void anotherSpaceErasesNothing() throws Exception {
        String id = memory.fact("My pin is heron.");

        List<MemoryItem> erased = memory.items().erase(new Space("other"), List.of(id), "asked", "key:k");
        memory.append(new ContentErased(new Space("other"), List.of(id), "asked", "key:k"));

        assertThat(erased).isEmpty();
        assertThat(memory.items().find(id)).isPresent();
    }

    @Test
    void neighboursOfAnErasedItemAreNotFoundByItsWords() throws Exception {
        memory.said("a", "Ann", "How was it?");
        String erased = memory.said("a", "Bob", "Lisbon was wonderful.");
        memory.said("a", "Ann", "Good to hear.");
        assertThat(memory.ids("Lisbon")).hasSize(3);

        memory.items().erase(MemoryFixture.SPACE, List.of(erased), "asked", "key:k");

        assertThat(memory.ids("Lisbon")).isEmpty();
    }

    @Test
    void tasksThatHoldTheWordsOfAnErasedItemLoseTheirs() throws Exception {
        TaskId storing = memory.submitted("s", "Remember that my pin is heron.");
        remember(storing, "My pin is heron.");
        memory.completed(storing, "s", "I will remember that your pin is heron.", List.of());
        String fact = ItemIds.ofToolCall(storing + "/c1");
        TaskId asking = memory.task("s", "What is my pin?", "Your pin is heron.", List.of(fact));
        memory.task("s", "And now?", "Still heron.", List.of(ItemIds.ofEpisode(asking)));
        memory.task("s", "How are you?", "Fine.", List.of());

        memory.items().erase(MemoryFixture.SPACE, List.of(fact), "asked", "key:k");

        assertThat(memory.texts("pin heron remember now still fine")).containsExactly("How are you?\nFine.");
        assertThat(memory.gather("s", "Hm").turns())
                .extracting(turn -> turn.message().text())
                .containsExactly("How are you?", "Fine.");
        for (String table : List.of("memory_items", "memory_tasks", "memory_episodes")) {
            assertThat(memory.activity().dump(table)).noneMatch(row -> row.contains("heron"));
        }
    }

    @Test
    void aTaskThatWasAtWorkWhenItsSourceWasErasedLeavesNoWords() throws Exception {
        String fact = memory.fact("My pin is heron.");
        TaskId task = memory.submitted("s", "What is my pin?");
        memory.items().erase(MemoryFixture.SPACE, List.of(fact), "asked", "key:k");

        memory.completed(task, "s", "Your pin is heron.", List.of(fact));

        assertThat(memory.texts("pin heron")).isEmpty();
        assertThat(memory.gather("s", "Hm").turns()).isEmpty();
        for (String table : List.of("memory_items", "memory_tasks", "memory_episodes")) {
            assertThat(memory.activity().dump(table)).noneMatch(row -> row.contains("heron"));
        }
    }

    @Test
    void aRestoredContextSaysForgotten() throws Exception {
        String pin = memory.fact("My pin is heron.");
        memory.task("s", "What is my pin?", "It is heron.", List.of(pin));
        TaskMemory.Context gathered = memory.gather("s", "pin");
        memory.items().erase(MemoryFixture.SPACE, List.of(pin), "asked", "key:k");

        TaskMemory.Context restored = memory.memory()
                .restore(
                        memory.asked("s", "Hm"),
                        GivenContext.of(
                                gathered.items().stream().map(RecalledItem::id).toList(),
                                gathered.turns().stream()
                                        .map(TaskMemory.Turn::seq)
                                        .toList(),
                                null));

        assertThat(restored.items()).hasSize(2).allMatch(item -> item.text().equals("[forgotten]"));
        assertThat(restored.turns())
                .hasSize(2)
                .allMatch(turn -> turn.message().text().equals("[forgotten]"));
    }

    @Test
    void theToolForgetsWhatHoldsAllWordsOfTheQuery() throws Exception {
        memory.fact("My lucky number is 391.");
        memory.fact("My phone number is 555.");
        TaskId task = memory.submitted("s", "Forget my lucky number.");

        ToolOutput output = forget(task, "c1", Map.of("query", "my lucky number"));
        memory.completed(task, "s", output.text(), List.of());

        assertThat(output.text())
                .isEqualTo(
                        "Forgotten: My lucky number is 391.\nThe words leave the log's files by 1970-01-31T00:00:00Z.");
        assertThat(memory.texts("lucky number 391")).containsExactly("My phone number is 555.");
    }

    @Test
    void aRepeatedCallForgetsNothingMore() throws Exception {
        memory.fact("The tea is green.");
        TaskId task = memory.submitted("s", "Forget the tea.");
        forget(task, "c1", Map.of("query", "tea"));
        memory.fact("The tea is black.");
        memory.restart();

        ToolOutput repeated = forget(task, "c1", Map.of("query", "tea"));

        assertThat(repeated.text())
                .startsWith("Forgotten: m")
                .endsWith("\nThe words leave the log's files by 1970-01-31T00:00:00Z.");
        assertThat(memory.texts("tea")).containsExactly("The tea is black.");
    }

    @Test
    void theToolForgetsFewAtOnceAndOnlyWhatIsMeant() throws Exception {
        for (int i = 0; i < 8; i++) {
            memory.fact("Number " + i + " is a number.");
        }
        TaskId task = memory.submitted("s", "Forget.");

        forget(task, "c1", Map.of("query", "number"));
        ToolOutput nothing = forget(task, "c2", Map.of("query", "number of apples"));

        assertThat(memory.texts("number")).hasSize(3);
        assertThat(nothing.text()).contains("nothing was forgotten");
        assertThatThrownBy(() -> forget(task, "c3", Map.of("query", "what is my")))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining("names nothing");
    }

    @Test
    void theToolForgetsByIdInItsOwnSpaceOnly() throws Exception {
        String own = memory.fact("The tea is green.");
        String foreign = memory.fact(new Space("other"), "The tea is black.");
        TaskId task = memory.submitted("s", "Forget.");

        forget(task, "c1", Map.of("id", own));
        forget(task, "c2", Map.of("id", foreign));

        assertThat(memory.items().find(own)).isEmpty();
        assertThat(memory.items().find(foreign)).isPresent();
    }

    @Test
    void aRepeatedStoreDoesNotBringBackWhatWasForgotten() throws Exception {
        TaskId task = memory.submitted("s", "Remember my pin.");
        remember(task, "My pin is heron.");
        memory.items().erase(MemoryFixture.SPACE, List.of(ItemIds.ofToolCall(task + "/c1")), "asked", "key:k");

        remember(task, "My pin is heron.");

        assertThat(memory.texts("pin")).isEmpty();
    }

    @Test
    void aTaskOfWhichNothingIsKnownDoesNoHarm() {
        TaskId unknown = memory.newTask();
        memory.completed(unknown, "s", "Done.", List.of("unknown"));
        memory.append(new ContentErased(MemoryFixture.SPACE, List.of("unknown"), "asked", "task:" + unknown + "/c1"));

        assertThat(memory.activity().dump("memory_items")).noneMatch(row -> row.contains("Done"));
    }

    private void remember(TaskId task, String text) throws Exception {
        new RememberTool(memory::items, memory::search, memory::provenance)
                .call(new ToolInput(Map.of("text", text)), memory.call(task, "s", "c1"));
    }

    private ToolOutput forget(TaskId task, String call, Map<String, Object> arguments) throws Exception {
        ToolInput input = new ToolInput(Map.copyOf(arguments));
        return new ForgetTool(memory::items, memory::search, () -> PROMISE).call(input, memory.call(task, "s", call));
    }
}
