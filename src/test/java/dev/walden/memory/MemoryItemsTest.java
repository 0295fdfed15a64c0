package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.activity.ActivityException;
import dev.walden.activity.IdempotencyKeys;
import dev.walden.activity.MemoryEvent.EpisodeRecorded;
import dev.walden.activity.Space;
import dev.walden.activity.TaskEvent.TaskCompleted;
import dev.walden.activity.TaskId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MemoryItemsTest {

    private static final NewItem FULL = new NewItem(
            ItemKind.MESSAGE,
            MemoryFixture.SPACE,
            "Grüße, 世界 🌍",
            "s1",
            "Ann",
            "personal",
            List.of("a:b", "", "12:x"),
            Instant.parse("2023-05-08T10:00:00Z"),
            Map.of("ref", "D1:3", "", "empty name"),
            null);

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
    void anItemComesBackAsItWasStored() throws Exception {
        MemoryItems.Stored stored = memory.items().store(List.of(FULL), "key:k");

        MemoryItem item = memory.items().find(stored.ids().getFirst()).orElseThrow();

        assertThat(item)
                .usingRecursiveComparison()
                .ignoringFields("weight", "id", "storedAt", "trusted", "source", "seq", "validity", "terms")
                .isEqualTo(FULL);
        assertThat(item.source()).isEqualTo("key:k");
        assertThat(item.seq()).isEqualTo(stored.seq());
        assertThat(item.trusted()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"+1000000000-01-01T00:00:00Z", "+10000-01-01T00:00:00Z", "0000-12-31T23:59:59Z"})
    void aTimeOutsideTheCalendarOfFourDigitsIsRefused(String time) {
        Instant observedAt = Instant.parse(time);

        assertThatThrownBy(() -> observed(observedAt))
                .isInstanceOf(MemoryException.Unacceptable.class)
                .hasMessage("The observedAt of an item lies in the years 1 to 9999; found: " + observedAt + ".");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999Z"})
    void itemsAtTheEndsOfTheCalendarAreFound(String time) throws Exception {
        String id = memory.store(observed(Instant.parse(time)));

        assertThat(memory.ids("kettle")).containsExactly(id);
    }

    private static NewItem observed(Instant time) {
        return new NewItem(
                ItemKind.FACT,
                MemoryFixture.SPACE,
                "The kettle is on.",
                null,
                null,
                null,
                List.of(),
                time,
                Map.of(),
                null);
    }

    @Test
    void itemsOfARequestAreOneCommit() throws Exception {
        MemoryItems.Stored stored = memory.items().store(Collections.nCopies(64, FULL), "key:k");

        assertThat(stored.ids()).hasSize(64).doesNotHaveDuplicates();
        assertThat(stored.seq()).isEqualTo(64);
    }

    @Test
    void aRepeatedRequestStoresNothingTwice() throws Exception {
        IdempotencyKeys.Request request = new IdempotencyKeys.Request("k", "once", "digest");
        MemoryItems.Stored first = memory.items().store(List.of(FULL, FULL), "key:k", request);
        memory.restart();

        MemoryItems.Stored second = memory.items().store(List.of(FULL, FULL), "key:k", request);

        assertThat(second).isEqualTo(first);
        assertThat(memory.activity().dump("memory_items")).hasSize(2);
        assertThatThrownBy(() ->
                        memory.items().store(List.of(FULL), "key:k", new IdempotencyKeys.Request("k", "once", "other")))
                .isInstanceOf(ActivityException.IdempotencyConflict.class);
    }

    @Test
    void boundsAreToldInASentence() {
        assertThatThrownBy(() -> memory.items().store(List.of(), "key:k")).hasMessageContaining("1 to 1000 items");
        assertThatThrownBy(() -> memory.items().store(Collections.nCopies(1_001, FULL), "key:k"))
                .isInstanceOf(MemoryException.Unacceptable.class)
                .hasMessageContaining("found: 1001");
        assertThatThrownBy(() -> fact(" ")).hasMessageContaining("at least one word");
        assertThatThrownBy(() -> fact("x".repeat(NewItem.MAX_TEXT_CHARS + 1))).hasMessageContaining("65537");
        assertThat(fact("x".repeat(NewItem.MAX_TEXT_CHARS)).text()).hasSize(NewItem.MAX_TEXT_CHARS);
    }

    @Test
    void episodesAreListedNewestFirstWithWhatTheirTasksSaid() {
        memory.task("s", "First?", "One.", List.of());
        TaskId second = memory.task("s", "Second?", "Two.", List.of());

        List<Episode> episodes = memory.episodes().newest(MemoryFixture.SPACE, 10);

        assertThat(episodes).extracting(Episode::goal).containsExactly("Second?", "First?");
        assertThat(episodes.getFirst())
                .returns(second.value(), Episode::task)
                .returns("Two.", Episode::answer)
                .returns(List.of("clock"), Episode::tools)
                .returns(Duration.ofMillis(20), Episode::duration);
        assertThat(memory.episodes().newest(new Space("other"), 10)).isEmpty();
    }

    @Test
    void anEpisodeRecordedBeforeItsTasksEndHasTheAnswerToo() throws Exception {
        TaskId task = memory.submitted("s", "Where is the zeppelin?");

        memory.append(
                new EpisodeRecorded(task, MemoryFixture.SPACE, "s", "completed", List.of(), "Look up.", Duration.ZERO),
                new TaskCompleted(task, "In the sky.", List.of()));

        assertThat(memory.texts("zeppelin sky")).containsExactly("Where is the zeppelin?\nIn the sky.\nLook up.");
    }

    @Test
    void proceduresCountTheirUses() {
        for (String outcome : List.of("completed", "failed", "completed")) {
            episode(outcome, List.of("read_file", "calculator"));
        }
        episode("completed", List.of("calculator", "read_file"));
        episode("completed", List.of());

        List<ProcedureStatistics.Procedure> procedures =
                new ProcedureStatistics(memory.activity().views()).lastUsed(MemoryFixture.SPACE, 10);

        assertThat(procedures).hasSize(2);
        assertThat(procedures.get(1))
                .returns(List.of("read_file", "calculator"), ProcedureStatistics.Procedure::tools)
                .returns(3L, ProcedureStatistics.Procedure::uses)
                .returns(2L, ProcedureStatistics.Procedure::successes)
                .returns(Duration.ofMillis(30), ProcedureStatistics.Procedure::totalDuration);
    }

    @Test
    void itemsAreCountedByKind() throws Exception {
        String id = memory.fact("One.");
        memory.fact("Two.");
        memory.said("s", null, "Three.");
        memory.items().erase(MemoryFixture.SPACE, List.of(id), "asked", "key:k");
        memory.activity().settle();

        assertThat(memory.items().count(ItemKind.FACT)).isEqualTo(1);
        assertThat(memory.items().count(ItemKind.MESSAGE)).isEqualTo(1);
        assertThat(memory.meters()
                        .get("walden.memory.items")
                        .tag("kind", "episode")
                        .gauge()
                        .value())
                .isZero();
        assertThat(memory.meters().get("walden.memory.erased.items").counter().count())
                .isEqualTo(1);
    }

    private static NewItem fact(String text) {
        return new NewItem(ItemKind.FACT, MemoryFixture.SPACE, text, null, null, null, List.of(), null, Map.of(), null);
    }

    private void episode(String outcome, List<String> tools) {
        TaskId task = memory.submitted("s", "Do it.");
        memory.append(new EpisodeRecorded(task, MemoryFixture.SPACE, "s", outcome, tools, null, Duration.ofMillis(10)));
    }
}
