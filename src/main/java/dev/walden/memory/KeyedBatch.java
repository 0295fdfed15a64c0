package dev.walden.memory;

import dev.walden.activity.IdempotencyKeys;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a request with an idempotency key stores, as far as it is there. The record of the key ends the commit, so a crash may have kept
 * the first items without it; their ids derive from the request, so that it finds them when it is sent again, and stores the rest.
 *
 * @param ids one for each item of the request
 * @param there those of them that were stored, whatever became of them since
 */
record KeyedBatch(List<String> ids, Set<String> there) {

    KeyedBatch {
        ids = List.copyOf(ids);
        there = Set.copyOf(there);
    }

    /**
     * Of a request whose key is not known to be used. Its first try may lie in the period before; what is older is of an earlier use, which is
     * remembered no more.
     */
    static KeyedBatch of(Connection views, IdempotencyKeys.Request request, IdempotencyKeys.Period period, int items)
            throws SQLException {
        List<String> before = ids(request, period.number() - 1, items);
        List<String> now = ids(request, period.number(), items);
        Map<String, Instant> stored = storedAt(views, before);
        stored.putAll(storedAt(views, now));
        Set<String> there = new HashSet<>(stored.keySet());
        there.removeIf(id -> stored.getOrDefault(id, Instant.MIN).isBefore(period.since()));
        List<String> ids = Stream.of(before, now)
                .filter(batch -> !Collections.disjoint(batch, there))
                .findFirst()
                .orElse(now);
        there.retainAll(ids);
        // Periods are counted anew when their length is configured otherwise; no id is given twice.
        return new KeyedBatch(
                ids.stream()
                        .map(id -> stored.containsKey(id) && !there.contains(id) ? ItemIds.random() : id)
                        .toList(),
                there);
    }

    /** Those that are to be stored yet. */
    List<Told> missing(List<Told> told) {
        return told.stream().filter(one -> !there.contains(one.item().id())).toList();
    }

    /** All, in order, with the ids under which memory has what was missing. */
    List<String> with(List<String> stored) {
        Iterator<String> rest = stored.iterator();
        return ids.stream().map(id -> there.contains(id) ? id : rest.next()).toList();
    }

    private static Map<String, Instant> storedAt(Connection views, List<String> ids) throws SQLException {
        Map<String, Instant> stored = new HashMap<>();
        Sql.query(
                        views,
                        "SELECT id, stored_at FROM memory_items WHERE id IN " + Sql.list(ids.size()),
                        row -> Map.entry(row.getString(1), Instant.parse(row.getString(2))),
                        ids.toArray())
                .forEach(found -> stored.put(found.getKey(), found.getValue()));
        return stored;
    }

    private static List<String> ids(IdempotencyKeys.Request request, long period, int items) {
        String batch = request.name(period);
        return IntStream.range(0, items)
                .mapToObj(item -> ItemIds.of(batch + "\n" + item))
                .toList();
    }
}
