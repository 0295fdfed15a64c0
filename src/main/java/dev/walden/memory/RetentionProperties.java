package dev.walden.memory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long memory keeps what it was told, before it forgets it by itself.
 *
 * @param messages how long messages are kept after they were stored, then forgotten for good, 1d to 36500d; 0s for ever
 * @param episodes how long episodes are kept after their task ended, then forgotten for good, with what it was asked and answered, 1d to
 *     36500d; 0s for ever
 * @param facts how long facts are kept after they were last said, tasks that repeat them aside, then forgotten for good, 1d to 36500d; 0s
 *     for ever
 */
record RetentionProperties(
        @DefaultValue("0s") Duration messages,
        @DefaultValue("0s") Duration episodes,
        @DefaultValue("0s") Duration facts) {

    /** Between the two looks at the clock before something is forgotten. */
    static final Duration LOOKS_APART = Duration.ofHours(1);

    private static final Duration SHORTEST = Duration.ofDays(1);
    private static final Duration LONGEST = Duration.ofDays(36_500);

    RetentionProperties {
        check("messages", messages);
        check("episodes", episodes);
        check("facts", facts);
    }

    private static void check(String name, Duration keep) {
        if (!keep.isZero() && (keep.compareTo(SHORTEST) < 0 || keep.compareTo(LONGEST) > 0)) {
            throw new IllegalArgumentException(
                    "walden.memory.retention.%s must be 0s for ever, or 1d to 36500d; found: %s".formatted(name, keep));
        }
    }

    /** What is not kept for ever. */
    List<OldItems> kinds() {
        List<OldItems> kinds = new ArrayList<>();
        add(kinds, ItemKind.MESSAGE, messages);
        add(kinds, ItemKind.EPISODE, episodes);
        add(kinds, ItemKind.SUMMARY, episodes); // behind the episodes that they quote
        add(kinds, ItemKind.FACT, facts);
        return List.copyOf(kinds);
    }

    /** From the end of a round to the next: as upkeep has it, but never beyond a second look; zero when all is kept for ever. */
    Duration interval(Duration upkeep) {
        if (kinds().isEmpty()) {
            return Duration.ZERO;
        }
        return upkeep.isZero() || upkeep.compareTo(LOOKS_APART) > 0 ? LOOKS_APART : upkeep;
    }

    private static void add(List<OldItems> kinds, ItemKind kind, Duration keep) {
        if (!keep.isZero()) {
            kinds.add(new OldItems(kind, keep));
        }
    }
}
