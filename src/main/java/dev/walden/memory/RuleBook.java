package dev.walden.memory;

import dev.walden.activity.ActivityLog;
import dev.walden.activity.ActivityLog.Appended;
import dev.walden.activity.ServiceEvent.SpaceRulesSet;
import dev.walden.activity.Space;
import dev.walden.activity.Views;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The rules of each space: what its operator wants every model told that works there. They are in the log, so that a task goes by those
 * that it began with, however often they change meanwhile. Thread-safe.
 */
public final class RuleBook {

    private static final Duration APPLY_DEADLINE = Duration.ofSeconds(10);

    private final ActivityLog log;
    private final Views views;

    /** Rules are changed rarely, and nothing else waits for that. */
    private final SpaceLocks locks = new SpaceLocks();

    /** The last record of rules since the start; the views of a start hold all before. Most reads need not wait for anything. */
    private final AtomicLong latest = new AtomicLong();

    RuleBook(ActivityLog log, Views views) {
        this.log = log;
        this.views = views;
    }

    /** Those that hold now; empty for none. Sees what was acknowledged before the call. */
    public Optional<SpaceRules> of(Space space) throws InterruptedException {
        log.awaitApplied(latest.get(), APPLY_DEADLINE);
        return views.read(connection -> RulesTable.newest(connection, space));
    }

    /**
     * Sets them, for tasks that perceive afterwards. Durable when it returns; repeated, it records nothing.
     *
     * @param by id of the API key
     * @return those that hold
     */
    public SpaceRules set(Space space, String text, String by) throws InterruptedException {
        return locks.holding(List.of(space), () -> {
            Optional<SpaceRules> now = of(space);
            if (now.isPresent() && now.get().text().equals(text)) {
                return now.get();
            }
            Appended set = record(new SpaceRulesSet(space, text, by));
            return new SpaceRules(set.last(), space, text, by, set.at());
        });
    }

    /** Takes them away, likewise. Earlier ones stay in the log. */
    public void remove(Space space, String by) throws InterruptedException {
        locks.holding(List.of(space), () -> of(space).map(_ -> record(new SpaceRulesSet(space, null, by))));
    }

    private Appended record(SpaceRulesSet event) {
        Appended appended = log.append(List.of(event));
        latest.accumulateAndGet(appended.last(), Math::max);
        return appended;
    }
}
