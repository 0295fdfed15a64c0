package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.MemoryEvent;
import dev.walden.activity.MemoryEvent.FactConfirmed;
import dev.walden.activity.MemoryEvent.FactDisputed;
import dev.walden.activity.MemoryEvent.FactStored;
import dev.walden.activity.MemoryEvent.FactSuperseded;
import dev.walden.activity.Space;
import dev.walden.activity.TaskId;
import dev.walden.plugin.ToolInput;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of facts that say the same as others, or otherwise. */
final class LearnedFactsTest {

    private static final Instant MAY = Instant.parse("2024-05-01T00:00:00Z");
    private static final Instant JUNE = Instant.parse("2024-06-01T00:00:00Z");
    private static final Instant JULY = Instant.parse("2024-07-01T00:00:00Z");

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
    void aFactSaidAgainIsConfirmedAndNotStored() throws Exception {
        String first = memory.fact("The heron nests at the weir.");

        String again = memory.store(MemoryFixture.newFact("the heron nests at the weir"), "key:other");

        assertThat(again).isEqualTo(first);
        assertThat(memory.events(FactStored.class)).hasSize(1);
        assertThat(memory.events(FactConfirmed.class)).singleElement().satisfies(confirmed -> {
            assertThat(confirmed.item()).isEqualTo(first);
            assertThat(confirmed.by()).isEqualTo("key:other");
        });
        assertThat(memory.items().details(first).orElseThrow().confirmations()).isEqualTo(1);
        assertThat(memory.ids("heron")).containsExactly(first);
    }

    @Test
    void equalFactsOfOneRequestAreOneItem() {
        List<String> ids = memory.store(
                List.of(
                        MemoryFixture.newFact("Tea is ready."),
                        MemoryFixture.newFact("Tea is cold."),
                        MemoryFixture.newFact("tea is ready")),
                "key:k");

        assertThat(ids.get(2)).isEqualTo(ids.get(0));
        assertThat(memory.events(FactStored.class)).hasSize(2);
    }

    @Test
    void aFactOfAnotherSpaceIsAnother() {
        String here = memory.fact("Tea is ready.");

        assertThat(memory.fact(new Space("other"), "Tea is ready.")).isNotEqualTo(here);
    }

    @Test
    void messagesAreNeverMerged() {
        assertThat(memory.said("s", "Ada", "Tea is ready.")).isNotEqualTo(memory.said("s", "Ada", "Tea is ready."));
    }

    @Test
    void anotherValueEndsTheOldOneWhichStaysReadable() throws Exception {
        String old = observed("Ada lives in Rome.", MAY);

        String now = observed("Ada lives in Oslo.", JUNE);

        assertThat(memory.ids("Where does Ada live?")).containsExactly(now);
        assertThat(asOf("Where does Ada live?", MAY.plusSeconds(60))).containsExactly(old);
        assertThat(asOf("Where does Ada live?", MAY.minusSeconds(60))).isEmpty();
        assertThat(asOf("Where does Ada live?", JUNE)).containsExactly(now);
        MemoryItem ended = memory.items().find(old).orElseThrow();
        assertThat(ended.text()).isEqualTo("Ada lives in Rome.");
        assertThat(ended.validity()).isEqualTo(new Validity(MAY, JUNE, false));
        assertThat(memory.items().details(old).orElseThrow().supersededBy()).containsExactly(now);
        assertThat(memory.events(FactSuperseded.class)).singleElement().satisfies(superseded -> {
            assertThat(superseded.items()).containsExactly(old);
            assertThat(superseded.by()).isEqualTo(now);
            assertThat(superseded.from()).isEqualTo(JUNE);
            assertThat(superseded.why()).isEqualTo("same-attribute");
        });
    }

    @Test
    void whatWasObservedEarlierIsEndedByWhatIsKnownAlready() throws Exception {
        String now = observed("Ada lives in Oslo.", JUNE);

        String old = observed("Ada lives in Rome.", MAY);

        assertThat(memory.ids("Where does Ada live?")).containsExactly(now);
        assertThat(memory.items().find(old).orElseThrow().validity().to()).isEqualTo(JUNE);
    }

    @Test
    void ofOneTimeTheLaterRecordWins() throws Exception {
        observed("Ada lives in Rome.", MAY);
        String later = observed("Ada lives in Oslo.", MAY);

        assertThat(memory.ids("Where does Ada live?")).containsExactly(later);
    }

    @Test
    void anotherNumberAndTheContraryEndAFactToo() throws Exception {
        memory.fact("The ferry to Bari leaves at 9:40.");
        String ferry = memory.fact("The ferry to Bari leaves at 10:15.");
        memory.fact("The harbour gate is open.");
        String gate = memory.fact("The harbour gate is not open.");

        assertThat(memory.ids("When does the ferry leave?")).containsExactly(ferry);
        assertThat(memory.ids("harbour gate")).containsExactly(gate);
        assertThat(memory.events(FactSuperseded.class))
                .extracting(FactSuperseded::why)
                .containsExactly("changed-number", "negated");
    }

    @Test
    void anotherDayOfTheSameThingEndsTheOldOneWhichStaysReadable() throws Exception {
        String old = observed("The meeting is on Monday.", MAY);

        String now = observed("The meeting is on Tuesday.", JUNE);
        terms("The meeting is on Friday.", new FactTerms(null, null, JULY, null, "document:d1"));

        assertThat(memory.ids("When is the meeting?")).contains(now).doesNotContain(old);
        assertThat(asOf("When is the meeting?", MAY.plusSeconds(60))).containsExactly(old);
        assertThat(memory.events(FactSuperseded.class))
                .singleElement()
                .returns("changed-time", FactSuperseded::why)
                .returns(List.of(old), FactSuperseded::items);
        assertThat(memory.events(FactDisputed.class)).singleElement().returns("changed-time", FactDisputed::why);
    }

    @Test
    void theDaysOfTwoSpeakersAndTwoSpacesAreTwo() throws Exception {
        spoken("My exam is on Monday.", "Ada");
        spoken("My exam is on Tuesday.", "Bob");
        memory.fact("The meeting is on Monday.");
        memory.fact(new Space("other"), "The meeting is on Tuesday.");

        assertThat(memory.events(FactSuperseded.class)).isEmpty();
    }

    @Test
    void whatMayBothBeTrueStays() throws Exception {
        memory.fact("Ada likes Rome.");
        memory.fact("Ada likes Oslo.");
        memory.fact("Ada visited 3 museums.");
        memory.fact("Ada visited 4 museums.");

        assertThat(memory.ids("Ada")).hasSize(4);
        assertThat(memory.events(FactSuperseded.class)).isEmpty();
    }

    @Test
    void theLuckyNumberOfOneSpeakerIsNotThatOfAnother() throws Exception {
        spoken("My lucky number is 7.", "Ada");
        spoken("My lucky number is 8.", "Bob");

        assertThat(memory.ids("lucky number")).hasSize(2);
    }

    @Test
    void aGivenSubjectAndAttributeSupersede() throws Exception {
        terms("blue as the sea", new FactTerms("Cabin 4", "Paint", null, null, null));
        String now = terms("green like grass", new FactTerms("cabin 4", "paint", null, null, null));
        terms("yellow", new FactTerms("cabin 5", "paint", null, null, null));

        assertThat(memory.ids("blue green")).containsExactly(now);
        assertThat(memory.ids("yellow")).hasSize(1);
    }

    @Test
    void aValidityOfItsOwnBoundsAFact() throws Exception {
        Instant farAhead = Instant.parse("2999-01-01T00:00:00Z");
        String past = terms("The circus is in town.", new FactTerms(null, null, MAY, JUNE, null));
        String coming = terms("The moon base is open.", new FactTerms(null, null, farAhead, null, null));

        assertThat(memory.ids("circus moon")).isEmpty();
        assertThat(asOf("circus moon", MAY.plusSeconds(1))).containsExactly(past);
        assertThat(asOf("circus moon", farAhead)).containsExactly(coming);
    }

    @Test
    void aSourceThatIsNotTrustedEndsNothingThatIsAndIsMarked() throws Exception {
        String right = memory.fact("The admin password is heron.");

        String wrong = terms("The admin password is swordfish.", new FactTerms(null, null, null, null, "document:d1"));

        assertThat(memory.ids("admin password")).containsExactlyInAnyOrder(right, wrong);
        MemoryItem doubted = memory.items().find(wrong).orElseThrow();
        assertThat(doubted.trusted()).isFalse();
        assertThat(doubted.validity().disputed()).isTrue();
        assertThat(memory.items().find(right).orElseThrow().validity().to()).isNull();
        assertThat(memory.events(FactDisputed.class))
                .singleElement()
                .satisfies(disputed -> assertThat(disputed.against()).containsExactly(right));
    }

    @Test
    void aTrustedFactEndsOneThatIsNotEvenWhenThatIsNewer() throws Exception {
        String wrong = terms("The admin password is swordfish.", new FactTerms(null, null, JUNE, null, "document:d1"));

        String right = observed("The admin password is heron.", JULY);

        assertThat(memory.ids("admin password")).containsExactly(right);
        String earlier = observed("The shed password is owl.", MAY);
        String later = terms("The shed password is cat.", new FactTerms(null, null, JUNE, null, "document:d1"));
        assertThat(memory.items().find(earlier).orElseThrow().validity().to()).isNull();
        assertThat(memory.items().find(later).orElseThrow().validity().disputed())
                .isTrue();
        assertThat(memory.items().find(wrong).orElseThrow().validity().to()).isEqualTo(JULY);
    }

    @Test
    void wordsOfASourceThatIsNotTrustedDoNotStandForTrustedOnes() throws Exception {
        String doubtful = terms("The owl is awake.", new FactTerms(null, null, null, null, "url:https://example.org"));

        String said = memory.fact("The owl is awake.");

        assertThat(said).isNotEqualTo(doubtful);
        assertThat(memory.ids("owl awake")).containsExactly(said);
        assertThat(terms("The owl is awake.", new FactTerms(null, null, null, null, "url:https://example.org")))
                .isEqualTo(said);
    }

    @Test
    void aTaskThatRepeatsWhatItWasGivenStoresAndConfirmsNothing() throws Exception {
        String fact = memory.fact("The owl is awake.");
        String message = memory.said("s", "Ada", "Herons sing.");
        int before = memory.events(MemoryEvent.class).size();

        assertThat(remembered("the owl is awake")).contains(fact);
        assertThat(remembered("Herons sing.")).contains(message);

        assertThat(memory.events(FactConfirmed.class)).isEmpty();
        assertThat(memory.events(FactStored.class)).hasSize(1);
        assertThat(memory.events(MemoryEvent.class)).hasSize(before);
    }

    @Test
    void aTaskMayRepeatAMessageThatChangesWhatIsTrue() throws Exception {
        String old = memory.fact("The shed password is owl.");
        memory.said("s", "Ada", "The shed password is cat.");

        assertThat(remembered("The shed password is cat.")).doesNotContain(old);

        assertThat(memory.events(FactSuperseded.class)).hasSize(1);
        assertThat(memory.items().find(old).orElseThrow().validity().to()).isNotNull();
    }

    private String remembered(String text) throws Exception {
        TaskId task = memory.submitted("s", "Remember it.");
        return new RememberTool(memory::items, memory::search, memory::provenance)
                .call(new ToolInput(Map.of("text", text)), memory.call(task, "s", "c1"))
                .text();
    }

    @Test
    void aSupersessionThatWasDecidedWronglyOnlyDisputes() {
        String right = memory.fact("The admin password is heron.");
        String wrong = terms("Owls are birds.", new FactTerms(null, null, null, null, "document:d1"));

        memory.append(new FactSuperseded(MemoryFixture.SPACE, List.of(right), wrong, MAY, "same-attribute"));

        assertThat(memory.activity().dump("memory_contradictions"))
                .singleElement()
                .asString()
                .contains(wrong, right);
        assertThat(validity(right).to()).isNull();
        assertThat(validity(wrong).disputed()).isTrue();
    }

    @Test
    void aRebuiltViewHoldsTheSameFacts() throws Exception {
        observed("Ada lives in Rome.", MAY);
        observed("Ada lives in Oslo.", JULY);
        observed("Ada lives in Bari.", JUNE);
        memory.fact("Tea is ready.");
        memory.store(MemoryFixture.newFact("Tea is ready."), "key:other");
        terms("Tea is not ready.", new FactTerms(null, null, null, null, "tool:clock"));
        memory.items().erase(MemoryFixture.SPACE, List.of(memory.fact("Gone.")), "asked", "key:k");
        List<List<String>> before = dumps();

        memory.deleteViews();

        assertThat(dumps()).isEqualTo(before);
    }

    private List<List<String>> dumps() throws InterruptedException {
        assertThat(memory.items().find("nothing")).isEmpty(); // waits for the views
        return List.of(
                memory.activity().dump("memory_items"),
                memory.activity().dump("memory_facts"),
                memory.activity().dump("memory_statements"),
                memory.activity().dump("memory_sources"),
                memory.activity().dump("memory_contradictions"));
    }

    private Validity validity(String id) {
        try {
            return memory.items().find(id).orElseThrow().validity();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String observed(String text, Instant at) {
        return memory.store(item(text, null, at, null));
    }

    private void spoken(String text, String speaker) {
        memory.store(item(text, speaker, null, null));
    }

    private String terms(String text, FactTerms terms) {
        return memory.store(item(text, null, null, terms));
    }

    private static NewItem item(
            String text, @Nullable String speaker, @Nullable Instant at, @Nullable FactTerms terms) {
        return new NewItem(
                ItemKind.FACT, MemoryFixture.SPACE, text, null, speaker, null, List.of(), at, Map.of(), terms);
    }

    private List<String> asOf(String words, Instant time) throws InterruptedException {
        MemoryQuery query = new MemoryQuery(MemoryFixture.SPACE, words, 20, Set.of(), null, null, time);
        return memory.search().search(query).hits().stream()
                .map(hit -> hit.item().id())
                .toList();
    }

    @Test
    void theSameWordsStoredWithOtherMetadataSpeakOfSomethingElse() throws Exception {
        String first = memory.store(priced("The price is 5.", "A"));
        String other = memory.store(priced("The price is 6.", "B"));
        String newer = memory.store(priced("The price is 7.", "A"));

        assertThat(memory.ids("price")).containsExactlyInAnyOrder(other, newer).doesNotContain(first);
    }

    private static NewItem priced(String text, String product) {
        Map<String, String> metadata = Map.of("product", product);
        return new NewItem(ItemKind.FACT, MemoryFixture.SPACE, text, null, null, null, List.of(), null, metadata, null);
    }
}
