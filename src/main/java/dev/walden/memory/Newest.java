package dev.walden.memory;

import dev.walden.memory.lexical.Match;
import java.util.Comparator;
import java.util.List;

/** The order of what was asked for by its time alone. */
final class Newest {

    private static final Comparator<Match> FIRST =
            Comparator.comparingLong(Match::at).thenComparingLong(Match::seq).reversed();

    private Newest() {}

    /** What happened last comes first. Documents did not happen: they are left out unless they are asked for. */
    static List<Ranked> of(List<Match> matches, MemoryQuery query, int most) {
        boolean documents = query.kinds().contains(ItemKind.DOCUMENT);
        List<Match> wanted = matches.stream()
                .filter(match -> documents || !match.kind().equals(ItemKind.DOCUMENT.code()))
                .sorted(FIRST)
                .limit(most)
                .toList();
        return wanted.stream().map(Newest::ranked).toList();
    }

    private static Ranked ranked(Match match) {
        return new Ranked(match.id(), match.seq(), new Scores(0, 0, 0, 0, 0, 1, Double.NaN));
    }
}
