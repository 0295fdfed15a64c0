package dev.walden.memory;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How memory keeps itself in order.
 *
 * @param interval how long after a round, of facts and then of old episodes, the next one begins, 1s to 30d; 0s for no upkeep at
 *     all, but for what is forgotten by age
 * @param fadeAfter facts that for so long no task had use for and nobody stated count half in searches; 0s for never
 * @param retireAfter such facts that searches do not find any more, though they stay; 0s for never, else no less than fade-after
 * @param fadeStated whether that holds for facts, too, that people and programs stated themselves
 */
record UpkeepProperties(
        @DefaultValue("1h") Duration interval,
        @DefaultValue("90d") Duration fadeAfter,
        @DefaultValue("0s") Duration retireAfter,
        @DefaultValue("false") boolean fadeStated) {

    private static final Duration LONGEST_INTERVAL = Duration.ofDays(30);
    private static final Duration LONGEST_AGE = Duration.ofDays(36_500);

    UpkeepProperties {
        check("interval", "0s, or 1s to 30d", interval, interval.isZero() || within(interval, LONGEST_INTERVAL));
        check("fade-after", "0s to 36500d", fadeAfter, fadeAfter.isZero() || within(fadeAfter, LONGEST_AGE));
        check(
                "retire-after",
                "0s, or fade-after to 36500d",
                retireAfter,
                retireAfter.isZero() || (within(retireAfter, LONGEST_AGE) && retireAfter.compareTo(fadeAfter) >= 0));
    }

    private static boolean within(Duration time, Duration longest) {
        return time.compareTo(Duration.ofSeconds(1)) >= 0 && time.compareTo(longest) <= 0;
    }

    private static void check(String name, String range, Duration found, boolean fits) {
        if (!fits) {
            throw new IllegalArgumentException(
                    "walden.memory.upkeep.%s must be %s; found: %s".formatted(name, range, found));
        }
    }

    Fading fading() {
        return new Fading(fadeAfter, retireAfter, fadeStated);
    }
}
