package dev.walden.memory;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * When facts were last of use to a task: it was given them, or its answer rests on them. By days, so that a fact that every task is given
 * is written once a day. Confined to the thread of the views.
 */
final class Uses {

    private static final long DAY = TimeUnit.DAYS.toMicros(1);
    private static final int MOST_KNOWN = 20_000;

    /** By item, the end of the day of its use; the table says the same of those that are known. */
    private final Map<String, Long> pending = new LinkedHashMap<>();

    private final Map<String, Long> known = new LinkedHashMap<>();

    void used(Collection<String> items, Instant at) {
        long end = (Math.floorDiv(Validity.micros(at), DAY) + 1) * DAY;
        for (String item : items) {
            if (known.getOrDefault(item, Long.MIN_VALUE) < end) {
                pending.merge(item, end, Math::max);
            }
        }
    }

    void flush(Connection views) throws SQLException {
        for (Map.Entry<String, Long> use : pending.entrySet()) {
            Sql.update(
                    views, "UPDATE memory_facts SET used = max(used, ?) WHERE item = ?", use.getValue(), use.getKey());
        }
        if (known.size() + pending.size() > MOST_KNOWN) {
            known.clear();
        }
        known.putAll(pending);
        pending.clear();
    }

    /** Forgets what was not written, and what may not have been. */
    void rolledBack() {
        pending.clear();
        known.clear();
    }
}
