package dev.walden.memory;

import dev.walden.activity.IdempotencyKeys;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a request with an idempotency key stores, as far as it is there. The record of the key ends the commit, so a crash may have kept
 * the first items without it; their ids derive from the request, so that it finds them when it is sent again, and stores the rest. A fact
 * that was known is found by the id that it would have had otherwise, which its confirmation says.
 *
 * @param ids one for each item of the request
 * @param there those of them that were stored, whatever became of them since, or confirmed another one, with the id under which memory
 *     has them
 */
record KeyedBatch(List<String> ids, Map<String, String> there) {

    KeyedBatch {
        ids = List.copyOf(ids);
        there = Map.copyOf(there);
    }

    /**
     * Of a request whose key is not known to be used. Its first try may lie in the period before; what is older is of an earlier use, which is
     * remembered no more.
     */
    static KeyedBatch of(Connection views, IdempotencyKeys.Request request, IdempotencyKeys.Period period, int items)
            throws SQLException {
        List<String> before = ids(request, period.number() - 1, items);
        List<String> now = ids(request, period.number(), items);
        List<Kept> kept = new ArrayList<>(kept(views, before));
        kept.addAll(kept(views, now));
        Set<String> taken = kept.stream().map(Kept::id).collect(Collectors.toSet());
        Map<String, String> there = kept.stream()
                .filter(one -> !one.at().isBefore(period.since()))
                .collect(Collectors.toMap(Kept::id, Kept::as, (one, _) -> one));
        List<String> ids = Stream.of(before, now)
                .filter(batch -> !Collections.disjoint(batch, there.keySet()))
                .findFirst()
                .orElse(now);
        there.keySet().retainAll(ids);
        // Periods are counted anew when their length is configured otherwise; no id is given twice.
        return new KeyedBatch(
                ids.stream()
                        .map(id -> taken.contains(id) && !there.containsKey(id) ? ItemIds.random() : id)
                        .toList(),
                there);
    }

    /** Those that are to be stored yet. */
    List<Told> missing(List<Told> told) {
        return told.stream().filter(one -> !there.containsKey(one.item().id())).toList();
    }

    /** All, in order, with the ids under which memory has what was missing. */
    List<String> with(List<String> stored) {
        Iterator<String> rest = stored.iterator();
        return ids.stream()
                .map(id -> there.containsKey(id) ? there.get(id) : rest.next())
                .toList();
    }

    private static List<Kept> kept(Connection views, List<String> ids) throws SQLException {
        List<Kept> kept = new ArrayList<>(kept(views, "SELECT id, id, stored_at FROM memory_items", ids));
        kept.addAll(kept(views, "SELECT id, item, at FROM memory_confirmed", ids));
        return kept;
    }

    private static List<Kept> kept(Connection views, String select, List<String> ids) throws SQLException {
        return Sql.query(
                views,
                select + " WHERE id IN " + Sql.list(ids.size()),
                row -> new Kept(row.getString(1), row.getString(2), Instant.parse(row.getString(3))),
                ids.toArray());
    }

    private static List<String> ids(IdempotencyKeys.Request request, long period, int items) {
        String batch = request.name(period);
        return IntStream.range(0, items)
                .mapToObj(item -> ItemIds.of(batch + "\n" + item))
                .toList();
    }

    /** Something that is there: where in a request, and as what. */
    private record Kept(String id, String as, Instant at) {}
}
