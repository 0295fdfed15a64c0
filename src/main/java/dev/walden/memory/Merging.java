package dev.walden.memory;

import dev.walden.activity.ActivityEvent;
import dev.walden.activity.ActivityLog;
import dev.walden.activity.MemoryEvent.FactSuperseded;
import dev.walden.activity.MemoryEvent.FactsMerged;
import dev.walden.activity.Space;
import dev.walden.activity.Views;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds facts that say the same and are two nevertheless, as they were stored before that was looked at or come from another folder, and
 * has them count as one, by the rules of {@link Judgement}. Thread-safe; decides about a space while nobody else does.
 */
final class Merging {

    /** Facts at a time, of one group. Merged ones are in it no more, so the rest has its turn. */
    private static final int MOST = 200;

    private static final Duration APPLY_DEADLINE = Duration.ofSeconds(10);
    private static final String LIKE =
            FactStretch.WITHIN + "AND f.negated = ?4 AND f.ends > ?5 AND i.domain IS ?6 AND i.metadata = ?7";

    private static final int NAMES = 8;

    private final ActivityLog log;
    private final Views views;
    private final SpaceLocks locks;

    Merging(ActivityLog log, Views views, SpaceLocks locks) {
        this.log = log;
        this.views = views;
        this.locks = locks;
    }

    /**
     * Does so in a stretch; what was decided is durable.
     *
     * @param attempts takes what fails of one group
     * @return how many facts count as another one from now on
     */
    int merge(FactStretch stretch, Instant now, UpkeepAttempts attempts) throws InterruptedException {
        int merged = 0;
        for (Group group : views.read(connection -> groups(connection, stretch, now))) {
            merged += attempts.of(stretch.space().name(), () -> merge(group)).orElse(0);
        }
        return merged;
    }

    private int merge(Group group) throws InterruptedException {
        int merged = 0;
        for (List<String> speakers :
                views.read(connection -> SpeakerParts.of(connection, LIKE, MOST, group.values(List.of())))) {
            int stand = 0;
            Page page;
            do {
                page = merge(group, speakers, stand);
                merged += page.settled();
                stand += page.settled() == 0 ? MOST / 2 : 0; // facts that are true together begin near each other
            } while (page.facts() == MOST);
        }
        return merged;
    }

    /** @param before so many that stand */
    private Page merge(Group group, @Nullable List<String> speakers, int before) throws InterruptedException {
        return locks.holding(List.of(group.space()), () -> {
            log.awaitApplied(log.durable(), APPLY_DEADLINE);
            List<Fact> facts = views.read(connection -> facts(connection, group, speakers, before));
            List<ActivityEvent> events = new ArrayList<>();
            int settled = facts.size() - decide(group.space(), facts, events);
            if (!events.isEmpty()) {
                log.awaitApplied(log.append(events).last(), APPLY_DEADLINE);
            }
            return new Page(facts.size(), settled);
        });
    }

    /** How many of the facts stand; the first to begin comes first. Those that are never true together are nothing to each other. */
    private static int decide(Space space, List<Fact> facts, List<ActivityEvent> events) {
        List<Fact> standing = new ArrayList<>();
        Map<String, List<String>> merged = new LinkedHashMap<>();
        for (Fact fact : facts) {
            List<Fact> beside = standing.stream().filter(fact::overlaps).toList();
            Judgement judged = Judgement.of(fact, beside);
            Fact same = judged.same();
            if (same != null) {
                merged.computeIfAbsent(same.id(), _ -> new ArrayList<>()).add(fact.id());
                continue;
            }
            List<Fact> ended = judged.ends().stream()
                    .filter(one -> one.relation() == Relation.SAME)
                    .map(Ruled::fact)
                    .toList();
            if (!ended.isEmpty()) { // a trusted one takes the place of those that are not
                List<String> ids = ended.stream().map(Fact::id).toList();
                Instant from = Validity.instant(fact.from());
                events.add(new FactSuperseded(space, ids, fact.id(), from, Relation.SAME.why()));
            }
            standing.removeAll(ended);
            standing.add(fact);
        }
        merged.forEach((one, others) -> events.add(new FactsMerged(space, one, others)));
        return standing.size();
    }

    /** Facts that are true, or will be, with the same words and stored with the same. */
    private static List<Group> groups(Connection views, FactStretch stretch, Instant now) throws SQLException {
        return Sql.query(
                views,
                "SELECT f.words, f.negated, i.domain, i.metadata FROM memory_facts f JOIN memory_items i ON i.id = f.item WHERE"
                        + FactStretch.WITHIN
                        + "AND f.ends > ?4 GROUP BY f.words, f.negated, i.domain, i.metadata HAVING count(*) > 1",
                row -> new Group(
                        new FactStretch(stretch.space(), row.getLong(1), row.getLong(1)),
                        row.getInt(2),
                        row.getString(3),
                        row.getString(4),
                        now),
                stretch.values(Validity.micros(now)));
    }

    private static List<Fact> facts(Connection views, Group group, @Nullable List<String> speakers, int before)
            throws SQLException {
        return Sql.query(
                views,
                "SELECT " + Fact.COLUMNS + "WHERE" + LIKE + SpeakerParts.condition(speakers, NAMES)
                        + " ORDER BY i.valid_from, i.seq LIMIT " + MOST + " OFFSET " + before,
                Fact::read,
                group.values(speakers == null ? List.of() : speakers));
    }

    private record Page(int facts, int settled) {}

    /** @param words the stretch of the same words alone */
    private record Group(
            FactStretch words, int negated, @Nullable String domain, String metadata, Instant now) {

        Space space() {
            return words.space();
        }

        @Nullable
        Object[] values(List<String> speakers) {
            List<@Nullable Object> values = new ArrayList<>();
            values.add(negated);
            values.add(Validity.micros(now));
            values.add(domain);
            values.add(metadata);
            values.addAll(speakers);
            return words.values(values.toArray());
        }
    }
}
