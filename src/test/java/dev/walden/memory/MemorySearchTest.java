package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.activity.Space;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MemorySearchTest {

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
    void anItemIsFoundRightAfterItsAcknowledgement() throws Exception {
        for (int i = 0; i < 50; i++) {
            String id = memory.fact("The code of locker number%d is %d.".formatted(i, i * 7));

            assertThat(memory.ids("locker number" + i)).first().isEqualTo(id);
        }
    }

    @Test
    void theQuestionFindsTheFactBeforeEpisodesThatRepeatTheQuestion() throws Exception {
        memory.task("s1", "What is my lucky number?", "I do not know.", List.of());
        memory.task("s1", "What is 17 * 23? Remember the result as my lucky number.", "391", List.of());
        String fact = memory.fact("My lucky number is 391.");
        for (int i = 0; i < 5; i++) {
            memory.task("s" + i, "What is my lucky number?", "Your lucky number is 391.", List.of(fact));
        }
        memory.fact("My favourite colour is green.");

        assertThat(memory.ids("What is my lucky number?")).first().isEqualTo(fact);
    }

    @Test
    void theQuestionFindsTheFactAmongMoreEpisodesThanASearchScores() throws Exception {
        String fact = memory.fact(
                "My lucky locker number is 391, said the old caretaker who keeps the keys of the swimming hall.");
        for (int i = 0; i < 700; i++) {
            memory.task("s" + i, "What is my lucky locker number?", "I do not know.", List.of());
        }

        assertThat(memory.ids("What is my lucky locker number?")).first().isEqualTo(fact);
    }

    @Test
    void whatTheNamedPersonSaidIsFoundAmongMoreEqualItemsThanASearchScores() throws Exception {
        String named = memory.said("s0", "Ada", "The kettle is on.");
        memory.items().store(Collections.nCopies(700, message("The kettle is on.")), "key:k");

        assertThat(memory.ids("Did Ada speak of the kettle?")).first().isEqualTo(named);
        assertThat(memory.ids("Did Bob speak of the kettle?")).doesNotContain(named);
    }

    @Test
    void ofMoreEqualItemsThanASearchScoresTheNewestComeFirst() throws Exception {
        List<NewItem> equal = Collections.nCopies(700, message("The kettle is on."));
        List<String> first = memory.items().store(equal, "key:k").ids();
        List<String> ofOneSegment = memory.ids("kettle");

        List<String> second = memory.items().store(equal, "key:k").ids();

        assertThat(ofOneSegment).isEqualTo(first.reversed().subList(0, 20));
        assertThat(memory.ids("kettle")).isEqualTo(second.reversed().subList(0, 20));
    }

    @Test
    void aFactIsFoundBeforeAnEpisodeInASpaceOfTwoItems() throws Exception {
        String fact = memory.fact("My lucky number is 391.");
        memory.task("s1", "What is my lucky number?", "Your lucky number is 391.", List.of());

        assertThat(memory.ids("What is my lucky number?")).hasSize(2).first().isEqualTo(fact);
    }

    @Test
    void anItemIsFoundByWhatWasSaidBesideIt() throws Exception {
        memory.said("a", "Ann", "Did you like the pottery class?");
        String answer = memory.said("a", "Bob", "Yes, every minute of it!");
        memory.said("a", "Ann", "Great.");
        memory.said("b", "Bob", "Yes, every minute of it!");

        assertThat(memory.ids("pottery class")).hasSize(3).contains(answer);
    }

    @Test
    void anEarlierItemIsFoundByWhatIsSaidLater() throws Exception {
        String question = memory.said("a", "Ann", "Where did you go?");
        assertThat(memory.ids("Lisbon")).isEmpty();

        memory.said("a", "Bob", "To Lisbon.");

        assertThat(memory.ids("Lisbon")).hasSize(2).contains(question);
    }

    @Test
    void whoIsNamedComesFirst() throws Exception {
        String anns = memory.said("a", "Ann", "I bought a bicycle.");
        String bobs = memory.said("b", "Bob", "I bought a bicycle.");

        assertThat(memory.ids("What did Ann buy, a bicycle?")).first().isEqualTo(anns);
        assertThat(memory.ids("What did Bob buy, a bicycle?")).first().isEqualTo(bobs);
    }

    @Test
    void aDateInTheQuestionFindsWhatWasSaidThen() throws Exception {
        String may = observed("We went swimming.", "2023-05-08T10:00:00Z");
        String june = observed("We went swimming.", "2023-06-09T10:00:00Z");

        assertThat(memory.ids("swimming in May 2023")).containsExactly(may, june);
        assertThat(memory.ids("swimming in June 2023")).containsExactly(june, may);
    }

    @Test
    void ofEqualItemsTheNewestComesFirst() throws Exception {
        String first = memory.said("s1", null, "The gate opens at nine.");
        String second = memory.said("s2", null, "The gate opens at nine.");

        assertThat(memory.ids("gate")).containsExactly(second, first);
    }

    @Test
    void filtersLeaveOnlyWhatTheyName() throws Exception {
        String fact = memory.store(new NewItem(
                ItemKind.FACT,
                MemoryFixture.SPACE,
                "The tea is green.",
                null,
                null,
                "food",
                List.of(),
                null,
                Map.of(),
                null));
        String message = memory.said("s1", "Ann", "The tea is green.");
        memory.said("s2", "Ann", "The tea is green.");

        assertThat(found(Set.of(ItemKind.FACT), null, null)).containsExactly(fact);
        assertThat(found(Set.of(), "food", null)).containsExactly(fact);
        assertThat(found(Set.of(), null, "s1")).containsExactly(message);
        assertThat(found(Set.of(ItemKind.EPISODE), null, null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tea AND (",
                "\"tea",
                "tea:*",
                "+tea -green",
                "[tea TO",
                "te?a* tea",
                "tea\\",
                "{!x} tea",
                "/tea",
                "tea^99999",
                "test/tea",
                "tea \u0000 \ud800"
            })
    void whatLooksLikeSyntaxIsWords(String query) throws Exception {
        String id = memory.fact("The tea is green.");

        assertThat(memory.ids(query)).containsExactly(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "the of", "?!", "\u0000"})
    void aQueryWithoutWordsFindsNothing(String query) throws Exception {
        memory.fact("The tea is green.");

        assertThat(memory.ids(query)).isEmpty();
    }

    @Test
    void aVeryLongQueryIsAnswered() throws Exception {
        String id = memory.fact("The tea is green.");

        assertThat(memory.ids("tea " + "lorem ipsum ".repeat(80_000))).containsExactly(id);
    }

    @Test
    void aSearchWantsOneToAHundredHits() {
        assertThatThrownBy(() -> MemoryQuery.of(MemoryFixture.SPACE, "x", 0)).hasMessageContaining("1 to 100");
        assertThatThrownBy(() -> MemoryQuery.of(MemoryFixture.SPACE, "x", 101)).hasMessageContaining("found: 101");
    }

    @Test
    void nothingCrossesASpace() throws Exception {
        for (int i = 0; i < 100; i++) {
            memory.fact(space(i), "The secret of tenant%d is the red door and the word shibboleth.".formatted(i));
        }
        List<String> adversarial = List.of(
                "secret red door shibboleth",
                "space-1/secret",
                "space-10/shibboleth",
                "* OR space:space-1",
                "tenant1 tenant2");
        for (int i = 0; i < 100; i++) {
            for (String query : adversarial) {
                Space own = space(i);

                assertThat(memory.hits(own, query))
                        .allMatch(hit -> hit.item().space().equals(own));
            }
            assertThat(memory.hits(space(i), "shibboleth")).hasSize(1);
        }
        assertThat(memory.hits(new Space("space"), "secret shibboleth")).isEmpty();
    }

    @Test
    void whatOtherSpacesHoldDoesNotWeigh() throws Exception {
        memory.fact("Anna plays piano.");
        memory.fact("Anna likes the river.");
        List<Double> alone = scores("Anna river piano");

        for (int i = 0; i < 200; i++) {
            memory.fact(new Space("other"), "The river, the river, and nothing else.");
        }

        assertThat(scores("Anna river piano")).isEqualTo(alone);
    }

    @Test
    void aSearchTellsHowFarItSaw() throws Exception {
        memory.fact("The tea is green.");
        long acknowledged = memory.activity().log().lastItem();

        MemorySearch.Found found = memory.search().search(MemoryQuery.of(MemoryFixture.SPACE, "tea", 5));

        assertThat(found.words()).isGreaterThanOrEqualTo(acknowledged);
        assertThat(memory.meters().get("walden.memory.search").timer().count()).isEqualTo(1);
        assertThat(memory.meters()
                        .get("walden.memory.searches.behind")
                        .counter()
                        .count())
                .isZero();
    }

    private List<Double> scores(String query) throws InterruptedException {
        return memory.hits(MemoryFixture.SPACE, query).stream()
                .map(MemorySearch.Hit::score)
                .toList();
    }

    private List<String> found(Set<ItemKind> kinds, @Nullable String domain, @Nullable String session)
            throws InterruptedException {
        MemoryQuery query = new MemoryQuery(MemoryFixture.SPACE, "green tea", 10, kinds, domain, session);
        return memory.search().search(query).hits().stream()
                .map(hit -> hit.item().id())
                .toList();
    }

    private String observed(String text, String at) {
        return memory.store(new NewItem(
                ItemKind.MESSAGE,
                MemoryFixture.SPACE,
                text,
                null,
                null,
                null,
                List.of(),
                Instant.parse(at),
                Map.of(),
                null));
    }

    private static Space space(int number) {
        return new Space("space-" + number);
    }

    private static NewItem message(String text) {
        return new NewItem(
                ItemKind.MESSAGE, MemoryFixture.SPACE, text, null, null, null, List.of(), null, Map.of(), null);
    }
}
