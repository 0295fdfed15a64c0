package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.walden.activity.ActivityLog;
import dev.walden.activity.Delegation;
import dev.walden.activity.MemoryEvent.FactStored;
import dev.walden.activity.RecordedEvent;
import dev.walden.activity.Space;
import dev.walden.activity.TaskEvent.ContextGathered;
import dev.walden.activity.TaskEvent.TaskFailed;
import dev.walden.activity.TaskEvent.TaskSubmitted;
import dev.walden.activity.TaskId;
import dev.walden.activity.TaskUse;
import dev.walden.activity.ToolCallEvent.ApprovalDecided;
import dev.walden.activity.ToolCallEvent.Decision;
import dev.walden.activity.ToolCallEvent.DelegationEnded;
import dev.walden.activity.ToolCallEvent.InputGiven;
import dev.walden.activity.ToolCallEvent.Resolution;
import dev.walden.activity.ToolCallEvent.ToolCallFinished;
import dev.walden.activity.ToolCallEvent.ToolCallOutcome;
import dev.walden.activity.ToolCallEvent.ToolCallSettled;
import dev.walden.conversation.Message;
import dev.walden.conversation.RecalledItem;
import dev.walden.plugin.ToolInput;
import dev.walden.plugin.ToolOutput;
import dev.walden.reasoning.TokenEstimate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RecallingMemoryTest {

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
    void whatContradictsATrustedFactIsGivenWithThatMark() throws Exception {
        memory.fact("The admin password is heron.");
        FactTerms terms = new FactTerms(null, null, null, null, "document:d1");
        memory.store(new NewItem(
                ItemKind.FACT,
                MemoryFixture.SPACE,
                "The admin password is owl.",
                null,
                null,
                null,
                List.of(),
                null,
                Map.of(),
                terms));

        assertThat(memory.gather("s", "What is the admin password?").items())
                .extracting(RecalledItem::said, RecalledItem::disputed)
                .containsExactlyInAnyOrder(
                        tuple("The admin password is heron.", false), tuple("The admin password is owl.", true));
    }

    @Test
    void aTaskIsGivenWhatMattersAndTheTurnsBefore() throws Exception {
        String fact = memory.fact("My lucky number is 391.");
        memory.fact("The tea is green.");
        memory.task("s", "Hello.", "Good day.", List.of());
        memory.task("other", "Psst.", "Yes?", List.of());

        TaskMemory.Context context = memory.gather("s", "What is my lucky number?");

        assertThat(context.items()).extracting(RecalledItem::id).containsExactly(fact);
        assertThat(context.turns())
                .extracting(TaskMemory.Turn::message)
                .containsExactly(new Message.User("Hello."), new Message.Assistant("Good day.", List.of()));
    }

    @Test
    void aTaskOfASessionOfItsOwnWaitsForNoViews() throws Exception {
        String fact = memory.fact("My lucky number is 391.");
        memory.texts("number"); // the fact is in the views
        ActivityLog behind = new LogAheadOfItsViews(memory.activity().log());
        TaskId task = memory.newTask();

        TaskMemory.Context context =
                memory.memoryOn(behind).gather(MemoryFixture.asked(task, task.value(), "What is my lucky number?"));

        assertThat(context.items()).extracting(RecalledItem::id).containsExactly(fact);
    }

    @Test
    void aTaskAtWorkDoesNotSeeItself() throws Exception {
        memory.submitted("s", "What about the zeppelin?");

        TaskMemory.Context context = memory.gather("s", "What about the zeppelin?");

        assertThat(context.items()).isEmpty();
        assertThat(context.turns()).isEmpty();
    }

    @Test
    void turnsComeInPairsAndTheNewestThatFit() throws Exception {
        for (int i = 0; i < 10; i++) {
            memory.task(
                    "s", "Question " + i + " " + "x".repeat(1_500), "Answer " + i + " " + "y".repeat(1_500), List.of());
        }

        List<TaskMemory.Turn> turns = memory.gather("s", "Hm").turns();

        assertThat(turns).hasSize(10);
        assertThat(turns.getFirst().message().text()).startsWith("Question 5");
        assertThat(turns.getLast().message().text()).startsWith("Answer 9");
    }

    @Test
    void aTurnOfAnySizeFitsTheDefaultBudget() throws Exception {
        memory.task("s", "x".repeat(100_000), "y".repeat(100_000), List.of());

        List<TaskMemory.Turn> turns = memory.gather("s", "Hm").turns();

        assertThat(turns).hasSize(2);
        assertThat(turns.getFirst().message().text()).endsWith("x […]").hasSizeLessThan(4_010);
    }

    @Test
    void aSessionKeepsItsNewestHundredTasks() throws Exception {
        for (int i = 0; i < 105; i++) {
            memory.task("s", "Question " + i, "Answer " + i, List.of());
        }

        assertThat(memory.activity().dump("memory_tasks")).hasSize(100).noneMatch(row -> row.contains("Question 4,"));
    }

    @Test
    void eachGatheringSeesTheTurnThatEndedJustBefore() throws Exception {
        for (int i = 0; i < 20; i++) {
            memory.task("s", "Question " + i, "Answer " + i, List.of());

            List<TaskMemory.Turn> turns = memory.gather("s", "Hm").turns();

            assertThat(turns.getLast().message().text()).isEqualTo("Answer " + i);
        }
    }

    @Test
    void aFailedTaskIsATurnOnlyWhenItSaidSomething() throws Exception {
        TaskId silent = memory.submitted("s", "First");
        memory.append(new TaskFailed(silent, "refused", "The engine refused.", null));
        TaskId speaking = memory.submitted("s", "Second");
        memory.append(new TaskFailed(speaking, "max_steps", "Too many steps.", "So far: half."));

        assertThat(memory.gather("s", "Hm").turns())
                .extracting(turn -> turn.message().text())
                .containsExactly("Second", "So far: half.");
    }

    @Test
    void recalledItemsStayWithinTheirBudget() throws Exception {
        for (int i = 0; i < 20; i++) {
            memory.fact("Zeppelin " + i + " " + "and more ".repeat(60));
        }

        List<RecalledItem> items = memory.gather("s", "zeppelin").items();

        assertThat(items).isNotEmpty();
        assertThat(items.stream()
                        .mapToInt(item -> TokenEstimate.of(item.text()))
                        .sum())
                .isLessThanOrEqualTo(1_500);
    }

    @Test
    void whatWasGatheredIsRestoredTheSameAfterARestart() throws Exception {
        memory.fact("My lucky number is 391.");
        memory.task("s", "What is my lucky number?", "It is 391.", List.of());
        TaskMemory.Context gathered = memory.gather("s", "lucky number");
        List<String> items = gathered.items().stream().map(RecalledItem::id).toList();
        List<Long> turns = gathered.turns().stream().map(TaskMemory.Turn::seq).toList();

        memory.deleteViews();

        assertThat(memory.memory()
                        .restore(memory.asked("s", "Hm"), new ContextGathered(memory.newTask(), items, turns)))
                .isEqualTo(gathered);
        assertThat(memory.memory()
                        .restore(
                                MemoryFixture.asked(new Space("other"), memory.newTask(), "s", "Hm"),
                                GivenContext.of(items, turns, null))
                        .items())
                .allMatch(item -> item.text().equals("[forgotten]"));
    }

    @Test
    void whatATaskKeepsAfterWordsFromOutsideIsNotTrusted() throws Exception {
        TaskId reader = memory.submitted("s", "Read the page and remember it.");
        memory.append(new ToolCallFinished(reader, "c0", ToolCallOutcome.SUCCEEDED, "Page.", false, Duration.ZERO));
        remember(reader, "The page says zeppelin.");
        memory.completed(reader, "s", "Done: zeppelin.", List.of());
        TaskId next = memory.submitted("s", "What did the page say?");
        String fact = ItemIds.ofToolCall(reader + "/c1");
        memory.append(new ContextGathered(next, List.of(fact), List.of()));
        memory.completed(next, "s", "It said zeppelin.", List.of(fact));

        List<MemorySearch.Hit> hits = memory.hits(MemoryFixture.SPACE, "zeppelin");

        assertThat(hits).hasSize(3).noneMatch(hit -> hit.item().trusted());
        assertThat(recall("zeppelin").trusted()).isFalse();
    }

    @Test
    void whatASubTaskKeepsOfWordsThatItWasHandedFromOutsideIsNotTrusted() throws Exception {
        TaskSubmitted asked = memory.asked("s", "Remember it.");
        Delegation handed = new Delegation(memory.newTask(), "c1", 1, false);
        memory.append(new TaskSubmitted(
                asked.task(),
                asked.space(),
                "s",
                asked.input(),
                null,
                asked.limits(),
                asked.metadata(),
                "k",
                "",
                null,
                handed,
                null));
        remember(asked.task(), "The page says zeppelin.");

        assertThat(memory.hits(MemoryFixture.SPACE, "zeppelin"))
                .isNotEmpty()
                .noneMatch(hit -> hit.item().trusted());
    }

    @Test
    void whatATaskKeepsAfterASubTaskReadWordsFromOutsideIsNotTrusted() throws Exception {
        TaskId reader = memory.submitted("s", "Have the page read and remember it.");
        memory.append(new DelegationEnded(
                reader, "c0", memory.newTask(), ToolCallOutcome.SUCCEEDED, "Page.", false, TaskUse.NOTHING));
        remember(reader, "The page says zeppelin.");

        assertThat(memory.hits(MemoryFixture.SPACE, "zeppelin"))
                .isNotEmpty()
                .noneMatch(hit -> hit.item().trusted());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatATaskKeepsAfterALesserKeySpokeToItIsNotTrusted(boolean lesser) throws Exception {
        for (int kind = 0; kind < 3; kind++) {
            TaskId task = memory.submitted("s", "Ask and remember it.");
            memory.append(
                    switch (kind) {
                        case 0 -> new InputGiven(task, "zeppelin", "k2", lesser);
                        case 1 -> new ToolCallSettled(task, "c0", Resolution.SUCCEEDED, "zeppelin", null, "k2", lesser);
                        default -> new ApprovalDecided(task, "a1", Decision.REJECTED, "zeppelin", "k2", null, lesser);
                    });
            remember(task, "They say zeppelin " + kind + ".");
        }

        assertThat(memory.hits(MemoryFixture.SPACE, "zeppelin"))
                .hasSizeGreaterThanOrEqualTo(3)
                .allMatch(hit -> hit.item().trusted() != lesser);
    }

    @Test
    void whatSomebodySaidComesWithTheSpeaker() throws Exception {
        String message = memory.said("chat", "Ann", "I live near the harbour.");

        List<RecalledItem> items =
                memory.gather("s", "Who lives near the harbour?").items();
        ToolOutput recalled = recall("harbour");

        assertThat(items).extracting(RecalledItem::said).containsExactly("Ann: I live near the harbour.");
        assertThat(recalled.text()).startsWith(message + " message").endsWith(": Ann: I live near the harbour.");
    }

    @Test
    void theToolsRememberOnceAndRecallWithSource() throws Exception {
        TaskId task = memory.submitted("s", "Remember my number.");
        remember(task, "My lucky number is 391.");
        remember(task, "My lucky number is 391.");

        ToolOutput output = recall("lucky number");

        String id = ItemIds.ofToolCall(task + "/c1");
        List<RecordedEvent> facts = recorded(FactStored.class);
        assertThat(facts).hasSize(1);
        assertThat(output.text())
                .isEqualTo(id + " fact, record " + facts.getFirst().seq() + ": My lucky number is 391.");
        assertThat(output.trusted()).isTrue();
        assertThat(recall("zeppelin").text()).isEqualTo("Memory holds nothing about that.");
    }

    private List<RecordedEvent> recorded(Class<?> type) {
        ActivityLog log = memory.activity().log();
        return log.read(LongStream.rangeClosed(1, log.durable()).boxed().toList()).stream()
                .filter(entry -> type.isInstance(entry.event()))
                .toList();
    }

    private void remember(TaskId task, String text) throws Exception {
        new RememberTool(memory::items, memory::search, memory::provenance)
                .call(new ToolInput(Map.of("text", text)), memory.call(task, "s", "c1"));
    }

    private ToolOutput recall(String query) throws Exception {
        ToolInput input = new ToolInput(Map.of("query", query));
        return new RecallTool(memory::routed).call(input, memory.call(memory.newTask(), "s", "c9"));
    }
}
