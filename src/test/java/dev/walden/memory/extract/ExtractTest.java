package dev.walden.memory.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which sentences stand for a text. */
class ExtractTest {

    private static List<String> quotes(int characters, String... texts) {
        List<String> all = List.of(texts);
        return Extract.of(all, characters).stream()
                .map(quote -> quote.of(all.get(quote.text())))
                .toList();
    }

    @Test
    void whatSeveralTextsSayStandsForThem() {
        assertThat(quotes(
                        20,
                        "The bread is stale. The train to Lisbon leaves tonight.",
                        "Pigeons sit outside. Lisbon needs a train ticket.",
                        "Lisbon by train."))
                .containsExactly("Lisbon by train.");
    }

    @Test
    void nothingIsSaidTwice() {
        assertThat(quotes(1_000, "The kettle is on.", "The kettle is on.", "Somebody knocked."))
                .containsExactly("The kettle is on.", "Somebody knocked.");
    }

    @Test
    void quotesKeepTheirOrderAndTheirBudget() {
        List<String> quotes = quotes(60, "First thing happened. 3.5 litres.", "Second thing happened.", "Third thing.");

        assertThat(quotes).isSubsetOf("First thing happened.", "3.5 litres.", "Second thing happened.", "Third thing.");
        assertThat(String.join(" ", quotes)).hasSizeLessThanOrEqualTo(60);
    }

    @Test
    void textsWithoutSentencesAreCutOrLeftOut() {
        assertThat(quotes(1_000, "", "   \n\n", "ok")).isEmpty();
        assertThat(quotes(1_000, "x".repeat(100_000))).isEmpty();
        assertThat(quotes(400, "word ".repeat(1_000))).hasSize(1).allMatch(quote -> quote.length() <= 400);
    }

    @Test
    void theSameTextsGiveTheSame() {
        List<String> texts = Collections.nCopies(50, "Ada sails. Bob reads 12 books. 世界。 Café?");

        assertThat(Extract.of(texts, 500)).isEqualTo(Extract.of(texts, 500)).isNotEmpty();
    }
}
