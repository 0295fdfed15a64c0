package dev.walden.memory;

import dev.walden.memory.lexical.Match;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * How much of an item's score counts. What happened fades: an episode or a summary loses a quarter of its weight with age, half of that in the
 * first thirty days. What was said and what is known does not.
 */
final class Recency {

    private static final Set<String> FADING = Set.of(ItemKind.EPISODE.code(), ItemKind.SUMMARY.code());
    private static final double PERCENT = 100;
    private static final double FADES = 0.25;
    private static final double HALF_LIFE_SECONDS = Duration.ofDays(30).toSeconds();

    private final Instant now;

    Recency(Instant now) {
        this.now = now;
    }

    /** From 0 to 1. */
    double weight(Match match) {
        double weight = match.weight() / PERCENT;
        if (!FADING.contains(match.kind())) {
            return weight;
        }
        double age = Math.max(0, now.getEpochSecond() - match.at());
        return weight * (1 - FADES + FADES * Math.pow(2, -age / HALF_LIFE_SECONDS));
    }
}
