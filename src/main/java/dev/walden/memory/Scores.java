package dev.walden.memory;

/**
 * What a hit's score is made of. Each part but that of the session is between 0 and the share it can have; their sum times the weight is
 * the score.
 *
 * @param words of its own words, compared with the best of the search
 * @param around of its words with those beside it, likewise
 * @param meaning of its vector, between the farthest and the nearest of the search; of an item that has no vector yet, what its words
 *     would give; 0 when the search used none
 * @param speaker when the query names who said it
 * @param session a share of the score that the best item of its session has by its other parts; without a session, its own
 * @param time when it is of the time that the query names
 * @param weight what counts of the sum: less than 1 for episodes, and for old ones; more for documents of a knowledge base that fits
 * @param likeness of its vector to the question's, -1 to 1; NaN without one
 */
public record Scores(
        double words,
        double around,
        double meaning,
        double speaker,
        double session,
        double time,
        double weight,
        double likeness) {

    /** Of an item that no named time speaks for. */
    public Scores(
            double words,
            double around,
            double meaning,
            double speaker,
            double session,
            double weight,
            double likeness) {
        this(words, around, meaning, speaker, session, 0, weight, likeness);
    }

    /** Higher is better; comparable within one search. */
    public double total() {
        return (words + around + meaning + speaker + session + time) * weight;
    }

    Scores times(double factor) {
        return new Scores(words, around, meaning, speaker, session, time, weight * factor, likeness);
    }

    Scores withTime(double share) {
        return new Scores(words, around, meaning, speaker, session, share, weight, likeness);
    }

    Scores withSession(double share) {
        return new Scores(words, around, meaning, speaker, share, time, weight, likeness);
    }
}
