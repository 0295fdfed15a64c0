package dev.walden.memory;

import dev.walden.memory.lexical.Match;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * Fusion of scores: each signal is brought to a scale from 0 to 1 over what the search found and counts with its share. Scores say
 * how much better one item is than the next, which ranks do not: on long dialogues this found 5 to 7 points more than reciprocal
 * rank fusion. The shares stand on a plateau: each may be changed by a third and loses a point at most. Meaning counts more than it would for
 * dialogues alone, which documents gain by.
 */
final class Fusion {

    /** What each signal can give, as docs/memory.md says. */
    static final double WORDS = 0.5;

    static final double AROUND = 0.5;
    static final double MEANING = 1.5;
    static final double SPEAKER = 0.2;
    /** Of the score of the best item of the session. */
    static final double SESSION = 0.2;

    static final double TIME = 0.2;
    private static final Comparator<Ranked> BEST_FIRST = Comparator.comparingDouble(
                    (Ranked ranked) -> ranked.scores().total())
            .thenComparingLong(Ranked::seq)
            .reversed();

    private Fusion() {}

    /**
     * The best items, best first; of equal ones the newest first.
     *
     * @param likeness of items that have a vector; empty when the search used none
     * @param weight of an item, 0 to 1
     * @param timely whether an item is of the time that is asked for
     */
    static List<Ranked> best(
            List<Match> matches,
            NearSeqs likeness,
            ToDoubleFunction<Match> weight,
            Predicate<Match> timely,
            int limit) {
        Scale scale = Scale.of(matches, likeness);
        List<Scores> scores = new ArrayList<>(matches.size());
        Map<Long, Double> bestOfSession = new HashMap<>();
        for (Match match : matches) {
            Scores each = scale.scores(match, likeness.of(match.seq()), weight.applyAsDouble(match));
            each = timely.test(match) ? each.withTime(TIME) : each;
            scores.add(each);
            if (match.session() != Match.NO_SESSION) {
                bestOfSession.merge(match.session(), each.total(), Math::max);
            }
        }
        List<Ranked> ranked = new ArrayList<>(matches.size());
        for (int i = 0; i < scores.size(); i++) {
            Match match = matches.get(i);
            Scores each = scores.get(i);
            double best = bestOfSession.getOrDefault(match.session(), each.total());
            ranked.add(new Ranked(match.id(), match.seq(), each.withSession(SESSION * best)));
        }
        ranked.sort(BEST_FIRST);
        return List.copyOf(ranked.subList(0, Math.min(limit, ranked.size())));
    }

    /** The best of each signal, and the farthest of the vectors. */
    private record Scale(double own, double around, double farthest, double nearest, boolean meaning) {

        static Scale of(List<Match> matches, NearSeqs likeness) {
            double own = Float.MIN_NORMAL;
            double around = Float.MIN_NORMAL;
            double farthest = Double.POSITIVE_INFINITY;
            double nearest = Double.NEGATIVE_INFINITY;
            for (Match match : matches) {
                own = Math.max(own, match.own());
                around = Math.max(around, match.around());
                double like = likeness.of(match.seq());
                if (!Double.isNaN(like)) {
                    farthest = Math.min(farthest, like);
                    nearest = Math.max(nearest, like);
                }
            }
            return new Scale(own, around, farthest, nearest, !likeness.isEmpty());
        }

        Scores scores(Match match, double like, double weight) {
            double words = match.own() / own;
            double surroundings = match.around() / around;
            return new Scores(
                    WORDS * words,
                    AROUND * surroundings,
                    meaning ? MEANING * (Double.isNaN(like) ? (words + surroundings) / 2 : near(like)) : 0,
                    match.named() ? SPEAKER : 0,
                    0,
                    weight,
                    like);
        }

        private double near(double like) {
            return nearest > farthest ? (like - farthest) / (nearest - farthest) : 1;
        }
    }
}
