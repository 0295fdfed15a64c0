package dev.walden.memory;

import java.time.Duration;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What memory does with what happened.
 *
 * @param timeZone in which "yesterday" and other time words of searches are understood, unless the request names one
 * @param recent the newest episodes of each space that are kept in RAM; 0 for none
 * @param recentSize RAM for these, of all spaces together, 0B to 1GB
 * @param summarizeAfter the age at which episodes of a session, or of a day, get one summary; 0s for never
 * @param summaryEngine name of the engine that writes these summaries, which is sent the episodes; none for quotations
 */
record EpisodeProperties(
        @DefaultValue("UTC") ZoneId timeZone,
        @DefaultValue("200") int recent,
        @DefaultValue("4MB") DataSize recentSize,
        @DefaultValue("30d") Duration summarizeAfter,
        @Nullable String summaryEngine) {

    private static final int MOST_RECENT = 100_000;
    private static final Duration LONGEST_AGE = Duration.ofDays(36_500);

    EpisodeProperties {
        if (recent < 0 || recent > MOST_RECENT) {
            throw new IllegalArgumentException("walden.memory.episodes.recent must be 0 to 100000; found: " + recent);
        }
        if (recentSize.isNegative() || recentSize.toGigabytes() > 1) {
            throw new IllegalArgumentException(
                    "walden.memory.episodes.recent-size must be 0B to 1GB; found: " + recentSize);
        }
        if (summarizeAfter.isNegative() || summarizeAfter.compareTo(LONGEST_AGE) > 0) {
            throw new IllegalArgumentException(
                    "walden.memory.episodes.summarize-after must be 0s to 36500d; found: " + summarizeAfter);
        }
    }
}
