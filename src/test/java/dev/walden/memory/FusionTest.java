package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.walden.memory.lexical.Match;
import dev.walden.memory.vector.VectorHit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FusionTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void signalsAreBroughtToOneScaleAndAdded() {
        List<Ranked> best = best(
                Map.of(1L, 0.9f, 2L, 0.5f, 3L, 0.74f),
                match(1, 0, 0, false, Match.NO_SESSION),
                match(2, 8, 4, false, Match.NO_SESSION),
                match(3, 4, 4, false, Match.NO_SESSION));

        assertThat(best).extracting(Ranked::seq).containsExactly(3L, 1L, 2L);
        Scores third = best.getFirst().scores();
        assertThat(third.words()).isEqualTo(0.25);
        assertThat(third.around()).isEqualTo(0.5);
        assertThat(third.meaning()).isCloseTo(0.9, within(1e-6));
        assertThat(third.session()).isCloseTo(0.2 * 1.65, within(1e-6));
        assertThat(third.total()).isCloseTo(1.98, within(1e-6));
    }

    @Test
    void withoutAVectorAnItemIsGivenWhatItsWordsGive() {
        List<Ranked> best = best(
                Map.of(2L, 0.9f, 3L, 0.1f),
                match(1, 8, 4, false, Match.NO_SESSION),
                match(2, 1, 1, false, Match.NO_SESSION),
                match(3, 1, 1, false, Match.NO_SESSION));

        assertThat(best.getFirst().seq()).isEqualTo(1);
        assertThat(best.getFirst().scores().meaning()).isEqualTo(1.5);
        assertThat(best.getFirst().scores().likeness()).isNaN();
    }

    @Test
    void whenVectorsTakeNoPartMeaningCountsForNobody() {
        assertThat(best(Map.of(), match(1, 8, 4, false, Match.NO_SESSION))
                        .getFirst()
                        .scores()
                        .meaning())
                .isZero();
    }

    @Test
    void whoIsNamedAndWhatIsInAGoodSessionComesFirst() {
        List<Ranked> best = best(
                Map.of(),
                match(1, 2, 2, false, Match.NO_SESSION),
                match(2, 2, 2, true, Match.NO_SESSION),
                match(3, 8, 8, false, 7),
                match(4, 2, 2, false, 7));

        assertThat(best).extracting(Ranked::seq).containsExactly(3L, 2L, 4L, 1L);
    }

    @Test
    void ofEqualItemsTheNewestComesFirstAndNoMoreThanWanted() {
        List<Match> equal = List.of(
                match(1, 2, 2, false, Match.NO_SESSION),
                match(3, 2, 2, false, Match.NO_SESSION),
                match(2, 2, 2, false, Match.NO_SESSION));

        assertThat(Fusion.best(equal, NearSeqs.NONE, match -> 1, _ -> false, 2))
                .extracting(Ranked::seq)
                .containsExactly(3L, 2L);
    }

    @Test
    void anEpisodeFadesAndNothingElseDoes() {
        Recency recency = new Recency(NOW);

        assertThat(recency.weight(at("fact", 100, Duration.ofDays(900)))).isEqualTo(1);
        assertThat(recency.weight(at("episode", 50, Duration.ZERO))).isEqualTo(0.5);
        assertThat(recency.weight(at("episode", 50, Duration.ofDays(30)))).isCloseTo(0.4375, within(1e-9));
        assertThat(recency.weight(at("episode", 50, Duration.ofDays(9_000)))).isCloseTo(0.375, within(1e-9));
        assertThat(recency.weight(at("episode", 50, Duration.ofDays(-9)))).isEqualTo(0.5);
    }

    private static List<Ranked> best(Map<Long, Float> likeness, Match... matches) {
        List<VectorHit> hits = likeness.entrySet().stream()
                .map(each -> new VectorHit(each.getKey(), each.getValue()))
                .toList();
        return Fusion.best(List.of(matches), NearSeqs.of(hits), match -> 1, _ -> false, 10);
    }

    private static Match match(long seq, float own, float around, boolean named, long session) {
        return new Match("m" + seq, seq, own, around, named, 100, "message", session, 0);
    }

    private static Match at(String kind, int weight, Duration age) {
        return new Match(
                "m",
                1,
                1,
                1,
                false,
                weight,
                kind,
                Match.NO_SESSION,
                NOW.minus(age).getEpochSecond());
    }
}
