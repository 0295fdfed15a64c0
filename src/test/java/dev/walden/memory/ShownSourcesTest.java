package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.MemoryEvent.ProcedureLearned;
import dev.walden.activity.MemoryEvent.SessionSummarized;
import dev.walden.activity.TaskEvent.ContextGathered;
import dev.walden.activity.TaskId;
import dev.walden.activity.ToolCallEvent.ToolCallFinished;
import dev.walden.activity.ToolCallEvent.ToolCallOutcome;
import dev.walden.activity.ToolCallEvent.ToolCallStarted;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.ToolInput;
import dev.walden.plugin.ToolOutput;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A task's records tell every source whose words it was shown, whatever tool gave them. */
final class ShownSourcesTest {

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
    void whatRecallGaveHasTheSourcesOfItsItems() throws Exception {
        said("Herons sing.", "url:" + PAGE);
        TaskId task = recalling("herons");

        assertThat(seen(task).sources()).containsKeys("tool:recall", "url:" + PAGE);
        assertThat(seen(task).whole()).isTrue();
    }

    @Test
    void whatWasRecalledOfADocumentHasTheDocumentAndItsAddress() throws Exception {
        try (KnowledgeFixture bases = KnowledgeFixture.open(home.resolve("bases"))) {
            String id = bases.bases
                    .receive(new NewDocument(
                            MemoryFixture.SPACE,
                            "general",
                            "birds.md",
                            null,
                            "Herons sing at night.".getBytes(StandardCharsets.UTF_8),
                            "key:k",
                            List.of("url:" + PAGE)))
                    .id();
            bases.awaitRead(id);
            ToolOutput output = recall(bases.memory, "herons");
            TaskId task = bases.memory.submitted("s", "What do herons do?");
            called(bases.memory, task, "recall", Map.of("query", "herons"), output.text());

            assertThat(bases.memory.provenance().seenBy(task).names())
                    .containsExactly("document:" + id, "tool:recall", "url:" + PAGE);
        }
    }

    @Test
    void whatATaskRemembersOfADocumentInItsPromptComesFromTheDocument() throws Exception {
        try (KnowledgeFixture bases = KnowledgeFixture.open(home.resolve("bases"))) {
            String id =
                    bases.read("general", "birds.md", "Herons sing at night.").id();
            TaskId task = bases.memory.submitted("s", "What do herons do?");
            bases.memory.append(new ContextGathered(task, bases.memory.ids("herons"), List.of()));
            var _ = new RememberTool(bases.memory::items, bases.memory::search, bases.memory::provenance)
                    .call(new ToolInput(Map.of("text", "Herons are loud.")), bases.memory.call(task, "s", "c1"));

            MemoryItem fact =
                    bases.memory.hits(MemoryFixture.SPACE, "loud").getFirst().item();
            assertThat(bases.memory.items().details(fact.id()).orElseThrow().sources())
                    .containsExactly("task:" + task, "document:" + id);
        }
    }

    @Test
    void aSummaryHasTheSourcesOfItsTasks() throws Exception {
        TaskId reader = memory.submitted("s", "Read the page.");
        called(memory, reader, "web_fetch", Map.of("url", PAGE), "Words.");
        memory.completed(reader, "s", "It says so.", List.of());
        memory.append(new SessionSummarized(
                "m1", MemoryFixture.SPACE, "s", List.of(reader), "Rainfall in Oslo.", Instant.now(), false));
        TaskId task = recalling("rainfall");

        assertThat(seen(task).sources()).containsKeys("task:" + reader, "url:" + PAGE);
    }

    @Test
    void aLearnedProcedureHasTheSourcesOfTheTasksItWasLearnedFrom() throws Exception {
        TaskId reader = memory.submitted("s", "Read the page.");
        called(memory, reader, "web_fetch", Map.of("url", PAGE), "Words.");
        memory.append(new ProcedureLearned(
                "learned-it", MemoryFixture.SPACE, "Do it", List.of(), List.of(), List.of(reader), false));
        TaskId task = memory.submitted("other", "Do it.");
        called(memory, task, "use_skill", Map.of("name", "learned-it"), "Do this and that.");

        assertThat(seen(task).names())
                .containsExactly("task:" + reader, "tool:use_skill", "tool:web_fetch", "url:" + PAGE);
        assertThat(seen(task).whole()).isTrue();
    }

    @Test
    void everyAddressInTheArgumentsIsASourceWhateverItIsCalled() throws Exception {
        TaskId task = memory.submitted("s", "Read.");
        Map<String, Object> arguments = Map.of(
                "page",
                PAGE,
                "more",
                List.of(Map.of("link", "HTTPS://127.0.0.1/a?b=(c)")),
                "query",
                "see http://127.0.0.1/x, or (https://127.0.0.1/y).",
                "file",
                "ftp://127.0.0.1/no");
        called(memory, task, "crawl", arguments, "Words.");

        assertThat(seen(task).names())
                .containsExactlyInAnyOrder(
                        "tool:crawl",
                        "url:" + PAGE,
                        "url:HTTPS://127.0.0.1/a?b=(c)",
                        "url:http://127.0.0.1/x",
                        "url:https://127.0.0.1/y");
    }

    @Test
    void aLongTaskIsReadWholeOnBothSidesOfASegmentsBorder() throws Exception {
        TaskId task = memory.submitted("s", "Read the page.");
        called(memory, task, "web_fetch", Map.of("url", PAGE), "Words.");
        for (int i = 0; i < 1_100; i++) {
            String id = "n" + i;
            memory.activity()
                    .log()
                    .append(List.of(
                            new ToolCallStarted(task, id, "clock", Map.of(), SideEffect.NONE, null, 1),
                            new ToolCallFinished(
                                    task, id, ToolCallOutcome.SUCCEEDED, "t".repeat(1_000), true, Duration.ZERO)));
        }

        assertThat(seen(task).names()).containsExactly("tool:web_fetch", "url:" + PAGE);
        try (Stream<Path> segments = Files.list(home.resolve("log"))) {
            assertThat(segments.filter(file -> file.toString().endsWith(".jsonl"))
                            .count())
                    .isGreaterThan(1);
        }
    }

    @Test
    void whatAnErasedTaskReadIsNotKnown() throws Exception {
        TaskId reader = memory.submitted("s", "Read the page.");
        memory.append(
                new ToolCallStarted(reader, "c1", "web_fetch", Map.of(), SideEffect.NONE, null, 1),
                new ToolCallFinished(
                        reader, "c1", ToolCallOutcome.SUCCEEDED, "[forgotten]", false, Duration.ofMillis(1)));

        assertThat(seen(reader).names()).containsExactly("tool:web_fetch");
        assertThat(seen(reader).whole()).isFalse();
    }

    private Seen seen(TaskId task) throws InterruptedException {
        return memory.provenance().seenBy(task);
    }

    private void said(String text, String source) {
        FactTerms terms = new FactTerms(null, null, null, null, source);
        memory.store(new NewItem(
                ItemKind.FACT, MemoryFixture.SPACE, text, null, null, null, List.of(), null, Map.of(), terms));
    }

    /** A task that was given what is found of these words. */
    private TaskId recalling(String words) throws Exception {
        ToolOutput output = recall(memory, words);
        assertThat(output.trusted()).isFalse();
        TaskId task = memory.submitted("other", "What is known?");
        called(memory, task, "recall", Map.of("query", words), output.text());
        return task;
    }

    private static ToolOutput recall(MemoryFixture memory, String words) throws Exception {
        return new RecallTool(memory::routed)
                .call(new ToolInput(Map.of("query", words)), memory.call(memory.newTask(), "s", "c9"));
    }

    private static void called(
            MemoryFixture memory, TaskId task, String tool, Map<String, Object> arguments, String result) {
        memory.append(
                new ToolCallStarted(task, "c1", tool, Map.copyOf(arguments), SideEffect.NONE, null, 1),
                new ToolCallFinished(task, "c1", ToolCallOutcome.SUCCEEDED, result, false, Duration.ofMillis(1)));
    }
}
