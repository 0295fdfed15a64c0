package dev.walden.memory;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A fact as it is compared with others of its space; times are microseconds since 1970.
 *
 * @param ends when it is true no longer, {@link Validity#OPEN} for not yet
 * @param until the end by its own words, null for none
 */
record Fact(
        String id,
        Says says,
        boolean trusted,
        long from,
        long ends,
        @Nullable Long until) {

    static final String COLUMNS =
            "i.id, i.text, i.speaker, i.domain, i.metadata, i.trusted, i.valid_from, f.subject, f.attribute, f.until, f.ends"
                    + " FROM memory_facts f JOIN memory_items i ON i.id = f.item ";

    static Fact read(ResultSet row) throws SQLException {
        long until = row.getLong("until");
        boolean bounded = !row.wasNull();
        return new Fact(
                row.getString("id"),
                new Says(
                        row.getString("text"),
                        row.getString("speaker"),
                        new Around(row.getString("domain"), row.getString("metadata")),
                        row.getString("subject"),
                        row.getString("attribute")),
                row.getInt("trusted") == 1,
                row.getLong("valid_from"),
                row.getLong("ends"),
                bounded ? until : null);
    }

    Fact ending(long time) {
        return new Fact(id, says, trusted, from, Math.min(ends, time), until);
    }

    Fact beginning(long time) {
        return new Fact(id, says, trusted, Math.min(from, time), ends, until);
    }

    /** Whether both are true at some time. */
    boolean overlaps(Fact other) {
        return Math.max(from, other.from) < Math.min(ends, other.ends);
    }

    /** Whether another fact has something to do with this one. */
    boolean bearsOn(Fact other) {
        return relationTo(other).isPresent();
    }

    /** What another fact is to this one; empty when they have nothing to do with each other. */
    Optional<Relation> relationTo(Fact other) {
        return says.relationTo(other.says);
    }
}
