package dev.walden.memory;

import dev.walden.activity.SourceDigest;
import dev.walden.activity.Space;
import dev.walden.activity.TaskId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The tasks that were shown words of sources, themselves or through what other tasks said, however long the chain: what they stored
 * since may be these words, whatever was known of that when they stored it. Reads the records of tasks; thread-safe.
 */
record SourceTasks(ShownSources shown) {

    /** Of so many the records are read for one undoing. */
    private static final int MOST_TASKS = 10_000;

    private static final Found NONE = new Found(Map.of(), true);

    /** Those that stored facts in a space. What people say over the API is trusted, and whom they told is not followed. */
    Found of(Space space, Set<String> sources) {
        return sources.stream().allMatch(source -> source.startsWith("key:"))
                ? NONE
                : among(shown.views().read(connection -> storing(connection, space)), sources);
    }

    /** Those of some tasks. */
    Found among(Collection<TaskId> tasks, Set<String> named) {
        Set<String> sources = SourceDigest.with(named);
        ShownTasks read = new ShownTasks(shown, MOST_TASKS);
        tasks.forEach(read::read);
        Set<TaskId> shown =
                read.leadingTo(seen -> seen.sources().keySet().stream().anyMatch(sources::contains));
        Set<TaskId> lost = read.leadingTo(seen -> !seen.whole());
        Map<TaskId, Long> since = new HashMap<>();
        for (TaskId task : tasks) {
            if (shown.contains(task)) {
                since.put(task, since(read.of(task), sources, shown));
            }
        }
        return new Found(since, tasks.stream().allMatch(task -> shown.contains(task) || !lost.contains(task)));
    }

    private static long since(Seen seen, Set<String> sources, Set<TaskId> shown) {
        return seen.sources().entrySet().stream()
                .filter(entry -> sources.contains(entry.getKey())
                        || Erasure.task(entry.getKey()).filter(shown::contains).isPresent())
                .mapToLong(Map.Entry::getValue)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    private static Set<TaskId> storing(Connection views, Space space) throws SQLException {
        List<String> by = Sql.query(
                views,
                "SELECT DISTINCT m.sources FROM memory_facts f JOIN memory_statements m ON m.item = f.item"
                        + " WHERE f.space = ? AND m.trusted = 0",
                row -> PackedStrings.unpack(row.getString(1)).getFirst(),
                space.name());
        Set<TaskId> tasks = new LinkedHashSet<>();
        by.forEach(source -> Erasure.task(source).ifPresent(tasks::add));
        return tasks;
    }

    /**
     * What was found.
     *
     * @param since from which record of the task on
     * @param whole false when it cannot be known of every task
     */
    record Found(Map<TaskId, Long> since, boolean whole) {
        Found {
            since = Map.copyOf(since);
        }
    }
}
