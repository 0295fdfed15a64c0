package dev.walden.memory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.walden.activity.Space;
import dev.walden.activity.Views;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The newest episodes of the spaces last asked for, in RAM. Thread-safe. What is kept is a view of the views: each look compares two
 * counts, reads what was recorded since, and everything anew when anything was forgotten. So nothing stale and nothing forgotten is
 * given, and a look while nothing happens reads nothing.
 */
final class RecentEpisodes {

    private static final int BYTES_A_SPACE = 200;

    private final Views views;
    private final LongSupplier recorded;
    private final LongSupplier changes;
    private final int most;
    private final long bytes;
    private final Cache<String, Window> windows;

    /**
     * Keeps some.
     *
     * @param recorded how many episodes were recorded; moves on once readers of the views can see them
     * @param changes how often anything was erased or reworded, likewise
     * @param most episodes of each space
     * @param bytes of all spaces together, about
     */
    RecentEpisodes(Views views, LongSupplier recorded, LongSupplier changes, int most, long bytes) {
        this.views = views;
        this.recorded = recorded;
        this.changes = changes;
        this.most = most;
        this.bytes = bytes;
        windows = Caffeine.newBuilder()
                .maximumWeight(bytes)
                .weigher((String space, Window window) -> window.bytes())
                .build();
    }

    /** The newest of a space. The counts are taken before the table is read, so that what comes in between is read again. */
    Window of(Space space) {
        long nowChanges = changes.getAsLong();
        long nowRecorded = recorded.getAsLong();
        Window known = windows.getIfPresent(space.name());
        if (known != null && known.changes == nowChanges && known.recorded == nowRecorded) {
            return known;
        }
        Window before =
                known != null && known.changes == nowChanges ? known : new Window(nowChanges, 0, List.of(), true);
        List<Episode> newer = views.read(connection -> after(connection, space, before.newest()));
        Window window = window(newer, before, nowRecorded);
        windows.put(space.name(), window);
        return window;
    }

    private List<Episode> after(Connection connection, Space space, long seq) throws SQLException {
        return Sql.query(
                connection,
                "SELECT * FROM memory_episodes WHERE space = ? AND seq > ? AND " + EpisodeTable.REMEMBERED
                        + " ORDER BY seq DESC LIMIT ?",
                Episode::read,
                space.name(),
                seq,
                most + 1);
    }

    private Window window(List<Episode> newer, Window before, long count) {
        List<Episode> kept = new ArrayList<>();
        long room = Math.min(bytes, Integer.MAX_VALUE) - BYTES_A_SPACE;
        List<Episode> both = new ArrayList<>(newer);
        both.addAll(before.newestFirst);
        for (Episode episode : both) {
            room -= episode.bytes();
            if (kept.size() == most || room < 0) {
                return new Window(before.changes, count, kept, false);
            }
            kept.add(episode);
        }
        return new Window(before.changes, count, kept, before.all);
    }

    /**
     * Episodes as they were at two counts.
     *
     * @param all whether the space has no others
     */
    record Window(long changes, long recorded, List<Episode> newestFirst, boolean all) {
        Window {
            newestFirst = List.copyOf(newestFirst);
        }

        private long newest() {
            return newestFirst.isEmpty() ? 0 : newestFirst.getFirst().seq();
        }

        private int bytes() {
            return BYTES_A_SPACE + newestFirst.stream().mapToInt(Episode::bytes).sum();
        }
    }
}
