package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.Space;
import dev.walden.conversation.RecalledItem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PackingTest {

    private static final double RELATED = 0.6;

    @Test
    void whatHasToDoWithTheQuestionIsGivenAndTheRestIsNot() {
        assertThat(given(
                        1_000,
                        hit("shares most words", 1, Double.NaN),
                        hit("is near", 0, 0.75),
                        hit("is not so near as the nearest", 0, 0.62),
                        hit("shares a word", 0.1, 0.5),
                        hit("shares some", 0.3, 0.1)))
                .containsExactly("shares most words", "is near", "shares some");
    }

    @Test
    void theNearestIsNotGivenWhenItMeansSomethingElse() {
        assertThat(given(1_000, hit("unlike", 0, 0.55))).isEmpty();
    }

    @Test
    void eachThingIsGivenOnce() {
        assertThat(given(
                        1_000, hit("The kettle is on.", 1, 0.9), hit("the kettle  is ON", 1, 0.9), hit("Tea.", 1, 0.9)))
                .containsExactly("The kettle is on.", "Tea.");
    }

    @Test
    void ofVersionsAFewWordsApartTheBetterIsGiven() {
        String said =
                "The crew opens the gate slowly, looks for water upon the floor of the pump room, writes the time into the"
                        + " book upon the shelf and closes the gate again as soon as the lamp is green";

        assertThat(given(
                        1_000,
                        hit(ItemKind.MESSAGE, said, 1, 0.9),
                        hit(ItemKind.MESSAGE, said + " indeed", 1, 0.9),
                        hit(ItemKind.MESSAGE, said + " at 9", 1, 0.9)))
                .containsExactly(said, said + " at 9");
    }

    @Test
    void whatDoesNotFitLeavesItsPlaceToWhatDoes() {
        assertThat(given(11, hit("word ".repeat(50), 1, 0.9), hit("Tea is on.", 1, 0.9)))
                .containsExactly("Tea is on.");
    }

    private static List<String> given(int tokens, MemorySearch.Hit... hits) {
        return Packing.of(new MemorySearch.Found(List.of(hits), 1, 1, VectorUse.USED, RELATED), tokens).stream()
                .map(RecalledItem::text)
                .toList();
    }

    private static MemorySearch.Hit hit(String text, double words, double likeness) {
        return hit(ItemKind.FACT, text, words, likeness);
    }

    private static MemorySearch.Hit hit(ItemKind kind, String text, double words, double likeness) {
        return new MemorySearch.Hit(
                new MemoryItem(
                        "id",
                        Space.DEFAULT,
                        kind,
                        text,
                        null,
                        null,
                        null,
                        List.of(),
                        null,
                        Instant.EPOCH,
                        Map.of(),
                        true,
                        "key:k",
                        1,
                        new Validity(Instant.EPOCH, null, false),
                        MemoryItem.WHOLE),
                new Scores(words / 2, words / 2, 0, 0, 0, 1, likeness));
    }
}
