package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.ErasurePromise;
import dev.walden.plugin.ToolInput;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever searches finds each thing once. */
final class RepeatsTest {

    private static final String SAID = "The ferry to the island leaves at nine.";

    private static final String MANUAL =
            "Open the gate slowly, and look for water upon the floor of the pump room. ".repeat(2)
                    + "Whoever has the early turn writes the time into the book that lies upon the shelf beside the door, and"
                    + " closes the gate again as soon as the lamp is green and the bell has rung";

    private final KnowledgeFixture knowledge;
    private final MemoryFixture memory;

    RepeatsTest(@TempDir Path home) {
        knowledge = KnowledgeFixture.open(home);
        memory = knowledge.memory;
    }

    @AfterEach
    void close() {
        knowledge.close();
    }

    @Test
    void whatIsSaidAgainAndAgainLeavesRoomForOtherThings() throws Exception {
        String other = memory.said("other", null, "From the island, a small ferry comes back late in the evening.");
        for (int i = 0; i < 4; i++) {
            memory.said("s" + i, null, i % 2 == 0 ? SAID : "the ferry to the island leaves at NINE");
        }
        String last = memory.said("s9", null, SAID);

        assertThat(found("ferry to the island", 4)).containsExactly(last, other);
    }

    @Test
    void aTaskLooksNoFurtherForOtherThings() throws Exception {
        memory.said("other", null, "From the island, a small ferry comes back late in the evening.");
        for (int i = 0; i < 5; i++) {
            memory.said("s" + i, null, SAID);
        }

        assertThat(memory.routed()
                        .forTask(MemoryQuery.of(MemoryFixture.SPACE, "ferry to the island", 4))
                        .hits())
                .hasSize(4)
                .allSatisfy(hit -> assertThat(hit.item().text()).isEqualTo(SAID));
    }

    @Test
    void aTaskThatAsksItselfIsToldEachThingOnce() throws Exception {
        String other = "From the island, a small ferry comes back late in the evening.";
        memory.said("other", null, other);
        for (int i = 0; i < 5; i++) {
            memory.said("s" + i, null, SAID);
        }
        Map<String, Object> question = Map.of("query", "ferry to the island", "k", 4L);

        String told = new RecallTool(memory::routed)
                .call(new ToolInput(question), memory.call(memory.newTask(), "s", "c1"))
                .text();

        assertThat(told).containsOnlyOnce(SAID).containsOnlyOnce(other);
        assertThat(told.lines()).hasSize(2);
    }

    @Test
    void aTaskThatLooksIntoDocumentsIsToldVersionsAFewWordsApartOnce() throws Exception {
        for (int i = 0; i < 3; i++) {
            knowledge.read("operations", "manual-" + "x".repeat(i) + ".md", MANUAL + ", then done" + "!".repeat(i));
        }
        knowledge.read("operations", "other.md", "The gate has another key in the pump room.");
        Map<String, Object> question = Map.of("query", "gate of the pump room", "k", 3L);

        String told = new SearchKnowledgeTool(memory::routed)
                .call(new ToolInput(question), memory.call(memory.newTask(), "s", "c1"))
                .text();

        assertThat(told).containsOnlyOnce("manual-").contains("other.md");
    }

    @Test
    void whoAsksWhatHappenedIsToldEachThingOnce() throws Exception {
        store(null, "2026-05-03T10:00:00Z", null, Map.of());
        store(null, "2026-05-04T10:00:00Z", null, Map.of());
        store(null, "2026-05-04T11:00:00Z", null, Map.of());

        assertThat(found("What happened in May 2026?", 2)).hasSize(2);
        assertThat(times("What happened in May 2026?")).containsExactly("2026-05-04T11:00:00Z", "2026-05-03T10:00:00Z");
    }

    @Test
    void whatDiffersBesideItsWordsIsSomethingElse() throws Exception {
        store("ann", null, null, Map.of());
        store("bob", null, null, Map.of());
        store(null, "2026-05-03T10:00:00Z", null, Map.of());
        store(null, "2026-05-04T10:00:00Z", null, Map.of());
        store(null, "2026-05-04T11:00:00Z", null, Map.of());
        store(null, null, "travel", Map.of());
        store(null, null, null, Map.of("line", "1"));
        store(null, null, null, Map.of("line", "2"));
        memory.fact(SAID);

        assertThat(found("ferry to the island", 20)).hasSize(8);
    }

    @ParameterizedTest
    @EnumSource
    void theSameWordsOfAnotherDayAreFoundAsWell(ItemKind kind) {
        Repeats repeats = new Repeats();
        Instant monday = Instant.parse("2026-05-04T09:00:00Z");

        assertThat(repeats.isNew(item(kind, monday))).isTrue();
        assertThat(repeats.isNew(item(kind, monday.plus(Duration.ofHours(10))))).isFalse();
        assertThat(repeats.isNew(item(kind, monday.plus(Duration.ofDays(4))))).isEqualTo(kind != ItemKind.DOCUMENT);
    }

    @Test
    void twoVersionsOfADocumentAFewWordsApartAreFoundOnce() throws Exception {
        knowledge.read("operations", "manual-old.md", MANUAL + ".");
        knowledge.read("operations", "manual-new.md", MANUAL + "; then the lamp is cleaned.");

        assertThat(texts("gate of the pump room")).hasSize(1);
        assertThat(texts("cleaned")).singleElement().asString().endsWith("then the lamp is cleaned.");
    }

    @Test
    void aVersionWithAnotherNumberIsFoundAsWell() throws Exception {
        String manual =
                "Open the gate slowly, and look for water upon the floor of the pump room, for as long as it takes the lamp to be"
                        + " green, and then close the gate again with the grey key that hangs upon the hook, after %d minutes.";
        knowledge.read("operations", "manual-old.md", manual.formatted(5));
        knowledge.read("operations", "manual-new.md", manual.formatted(6));

        assertThat(texts("gate of the pump room")).hasSize(2);
    }

    @Test
    void wordsFromOutsideNeverHideThoseThatAreTrusted() {
        Repeats repeats = new Repeats();
        MemoryItem outside = item(false);
        MemoryItem trusted = item(true);

        assertThat(repeats.isNew(outside)).isTrue();
        assertThat(repeats.isNew(trusted)).isTrue();
        assertThat(repeats.isNew(item(true))).isFalse();
    }

    @Test
    void whoForgetsByWordsForgetsEachOfThem() throws Exception {
        for (int i = 0; i < 4; i++) {
            store(null, null, null, Map.of());
        }

        new ForgetTool(
                        memory::items,
                        memory::search,
                        () -> new ErasurePromise(InstantSource.fixed(Instant.EPOCH), Duration.ofDays(30)))
                .call(new ToolInput(Map.of("query", "ferry island")), memory.call(memory.newTask(), "s", "c1"));

        assertThat(found("ferry to the island", 20)).isEmpty();
    }

    private List<String> found(String query, int k) throws InterruptedException {
        return memory.routed().search(MemoryQuery.of(MemoryFixture.SPACE, query, k)).found().hits().stream()
                .map(hit -> hit.item().id())
                .toList();
    }

    private List<String> texts(String query) throws InterruptedException {
        return memory.routed().search(MemoryQuery.of(MemoryFixture.SPACE, query, 20)).found().hits().stream()
                .map(hit -> hit.item().text())
                .toList();
    }

    private List<String> times(String query) throws InterruptedException {
        return memory.routed().search(MemoryQuery.of(MemoryFixture.SPACE, query, 20)).found().hits().stream()
                .map(hit -> String.valueOf(hit.item().observedAt()))
                .toList();
    }

    private void store(
            @Nullable String speaker, @Nullable String at, @Nullable String domain, Map<String, String> metadata) {
        memory.store(new NewItem(
                ItemKind.MESSAGE,
                MemoryFixture.SPACE,
                SAID,
                "s",
                speaker,
                domain,
                List.of(),
                at == null ? null : Instant.parse(at),
                metadata,
                null));
    }

    private static MemoryItem item(boolean trusted) {
        return item(ItemKind.MESSAGE, Instant.EPOCH, trusted);
    }

    private static MemoryItem item(ItemKind kind, Instant storedAt) {
        return item(kind, storedAt, true);
    }

    private static MemoryItem item(ItemKind kind, Instant storedAt, boolean trusted) {
        return new MemoryItem(
                "id",
                MemoryFixture.SPACE,
                kind,
                SAID,
                null,
                null,
                null,
                List.of(),
                null,
                storedAt,
                Map.of(),
                trusted,
                "key:k",
                1,
                new Validity(Instant.EPOCH, null, false),
                MemoryItem.WHOLE);
    }
}
