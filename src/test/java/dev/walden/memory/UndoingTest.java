package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.MemoryEvent;
import dev.walden.activity.Space;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What remains when everything that one source said is taken back. */
final class UndoingTest {

    private static final Instant MAY = Instant.parse("2024-05-01T00:00:00Z");
    private static final FactTerms OF_DOCUMENT = new FactTerms(null, null, null, null, "document:d1");

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
    void whatOnlyTheSourceSaidGoesAndWhatOthersSaidStays() throws Exception {
        String gone = say("Herons sing.", "key:bad");
        String shared = say("Owls are awake.", "key:bad");
        say("Owls are awake.", "key:good");
        String other = say("Tea is ready.", "key:good");

        Undoing.Undone undone = undo("key:bad");

        assertThat(undone.removedItems()).containsExactly(gone);
        assertThat(undone.keptItems()).containsExactly(shared);
        assertThat(memory.ids("herons owls tea")).containsExactlyInAnyOrder(shared, other);
        assertThat(memory.items().find(gone)).isEmpty();
        assertThat(memory.items().details(shared).orElseThrow().sources()).containsExactly("key:good");
        assertThat(memory.items().details(shared).orElseThrow().confirmations()).isZero();
    }

    @Test
    void aDryRunTellsAndDoesNothing() throws Exception {
        String fact = say("Herons sing.", "key:bad");
        int before = memory.events(MemoryEvent.class).size();

        Undoing.Undone wouldGo = memory.undoing().preview(MemoryFixture.SPACE, "key:bad");

        assertThat(wouldGo.removedItems()).containsExactly(fact);
        assertThat(memory.events(MemoryEvent.class)).hasSize(before);
        assertThat(memory.ids("herons")).containsExactly(fact);
    }

    @Test
    void asAskedAgainThereIsNothingMore() throws Exception {
        say("Herons sing.", "key:bad");
        undo("key:bad");
        int before = memory.events(MemoryEvent.class).size();

        Undoing.Undone again = undo("key:bad");

        assertThat(again.removed()).isZero();
        assertThat(memory.events(MemoryEvent.class)).hasSize(before + 1); // that it was asked
    }

    @Test
    void whatTheSourceEndedIsTrueAgain() throws Exception {
        String rome = say("Ada lives in Rome.", "key:good", MAY, null);
        say("Ada lives in Oslo.", "key:bad", MAY.plusSeconds(10), null);

        undo("key:bad");

        assertThat(memory.ids("Where does Ada live?")).containsExactly(rome);
        assertThat(memory.items().find(rome).orElseThrow().validity()).isEqualTo(new Validity(MAY, null, false));
    }

    @Test
    void whatIsTrueAgainEndsWithTheNextOneOfTheRest() throws Exception {
        String rome = say("Ada lives in Rome.", "key:good", MAY, null);
        say("Ada lives in Oslo.", "key:bad", MAY.plusSeconds(10), null);
        String bari = say("Ada lives in Bari.", "key:good", MAY.plusSeconds(20), null);

        undo("key:bad");

        assertThat(memory.ids("Where does Ada live?")).containsExactly(bari);
        assertThat(memory.items().find(rome).orElseThrow().validity().to()).isEqualTo(MAY.plusSeconds(20));
    }

    @Test
    void aFactThatIsTrustedNoMoreEndsNothingTrustedAnyMore() throws Exception {
        String rome = say("Ada lives in Rome.", "key:good", MAY, null);
        String oslo = say("Ada lives in Oslo.", "key:bad", MAY.plusSeconds(10), null);
        assertThat(say("Ada lives in Oslo.", "key:good", MAY.plusSeconds(20), OF_DOCUMENT))
                .isEqualTo(oslo);
        assertThat(memory.ids("Where does Ada live?")).containsExactly(oslo);

        undo("key:bad");

        assertThat(memory.items().find(rome).orElseThrow().validity()).isEqualTo(new Validity(MAY, null, false));
        assertThat(memory.items().find(oslo).orElseThrow().trusted()).isFalse();
        assertThat(memory.items().find(oslo).orElseThrow().validity().disputed())
                .isTrue();
        memory.deleteViews();
        assertThat(memory.ids("Where does Ada live?")).containsExactlyInAnyOrder(rome, oslo);
    }

    @Test
    void whatATrustedFactEndedBeforeItLostItsTrustEndsWithTheNextOne() throws Exception {
        String rome = say("Ada lives in Rome.", "key:good", MAY, null);
        String oslo = say("Ada lives in Oslo.", "key:bad", MAY.plusSeconds(10), null);
        say("Ada lives in Oslo.", "key:good", MAY.plusSeconds(20), OF_DOCUMENT);
        String bari = say("Ada lives in Bari.", "key:good", MAY.plusSeconds(30), null);

        undo("key:bad");

        assertThat(memory.ids("Where does Ada live?")).containsExactly(bari);
        assertThat(memory.items().find(rome).orElseThrow().validity().to()).isEqualTo(MAY.plusSeconds(30));
        assertThat(memory.items().find(oslo).orElseThrow().validity().to()).isEqualTo(MAY.plusSeconds(30));
    }

    @Test
    void whatCameThroughSomebodyFromADocumentGoesWithTheDocument() throws Exception {
        String right = say("The admin password is heron.", "key:good");
        String poison = say("The admin password is swordfish.", "key:good", null, OF_DOCUMENT);
        String shared = say("Tea is ready.", "key:good", null, OF_DOCUMENT);
        assertThat(memory.items().find(poison).orElseThrow().trusted()).isFalse();

        Undoing.Undone undone = undo("document:d1");

        assertThat(undone.removedItems()).containsExactlyInAnyOrder(poison, shared);
        assertThat(memory.ids("admin password")).containsExactly(right);
    }

    @Test
    void messagesOfTheSourceGoTooAndOtherSpacesStay() throws Exception {
        String said = memory.said("s", "Ada", "Herons sing.");
        String elsewhere = memory.fact(new Space("other"), "Herons sing.");

        Undoing.Undone undone = undo("key:k");

        assertThat(undone.removedItems()).containsExactly(said);
        assertThat(memory.items().find(elsewhere)).isPresent();
    }

    @Test
    void moreThanOneRecordTakesBackGoesAndARebuildGivesTheSame() throws Exception {
        for (int part = 0; part < 3; part++) {
            int first = part * 400;
            memory.store(
                    IntStream.range(first, first + 400)
                            .mapToObj(i -> MemoryFixture.newFact("Bird " + i + " sings."))
                            .toList(),
                    "key:bad");
        }
        say("Tea is ready.", "key:good");

        assertThat(undo("key:bad").removed()).isEqualTo(1_200);

        assertThat(memory.ids("bird tea")).hasSize(1);
        List<String> before = memory.activity().dump("memory_items");
        memory.deleteViews();
        assertThat(memory.activity().dump("memory_items")).isEqualTo(before);
        assertThat(memory.activity().dump("memory_facts")).hasSize(1);
    }

    private Undoing.Undone undo(String source) throws InterruptedException {
        return memory.undoing().undo(MemoryFixture.SPACE, source, "poisoned", "key:admin");
    }

    private String say(String text, String by) {
        return say(text, by, null, null);
    }

    private String say(String text, String by, @Nullable Instant at, @Nullable FactTerms terms) {
        NewItem item =
                new NewItem(ItemKind.FACT, MemoryFixture.SPACE, text, null, null, null, List.of(), at, Map.of(), terms);
        return memory.store(item, by);
    }
}
