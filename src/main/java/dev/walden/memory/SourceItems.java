package dev.walden.memory;

import dev.walden.activity.MemoryEvent.SourceUndone;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What becomes of items when something is taken back.
 *
 * @param only ids of items that nobody else said, and of documents that nobody else sent
 * @param kept by what is taken back of them: ids of facts that others said too, and of documents that others sent
 */
record SourceItems(List<String> only, Map<String, List<String>> kept) {

    SourceItems {
        only = List.copyOf(only);
    }

    /** Of some items, as they are now. */
    static SourceItems among(Connection views, TakenBack taken, List<String> items) throws SQLException {
        List<String> only = new ArrayList<>();
        Map<String, List<String>> kept = new LinkedHashMap<>();
        for (String item : items) {
            List<Statement> stated = Statement.of(views, taken.space().name(), item);
            if (stated.isEmpty()) {
                other(views, taken, item, only, kept);
            } else if (taken.takesAll(views, item)) {
                only.add(item);
            } else {
                Set<String> origins = new LinkedHashSet<>();
                stated.forEach(one -> taken.origin(one).ifPresent(origins::add));
                origins.forEach(origin ->
                        kept.computeIfAbsent(origin, _ -> new ArrayList<>()).add(item));
            }
        }
        return new SourceItems(only, kept);
    }

    private static void other(
            Connection views, TakenBack taken, String item, List<String> only, Map<String, List<String>> kept)
            throws SQLException {
        if (DocumentClaims.isBy(views, item, taken.source())) {
            if (DocumentClaims.sharedBeside(views, item, taken.source())) {
                kept.computeIfAbsent(taken.source(), _ -> new ArrayList<>()).add(item);
            } else {
                only.add(item);
            }
        } else if (!ItemTable.living(views, List.of(item)).isEmpty()) {
            only.add(item);
        }
    }

    /** Of all of these, each once. */
    List<String> shared() {
        return kept.values().stream().flatMap(List::stream).distinct().toList();
    }

    boolean isEmpty() {
        return only.isEmpty() && kept.isEmpty();
    }

    /** What to record: of the named source last, as it takes away what tells what goes with it, and a crash may keep the first records only. */
    List<SourceUndone> events(TakenBack taken, String reason, String by) {
        List<SourceUndone> events = new ArrayList<>();
        kept.forEach((origin, items) -> {
            if (!origin.equals(taken.source())) {
                events.add(new SourceUndone(taken.space(), origin, List.of(), items, reason, by));
            }
        });
        List<String> own = kept.getOrDefault(taken.source(), List.of());
        events.add(new SourceUndone(taken.space(), taken.source(), only, own, reason, by));
        return events;
    }
}
