package dev.walden.memory;

import dev.walden.activity.Space;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Facts of a space whose words have numbers from one to another: all that say the same in the same words are in one stretch. So a space
 * is gone through in parts that cost little, however much it holds.
 *
 * @param first the least number
 * @param last the largest
 */
record FactStretch(Space space, long first, long last) {

    /** What a fact {@code f} has to be to be in it; {@code ?1} is the space, {@code ?2} and {@code ?3} the numbers. */
    static final String WITHIN = " f.space = ?1 AND f.words BETWEEN ?2 AND ?3 ";

    private static final int NUMBERS = 1_000;

    /** The first one of a space; nothing when it has no facts. */
    static Optional<FactStretch> first(Connection views, Space space) throws SQLException {
        return from(views, space, Long.MIN_VALUE);
    }

    /** The one behind this; nothing when this is the last. */
    Optional<FactStretch> next(Connection views) throws SQLException {
        return last == Long.MAX_VALUE ? Optional.empty() : from(views, space, last + 1);
    }

    /** The name of the space with facts that comes after this one. */
    static Optional<String> spaceAfter(Connection views, String name) throws SQLException {
        return Sql.first(
                        views,
                        "SELECT min(space) FROM memory_facts WHERE space > ?",
                        row -> Optional.ofNullable(row.getString(1)),
                        name)
                .flatMap(found -> found);
    }

    private static Optional<FactStretch> from(Connection views, Space space, long first) throws SQLException {
        return Sql.first(
                        views,
                        "SELECT count(*), max(words) FROM"
                                + " (SELECT DISTINCT words FROM memory_facts WHERE space = ? AND words >= ? ORDER BY words LIMIT ?)",
                        row -> new long[] {row.getLong(1), row.getLong(2)},
                        space.name(),
                        first,
                        NUMBERS)
                .filter(found -> found[0] > 0)
                .map(found -> new FactStretch(space, first, found[1]));
    }

    /** The values of {@link #WITHIN}, and of {@code ?4} and so on. */
    @Nullable
    Object[] values(@Nullable Object... more) {
        @Nullable Object[] all = new @Nullable Object[3 + more.length];
        all[0] = space.name();
        all[1] = first;
        all[2] = last;
        System.arraycopy(more, 0, all, 3, more.length);
        return all;
    }
}
