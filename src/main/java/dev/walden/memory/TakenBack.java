package dev.walden.memory;

import dev.walden.activity.SourceDigest;
import dev.walden.activity.Space;
import dev.walden.activity.TaskId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is to be taken back of a space: what a source said, what its documents said, and what tasks stored since they were shown any of it.
 *
 * @param source the one that was named
 * @param sources it, and the documents that nobody else sent, by all names that they may have
 * @param since of tasks that were shown words of these: from which record on
 */
record TakenBack(Space space, String source, Set<String> sources, Map<TaskId, Long> since) {

    TakenBack {
        sources = Set.copyOf(SourceDigest.with(sources));
        since = Map.copyOf(since);
    }

    /** The named one, and those that go with it. */
    static Set<String> sources(Connection views, Space space, String source) throws SQLException {
        Set<String> sources = new LinkedHashSet<>(List.of(source));
        for (String document : DocumentClaims.of(views, space.name(), source)) {
            if (!DocumentClaims.sharedBeside(views, document, source)) {
                sources.add("document:" + document);
            }
        }
        return sources;
    }

    /** For which of its sources a statement goes, or for its task; empty when it stays. */
    Optional<String> origin(Statement statement) {
        Optional<String> known = statement.sources().stream()
                .filter(sources::contains)
                .min((one, other) -> Boolean.compare(other.equals(source), one.equals(source)));
        return known.isPresent()
                ? known
                : Erasure.task(statement.by())
                        .filter(task -> since.getOrDefault(task, Long.MAX_VALUE) < statement.said())
                        .map(_ -> statement.by());
    }

    /** Whether all that was said of a fact goes. */
    boolean takesAll(Connection views, String item) throws SQLException {
        return Statement.of(views, space.name(), item).stream()
                .allMatch(statement -> origin(statement).isPresent());
    }

    /** Whether somebody trusted states a fact now, and nobody will. */
    boolean takesTrust(Connection views, String item) throws SQLException {
        List<Statement> all = Statement.of(views, space.name(), item);
        return all.stream().anyMatch(Statement::trusted)
                && all.stream().noneMatch(one -> one.trusted() && origin(one).isEmpty());
    }

    /**
     * The items that it may concern. What was learned last comes first, so that what is left after an interruption can still be traced to
     * where it came from; documents come last.
     */
    List<String> items(Connection views) throws SQLException {
        Set<String> items = new LinkedHashSet<>(facts(views));
        items.addAll(Sql.query(
                views,
                "SELECT id FROM memory_items WHERE source = ? " + indexed()
                        + "AND space = ? AND erased = 0 AND kind NOT IN ('fact', 'document') ORDER BY seq DESC",
                row -> row.getString(1),
                source,
                space.name()));
        items.addAll(DocumentClaims.of(views, space.name(), source));
        return List.copyOf(items);
    }

    private List<String> facts(Connection views) throws SQLException {
        Set<String> named = new LinkedHashSet<>(sources);
        since.keySet().forEach(task -> named.add("task:" + task));
        List<Item> found = new ArrayList<>();
        for (String one : named) {
            found.addAll(Sql.query(
                    views,
                    "SELECT DISTINCT s.item, i.seq FROM memory_sources s JOIN memory_items i ON i.id = s.item"
                            + " WHERE s.source = ? AND i.space = ?",
                    row -> new Item(row.getString(1), row.getLong(2)),
                    one,
                    space.name()));
        }
        return found.stream()
                .sorted((one, other) -> Long.compare(other.seq(), one.seq()))
                .map(Item::id)
                .toList();
    }

    /** Keys say so much that an index of it would cost every item; theirs are looked for in the table itself. */
    private String indexed() {
        return source.startsWith("key:") ? "" : "AND source NOT GLOB 'key:*' ";
    }

    private record Item(String id, long seq) {}
}
