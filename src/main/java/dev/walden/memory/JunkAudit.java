package dev.walden.memory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.walden.activity.Space;
import dev.walden.activity.Views;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks for facts that a space may be better without. Changes nothing. Thread-safe; what it finds is as the views are. It goes through the
 * facts in parts, so it holds up nobody else; {@link Upkeep} does the same from time to time.
 */
public final class JunkAudit {

    /** Somebody waits for it: some seconds at most. */
    private static final long MOST_FACTS = 200_000;

    private static final long MOST_SPACES = 10_000;

    private final Views views;
    private final InstantSource clock;
    private final MemoryMetrics metrics;
    private final Cache<Space, Instant> inBackground =
            Caffeine.newBuilder().maximumSize(MOST_SPACES).build();

    JunkAudit(Views views, InstantSource clock, MemoryMetrics metrics) {
        this.views = views;
        this.clock = clock;
        this.metrics = metrics;
    }

    /**
     * Counts what there is, with examples.
     *
     * @param examples the most of each kind
     * @param old since when a fact must have gone unsaid and without use to count as unused
     */
    public Report of(Space space, int examples, Duration old) {
        JunkTally tally = new JunkTally(space, clock.instant(), examples, old);
        Optional<FactStretch> next = views.read(connection -> FactStretch.first(connection, space));
        while (next.isPresent() && tally.facts() < MOST_FACTS) {
            FactStretch stretch = next.get();
            next = views.read(connection -> {
                tally.add(connection, stretch);
                return stretch.next(connection);
            });
        }
        return counted(tally.report(next.isEmpty()));
    }

    private Report counted(Report report) {
        if (report.whole()) {
            metrics.audited(report);
        }
        return report;
    }

    /** When the upkeep last looked through a space; empty when it has not since the start. */
    public Optional<Instant> lastInBackground(Space space) {
        return Optional.ofNullable(inBackground.getIfPresent(space));
    }

    /** Takes what the upkeep found in a whole space. */
    void found(Report report) {
        inBackground.put(report.space(), report.at());
        metrics.audited(report);
    }

    /**
     * What was found in a space.
     *
     * @param at when
     * @param facts how many were looked at
     * @param whole whether these are all that are true
     */
    public record Report(Space space, Instant at, Map<Finding, Found> found, long facts, boolean whole) {
        public Report {
            found = Map.copyOf(found);
        }

        long count(Finding finding) {
            Found facts = found.get(finding);
            return facts == null ? 0 : facts.count();
        }

        Report withoutExamples() {
            Map<Finding, Found> counts = new EnumMap<>(Finding.class);
            found.forEach((finding, facts) -> counts.put(finding, new Found(facts.count(), List.of())));
            return new Report(space, at, counts, facts, whole);
        }
    }

    /**
     * Facts of one kind.
     *
     * @param count how many
     * @param examples ids of some of them; those of the same words beside each other
     */
    public record Found(long count, List<String> examples) {
        public Found {
            examples = List.copyOf(examples);
        }
    }
}
