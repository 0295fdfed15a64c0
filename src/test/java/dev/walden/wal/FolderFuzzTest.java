package dev.walden.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.wal.FolderFuzz.Outcome;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;

/**
 * Spoilt folders by the thousand: each is opened or refused, soon, and without much memory. The seed of a failure is in its message;
 * with {@code -Dwalden.fuzz.seed=SEED -Dwalden.fuzz.folders=1} the nightly test plays it again. Sizes and spoilings are the same then,
 * but some watermarks of the sound folder, and what depends on them, are a matter of threads.
 */
class FolderFuzzTest {

    private static final int FOLDERS_IN_EVERY_BUILD = 4_000;
    private static final int FOLDERS_AT_NIGHT = Integer.getInteger("walden.fuzz.folders", 300_000);

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void aSpoiltFolderOpensOrIsRefusedUnchanged() {
        var outcomes = spoil(1, FOLDERS_IN_EVERY_BUILD);

        assertThat(outcomes).containsOnlyKeys(Outcome.values());
        assertThat(outcomes.values()).allMatch(times -> times > FOLDERS_IN_EVERY_BUILD / 50);
    }

    @Test
    @Tag("nightly")
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void aSpoiltFolderOpensOrIsRefusedUnchangedInManyNights(TestReporter reporter) {
        var outcomes = spoil(Long.getLong("walden.fuzz.seed", System.nanoTime()), FOLDERS_AT_NIGHT);

        reporter.publishEntry("spoilt folders", outcomes.toString());
    }

    private static Map<Outcome, Integer> spoil(long firstSeed, int folders) {
        var outcomes = new EnumMap<Outcome, Integer>(Outcome.class);
        for (long seed = firstSeed; seed < firstSeed + folders; seed++) {
            try {
                outcomes.merge(FolderFuzz.run(new Random(seed)), 1, Integer::sum);
            } catch (Throwable e) {
                throw new AssertionError("seed " + seed + ": " + e, e);
            }
        }
        return outcomes;
    }
}
