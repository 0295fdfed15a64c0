package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.activity.ActivityLog;
import dev.walden.activity.MemoryEvent.FactStored;
import dev.walden.activity.MemoryEvent.ProcedureDecided;
import dev.walden.activity.MemoryEvent.ProcedureLearned;
import dev.walden.activity.MemoryEvent.ProcedureRetired;
import dev.walden.activity.StoredItem;
import dev.walden.activity.TaskEvent.ContextGathered;
import dev.walden.activity.TaskId;
import dev.walden.activity.ToolCallEvent.ToolCallFinished;
import dev.walden.activity.ToolCallEvent.ToolCallOutcome;
import dev.walden.activity.ToolCallEvent.ToolCallStarted;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.ToolException;
import dev.walden.plugin.ToolInput;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is stored while a source is taken back, and what an undoing says that it cannot know. */
final class UndoingMeanwhileTest {

    private static final String BAD = "http://127.0.0.1/bad";

    @TempDir
    private Path home;

    private KnowledgeFixture knowledge;
    private MemoryFixture memory;

    @BeforeEach
    void open() {
        knowledge = KnowledgeFixture.open(home);
        memory = knowledge.memory;
    }

    @AfterEach
    void close() {
        knowledge.close();
    }

    @Test
    void aTaskThatWasShownADocumentOfTheSourceKeepsNothingFromTheFirstRecordOn() throws Exception {
        send();
        TaskId task = memory.submitted("s", "What do herons do?");
        memory.append(new ContextGathered(task, memory.ids("herons"), List.of()));
        StoppingLog log = new StoppingLog(memory.activity().log(), 1);

        assertThatThrownBy(() -> undo(log, "key:a")).isInstanceOf(StoppingLog.Killed.class);

        assertThatThrownBy(() -> remember(task, "Herons are loud."))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining("taken back");
    }

    @Test
    void whatIsStoredOfADocumentWhileItIsTakenBackGoesToo() throws Exception {
        String document = send();
        say(document, "Herons are loud.");
        AtomicInteger commits = new AtomicInteger();
        MeanwhileLog log = new MeanwhileLog(memory.activity().log(), _ -> {
            if (commits.incrementAndGet() == 2) {
                say(document, "Herons are grey.");
            }
        });

        Undoing.Undone undone = undo(log, "key:a");

        assertThat(memory.texts("herons loud grey")).isEmpty();
        assertThat(undone.removed()).isEqualTo(3);
        assertThat(undone.whole()).isTrue();
    }

    @Test
    void whereMoreIsStoredEachTimeThanIsTakenBackItIsNotKnownToBeWhole() throws Exception {
        say("d1", "Bird 0 sings.");
        AtomicInteger commits = new AtomicInteger();
        MeanwhileLog log = new MeanwhileLog(
                memory.activity().log(), _ -> say("d1", "Bird " + commits.incrementAndGet() + " sings."));

        Undoing.Undone undone = undo(log, "document:d1");

        assertThat(memory.texts("bird")).hasSize(1);
        assertThat(undone.whole()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 1_001})
    void ofACallWithTooManyAddressesItIsNotKnownWhereItsResultCameFrom(int addresses) throws Exception {
        called(Map.of("text", addresses(addresses)));

        assertThat(undo(memory.activity().log(), "url:" + BAD).whole()).isEqualTo(addresses == 1_000);
    }

    @Test
    void eachOfManyAddressesOfACallLeadsToWhatWasStored() throws Exception {
        called(Map.of("text", addresses(1_000)));

        Undoing.Undone undone = undo(memory.activity().log(), "url:http://127.0.0.1/999");

        assertThat(undone.removedItems()).containsExactly("m1");
        assertThat(undone.whole()).isTrue();
    }

    @Test
    void aLongAddressLeadsToWhatWasStored() throws Exception {
        String address = BAD + "/" + "a".repeat(500);
        called(Map.of("text", "See " + address + " for it."));

        assertThat(undo(memory.activity().log(), "url:" + BAD))
                .returns(0, Undoing.Undone::removed)
                .returns(true, Undoing.Undone::whole);
        assertThat(undo(memory.activity().log(), "url:" + address).removedItems())
                .containsExactly("m1");
    }

    @Test
    void aTaskThatStillRunsKeepsNothingOfALongAddressThatWasUndone() throws Exception {
        String address = BAD + "/" + "a".repeat(500);
        TaskId task = memory.submitted("s", "Read the page.");
        reads(task, Map.of("url", address));
        undo(memory.activity().log(), "url:" + address);

        assertThatThrownBy(() -> remember(task, "Herons sing."))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining("taken back");
    }

    private static String addresses(int number) {
        return IntStream.range(0, number).mapToObj(i -> "http://127.0.0.1/" + i).collect(Collectors.joining(" "));
    }

    @Test
    void whatASentencePutsBehindAnAddressIsNoPartOfIt() throws Exception {
        called(Map.of("text", "It says so (at " + BAD + ")" + ".".repeat(600) + " and so on."));

        Undoing.Undone undone = undo(memory.activity().log(), "url:" + BAD);

        assertThat(undone.removedItems()).containsExactly("m1");
        assertThat(undone.whole()).isTrue();
    }

    @Test
    void aTaskOfWhichItIsNotKnownWhatItSawFirstIsRefusedWhatWasUndoneBeforeTheFirstThatIsKnown() throws Exception {
        TaskId task = memory.submitted("s", "Read the page.");
        memory.append(new ToolCallFinished(task, "c0", ToolCallOutcome.SUCCEEDED, "Words.", false, Duration.ZERO));
        undo(memory.activity().log(), "url:" + BAD);
        reads(task, Map.of("url", "http://127.0.0.1/other"));

        assertThatThrownBy(() -> remember(task, "Herons sing.")).isInstanceOf(ToolException.class);
    }

    @Test
    void whatIsRetiredIsNotApprovedByWhoDecidedAtTheSameTime() throws Exception {
        memory.append(new ProcedureLearned(
                "birds", MemoryFixture.SPACE, "Look at birds", List.of(), List.of(), List.of(), false));
        memory.append(
                new ProcedureRetired(MemoryFixture.SPACE, "birds", "source-undone"),
                new ProcedureDecided(MemoryFixture.SPACE, "birds", LearnedState.APPROVED.code(), "key:op"));

        assertThat(memory.learned()
                        .lastLearned(MemoryFixture.SPACE, 1)
                        .getFirst()
                        .state())
                .isEqualTo(LearnedState.RETIRED);
    }

    /** A task that called a tool so and stored what it made of the result. */
    private void called(Map<String, Object> arguments) {
        TaskId task = memory.submitted("s", "Read the page.");
        reads(task, arguments);
        memory.append(new FactStored(new StoredItem(
                "m1",
                MemoryFixture.SPACE,
                "Herons sing.",
                null,
                null,
                null,
                List.of(),
                null,
                Map.of(),
                true,
                "task:" + task)));
    }

    private void reads(TaskId task, Map<String, Object> arguments) {
        memory.append(
                new ToolCallStarted(task, "c1", "web_fetch", arguments, SideEffect.NONE, null, 1),
                new ToolCallFinished(task, "c1", ToolCallOutcome.SUCCEEDED, "Words.", false, Duration.ZERO));
    }

    private void remember(TaskId task, String text) throws Exception {
        var _ = new RememberTool(memory::items, memory::search, memory::provenance)
                .call(new ToolInput(Map.of("text", text)), memory.call(task, "s", "c9"));
    }

    /** Somebody trusted has it from a document. */
    private void say(String document, String text) {
        FactTerms terms = new FactTerms(null, null, null, null, "document:" + document);
        memory.store(
                new NewItem(
                        ItemKind.FACT, MemoryFixture.SPACE, text, null, null, null, List.of(), null, Map.of(), terms),
                "key:good");
    }

    private String send() throws InterruptedException {
        byte[] text = "Herons sing at night.".getBytes(StandardCharsets.UTF_8);
        NewDocument document =
                new NewDocument(MemoryFixture.SPACE, "general", "birds.md", null, text, "key:a", List.of());
        return knowledge.awaitRead(knowledge.bases.receive(document).id()).id();
    }

    private Undoing.Undone undo(ActivityLog log, String source) throws InterruptedException {
        return memory.undoing(log).undo(MemoryFixture.SPACE, source, "poisoned", "key:admin");
    }
}
