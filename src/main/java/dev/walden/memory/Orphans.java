package dev.walden.memory;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Facts whose task was forgotten, or of whose document nothing is left. */
final class Orphans {

    private static final String DOCUMENT = "document:";
    private static final int AT_ONCE = 500;

    /** Facts by the episode of a task that stated them, and by the document that they come from. */
    private final Map<String, Set<String>> episodes = new HashMap<>();

    private final Map<String, Set<String>> documents = new HashMap<>();

    private Orphans() {}

    /** Those of a stretch that are true at a time or later, in microseconds since 1970. */
    static Set<String> of(Connection views, FactStretch stretch, long now) throws SQLException {
        Orphans orphans = new Orphans();
        Sql.each(
                views,
                "SELECT s.item, s.sources FROM memory_facts f JOIN memory_statements s ON s.item = f.item WHERE"
                        + FactStretch.WITHIN + "AND f.ends > ?4",
                row -> orphans.add(row.getString(1), PackedStrings.unpack(row.getString(2))),
                stretch.values(now));
        Set<String> found = new HashSet<>();
        // An episode that was only too old says nothing against what was learned from it.
        gone(views, "SELECT id FROM memory_items WHERE erased = 1 AND id IN ", orphans.episodes, found);
        gone(
                views,
                "SELECT document FROM memory_documents WHERE state = 'removed' AND document IN ",
                orphans.documents,
                found);
        return found;
    }

    private void add(String item, List<String> sources) {
        for (String source : sources) {
            Erasure.task(source)
                    .map(ItemIds::ofEpisode)
                    .ifPresent(episode -> episodes.computeIfAbsent(episode, _ -> new HashSet<>())
                            .add(item));
            if (source.startsWith(DOCUMENT)) {
                documents
                        .computeIfAbsent(source.substring(DOCUMENT.length()), _ -> new HashSet<>())
                        .add(item);
            }
        }
    }

    private static void gone(Connection views, String select, Map<String, Set<String>> origins, Set<String> found)
            throws SQLException {
        List<String> all = new ArrayList<>(origins.keySet());
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            List<String> some = all.subList(from, Math.min(all.size(), from + AT_ONCE));
            for (String gone :
                    Sql.query(views, select + Sql.list(some.size()), row -> row.getString(1), some.toArray())) {
                found.addAll(origins.getOrDefault(gone, Set.of()));
            }
        }
    }
}
